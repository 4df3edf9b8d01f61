package vedette.hunting.process;

import java.util.Locale;
import vedette.display.Escape;

/** A process tree as plain text, a line a process. */
final class TreeText {

    private static final int MOST_LINES = 200;
    private static final int MOST_COMMAND = 100;
    private static final int DEEPEST_INDENT = 20;

    private TreeText() {}

    static String of(ProcessTree tree) {
        StringBuilder text = new StringBuilder();
        int lines = 0;
        for (TreeWalk.Step step : TreeWalk.of(tree, MOST_LINES)) {
            if (step instanceof TreeWalk.Enter enter) {
                line(text, tree, enter.node());
                lines++;
            }
        }
        int left = tree.shown().size() - lines;
        if (left > 0) {
            text.append(String.format(Locale.ROOT, "... and %,d more processes%n", left));
        }
        return text.append(TreeHtml.caption(tree)).toString();
    }

    private static void line(StringBuilder text, ProcessTree tree, ProcessNode node) {
        int indent = Math.min(node.depth(), DEEPEST_INDENT);
        text.append("   ".repeat(indent)).append(node.isRoot() ? "+ " : "+-- ");
        text.append(Escape.line(node.fileName().isEmpty() ? "(unknown)" : node.fileName()));
        text.append(" [").append(Escape.line(node.pid())).append(']');
        tree.value(node).ifPresent(value -> text.append(String.format(Locale.ROOT, " %.3f", value)));
        if (!node.commandLine().isEmpty()) {
            text.append("  ").append(Escape.shortened(Escape.line(node.commandLine()), MOST_COMMAND));
        }
        text.append('\n');
    }
}
