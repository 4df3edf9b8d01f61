package vedette.kql.syntax;

import vedette.kql.Span;

/** A part of a tree: a token, or a node made of elements. */
public sealed interface Element permits Token, Node {

    /** Where it stands, without the trivia before it. */
    Span span();
}
