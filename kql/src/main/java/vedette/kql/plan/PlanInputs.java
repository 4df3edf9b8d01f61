package vedette.kql.plan;

import java.util.function.UnaryOperator;

/** Puts other inputs below a node, for rewrites that walk a plan. */
public final class PlanInputs {

    private PlanInputs() {}

    /** The node with each input put through a function. */
    public static Plan map(Plan plan, UnaryOperator<Plan> change) {
        return switch (plan) {
            case Plan.Scan scan -> scan;
            case Plan.Rows rows -> rows;
            case Plan.Range range -> range;
            case Plan.Filter filter -> new Plan.Filter(change.apply(filter.input()), filter.predicate());
            case Plan.Project project -> new Plan.Project(change.apply(project.input()), project.assignments());
            case Plan.Summarize summarize ->
                new Plan.Summarize(change.apply(summarize.input()), summarize.keys(), summarize.summaries());
            case Plan.Join join ->
                new Plan.Join(join.kind(), change.apply(join.left()), change.apply(join.right()), join.keys());
            case Plan.Union union ->
                new Plan.Union(
                        union.columns(),
                        union.branches().stream()
                                .map(branch -> new Plan.Branch(change.apply(branch.input()), branch.values()))
                                .toList());
            case Plan.Sort sort -> new Plan.Sort(change.apply(sort.input()), sort.keys());
            case Plan.Take take -> new Plan.Take(change.apply(take.input()), take.rows());
            case Plan.Window window -> new Plan.Window(change.apply(window.input()), window.calls());
            case Plan.Expand expand ->
                new Plan.Expand(
                        change.apply(expand.input()),
                        expand.items(),
                        expand.position(),
                        expand.bagsAsPairs(),
                        expand.limit());
            case Plan.Apply apply -> new Plan.Apply(change.apply(apply.input()), change.apply(apply.body()));
            case Plan.Match match ->
                new Plan.Match(
                        change.apply(match.input()), match.text(), match.regex(), match.groups(), match.matched());
            case Plan.Series series ->
                new Plan.Series(
                        change.apply(series.input()),
                        series.keys(),
                        series.items(),
                        series.axis(),
                        series.start(),
                        series.end(),
                        series.endIncluded(),
                        series.step(),
                        series.axisColumn());
            case Plan.Shared shared ->
                new Plan.Shared(shared.id(), change.apply(shared.definition()), shared.columns());
        };
    }
}
