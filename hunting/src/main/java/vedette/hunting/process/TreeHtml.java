package vedette.hunting.process;

import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.DoubleSummaryStatistics;
import java.util.Locale;
import vedette.display.Escape;

/**
 * A process tree as nested {@code details} elements: it folds without a script, in a notebook, in exported HTML and on
 * paper. Colours are translucent, so that they go with light and dark pages.
 */
final class TreeHtml {

    private static final int MOST_NODES = 3000;
    private static final int MOST_COMMAND = 300;
    private static final int MOST_TITLE = 4000;
    /** Browsers stop nesting at about 500 levels; deeper processes stand at this one. */
    private static final int DEEPEST = 120;

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final String ROOM =
            "margin-left:1.3em;border-left:1px solid rgba(128,128,128,.35);padding-left:.5em";

    private TreeHtml() {}

    static String of(ProcessTree tree) {
        StringBuilder html = new StringBuilder("<div style=\"font-size:90%;line-height:1.55\">");
        DoubleSummaryStatistics values = tree.shown().stream()
                .flatMap(index -> tree.value(tree.nodes().get(index)).stream())
                .mapToDouble(Double::doubleValue)
                .summaryStatistics();
        int written = 0;
        for (TreeWalk.Step step : TreeWalk.of(tree, MOST_NODES)) {
            switch (step) {
                case TreeWalk.Enter(ProcessNode node, boolean nested) -> {
                    enter(html, tree, node, nested, values);
                    written++;
                }
                case TreeWalk.Leave(ProcessNode node) -> {
                    if (opens(node, hasShownChildren(tree, node))) {
                        html.append("</div></details>");
                    }
                }
            }
        }
        int left = tree.shown().size() - written;
        if (left > 0) {
            html.append(String.format(
                    Locale.ROOT,
                    "<p>and %,d more processes, not drawn; " + "narrow the tree with focus, containing or onHost</p>",
                    left));
        }
        return html.append("<small>")
                .append(Escape.html(caption(tree)))
                .append("</small></div>")
                .toString();
    }

    static String caption(ProcessTree tree) {
        ProcessTree.Summary summary = tree.summary();
        return String.format(
                Locale.ROOT,
                "%,d of %,d processes, %,d roots, longest chain %,d; %s%s",
                tree.shown().size(),
                summary.processes(),
                summary.roots(),
                summary.depth(),
                tree.shape(),
                tree.colour().map(column -> "; colour: " + Escape.line(column)).orElse(""));
    }

    private static boolean hasShownChildren(ProcessTree tree, ProcessNode node) {
        return node.children().stream().anyMatch(tree.shown()::contains);
    }

    private static boolean opens(ProcessNode node, boolean hasShownChildren) {
        return hasShownChildren && node.depth() < DEEPEST;
    }

    private static void enter(
            StringBuilder html, ProcessTree tree, ProcessNode node, boolean nested, DoubleSummaryStatistics values) {
        if (opens(node, nested)) {
            html.append("<details open><summary style=\"cursor:pointer\">");
            line(html, tree, node, values);
            html.append("</summary><div style=\"").append(ROOM).append("\">");
        } else {
            html.append("<div style=\"padding-left:1em\">");
            line(html, tree, node, values);
            html.append("</div>");
        }
    }

    private static void line(StringBuilder html, ProcessTree tree, ProcessNode node, DoubleSummaryStatistics values) {
        String name = node.fileName().isEmpty() ? "(unknown)" : node.fileName();
        String value = tree.value(node)
                .map(number -> String.format(Locale.ROOT, "%.3f", number))
                .orElse("");
        html.append("<span title=\"")
                .append(Escape.html(Escape.shortened(title(node), MOST_TITLE)))
                .append("\"><b style=\"padding:.1em .35em;border-radius:.25em;background:")
                .append(tree.value(node).map(number -> colour(number, values)).orElse("rgba(128,128,128,.12)"))
                .append("\">")
                .append(Escape.html(name))
                .append("</b> <span style=\"opacity:.65\">")
                .append(Escape.html(node.pid()));
        if (!value.isEmpty()) {
            html.append(" · ").append(value);
        }
        node.start().ifPresent(start -> html.append(" · ").append(TIME.format(start)));
        if (!node.account().isEmpty()) {
            html.append(" · ").append(Escape.html(Escape.shortened(node.account(), MOST_COMMAND)));
        }
        html.append("</span>");
        if (!node.commandLine().isEmpty()) {
            html.append(" <code style=\"overflow-wrap:anywhere\">")
                    .append(Escape.html(Escape.shortened(node.commandLine(), MOST_COMMAND)))
                    .append("</code>");
        } else if (node.row().isEmpty()) {
            html.append(" <i style=\"opacity:.65\">not in the log</i>");
        }
        html.append("</span>");
    }

    private static String title(ProcessNode node) {
        return String.join("\n", node.image(), node.commandLine(), node.account(), node.host())
                .strip();
    }

    /** From grey over amber to red, by where a value stands between the least and the greatest shown. */
    private static String colour(double value, DoubleSummaryStatistics values) {
        double range = values.getMax() - values.getMin();
        double share = range > 0 ? (value - values.getMin()) / range : 0;
        int green = (int) Math.round(170 - 130 * share);
        int blue = (int) Math.round(60 - 20 * share);
        return String.format(Locale.ROOT, "rgba(230,%d,%d,%.2f)", green, blue, 0.10 + 0.65 * share * share);
    }
}
