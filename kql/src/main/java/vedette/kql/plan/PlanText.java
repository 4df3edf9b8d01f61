package vedette.kql.plan;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** How a plan reads: a node a line, what it reads below it, indented where it reads several. */
public final class PlanText {

    private PlanText() {}

    /** The text of a plan, without a line break at the end. */
    public static String of(Plan plan) {
        StringBuilder text = new StringBuilder();
        append(text, plan, 0);
        return text.toString().strip();
    }

    private static void append(StringBuilder text, Plan plan, int depth) {
        text.append("  ".repeat(depth)).append(head(plan)).append('\n');
        for (Plan input : plan.inputs()) {
            append(text, input, plan.inputs().size() > 1 ? depth + 1 : depth);
        }
    }

    private static String head(Plan plan) {
        return switch (plan) {
            case Plan.Scan scan ->
                "Scan " + scan.table() + (scan.conditions().isEmpty() ? "" : " " + scan.conditions());
            case Plan.Rows rows -> "Rows " + rows.columns() + " " + rows.rows().size();
            case Plan.Range range ->
                "Range " + range.column() + " = " + range.from() + " .. " + range.to() + " step " + range.step();
            case Plan.Filter filter -> "Filter " + filter.predicate();
            case Plan.Project project -> "Project " + list(project.assignments());
            case Plan.Summarize summarize ->
                "Summarize "
                        + summarize.summaries().stream().map(PlanText::summary).collect(Collectors.joining(", "))
                        + (summarize.keys().isEmpty() ? "" : " by " + list(summarize.keys()));
            case Plan.Join join ->
                "Join " + join.kind().name().toLowerCase(Locale.ROOT) + " on "
                        + join.keys().stream()
                                .map(key -> key.left() + " = " + key.right())
                                .collect(Collectors.joining(", "));
            case Plan.Union union -> "Union " + union.columns();
            case Plan.Sort sort ->
                "Sort "
                        + sort.keys().stream()
                                .map(key -> key.value() + (key.descending() ? " desc" : " asc"))
                                .collect(Collectors.joining(", "));
            case Plan.Take take -> "Take " + take.rows();
            case Plan.Window window -> "Window " + list(window.calls());
            case Plan.Expand expand -> "Expand " + list(expand.items());
            case Plan.Apply apply -> "Apply";
            case Plan.Match match -> "Match " + match.text() + " " + match.groups();
            case Plan.Series series -> "Series " + series.axis().value() + " step " + series.step();
            case Plan.Shared shared -> "Shared " + shared.id();
        };
    }

    private static String summary(Plan.Summary summary) {
        return switch (summary) {
            case Plan.Computed computed -> computed.column() + " = " + computed.aggregate();
            case Plan.Picked picked ->
                picked.pick().name().toLowerCase(Locale.ROOT) + "(" + picked.by() + ") " + list(picked.values());
        };
    }

    private static String list(List<Plan.Assignment> assignments) {
        return assignments.stream()
                .map(assignment -> assignment.isKept()
                        ? assignment.column().toString()
                        : assignment.column() + " = " + assignment.value())
                .collect(Collectors.joining(", "));
    }
}
