/**
 * KQL's text as a lossless tree: the tokens of a tree, joined, are the text. Trees are immutable and say nothing of
 * meaning; what is missing is there as an empty token.
 */
@NullMarked
package vedette.kql.syntax;

import org.jspecify.annotations.NullMarked;
