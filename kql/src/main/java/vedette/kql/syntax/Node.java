package vedette.kql.syntax;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import vedette.kql.Span;

/** A piece of syntax made of tokens and other nodes, in the order of the text. */
public sealed interface Node extends Element permits Clause, Expression, Operator, Separated, Statement {

    /** Its tokens and nodes in the order of the text. */
    List<Element> elements();

    /** All its tokens in the order of the text. */
    default List<Token> tokens() {
        List<Token> tokens = new ArrayList<>();
        collect(this, tokens);
        return tokens;
    }

    /** Its text as it stands, trivia included. */
    default String text() {
        StringBuilder text = new StringBuilder();
        tokens().forEach(token -> text.append(token.trivia()).append(token.text()));
        return text.toString();
    }

    @Override
    default Span span() {
        List<Token> tokens =
                tokens().stream().filter(token -> !token.isMissing()).toList();
        if (tokens.isEmpty()) {
            List<Token> missing = tokens();
            return missing.isEmpty() ? new Span(0, 0) : missing.getFirst().span();
        }
        return new Span(tokens.getFirst().start(), tokens.getLast().span().end());
    }

    /** With a stack of its own, since a long chain of operators is a deep tree. */
    private static void collect(Node root, List<Token> tokens) {
        Deque<Element> open = new ArrayDeque<>();
        open.push(root);
        while (!open.isEmpty()) {
            switch (open.pop()) {
                case Token token -> tokens.add(token);
                case Node node -> node.elements().reversed().forEach(open::push);
            }
        }
    }
}
