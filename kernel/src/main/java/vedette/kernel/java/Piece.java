package vedette.kernel.java;

import com.sun.tools.javac.tree.JCTree;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A stretch of a cell that the evaluator treats as a whole. Offsets count in the cell's text. */
sealed interface Piece {

    /** Where it starts. */
    int start();

    /** Where it ends. */
    int end();

    /** An import, with its semicolon where it has one. */
    record Import(int start, int end) implements Piece {}

    /**
     * A class, record, enum, interface or annotation type.
     *
     * @param modifiers the modifier words before it that do not fit a nested type
     * @param hasState whether it has static fields or initializers
     */
    record Type(int start, int end, String name, List<Stretch> modifiers, boolean hasState) implements Piece {}

    /**
     * A method.
     *
     * @param modifiers the modifier words that do not fit a static method
     * @param body where the body with its braces starts; the end where it has none
     * @param parameters the types of the parameters as they are written
     * @param arguments the names of the parameters
     */
    record Method(
            int start,
            int end,
            String name,
            List<Stretch> modifiers,
            int body,
            boolean isVoid,
            List<String> parameters,
            List<String> arguments)
            implements Piece {}

    /**
     * One declared variable; it starts at its name.
     *
     * @param nameEnd where the name ends, which may be written longer than it is, with escapes
     * @param type where its type is written, or null for {@code var}
     * @param brackets what belongs to the type but is written behind the name, as in {@code int a[]}
     * @param initializer what it is set to, or null
     * @param tree the initializer as the parser sees it, or null
     */
    record Variable(
            int start,
            int end,
            String name,
            int nameEnd,
            @Nullable Stretch type,
            String brackets,
            @Nullable Stretch initializer,
            JCTree.@Nullable JCExpression tree)
            implements Piece {}

    /**
     * A statement with its semicolon or braces; a declaration of an unnamed variable, too.
     *
     * @param bindings the pattern variables that it may bring to what follows it
     */
    record Statement(int start, int end, Set<String> bindings) implements Piece {
        public Statement {
            bindings = Set.copyOf(bindings);
        }
    }

    /**
     * An expression without its semicolon.
     *
     * @param isStatement whether Java allows it as a statement
     * @param hasValue whether its form alone says that it has a value; a call may have none
     * @param isOpen whether it has no semicolon, so that its value is the cell's result where it comes last
     */
    record Expression(int start, int end, boolean isStatement, boolean hasValue, boolean isOpen) implements Piece {}

    /** A stretch of the cell's text. */
    record Stretch(int start, int end) {
        String of(String text) {
            return text.substring(start, end);
        }
    }
}
