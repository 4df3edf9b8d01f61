package vedette.kql.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** What scalars and plans are made of, for walks and rewrites. */
public final class Scalars {

    private Scalars() {}

    /** The scalars that stand in a node itself, not in its inputs. */
    public static List<Scalar> of(Plan plan) {
        return switch (plan) {
            case Plan.Scan scan -> scan.conditions();
            case Plan.Shared shared -> List.of();
            case Plan.Apply apply -> List.of();
            case Plan.Rows rows -> rows.rows().stream().flatMap(List::stream).toList();
            case Plan.Range range -> List.of(range.from(), range.to(), range.step());
            case Plan.Filter filter -> List.of(filter.predicate());
            case Plan.Project project -> values(project.assignments());
            case Plan.Summarize summarize ->
                concat(
                        values(summarize.keys()),
                        summarize.summaries().stream()
                                .flatMap(summary -> of(summary).stream())
                                .toList());
            case Plan.Join join ->
                join.keys().stream()
                        .flatMap(key -> Stream.of(key.left(), key.right()))
                        .toList();
            case Plan.Union union ->
                union.branches().stream()
                        .flatMap(branch -> branch.values().stream())
                        .toList();
            case Plan.Sort sort -> sortValues(sort.keys());
            case Plan.Take take -> List.of(take.rows());
            case Plan.Window window -> values(window.calls());
            case Plan.Expand expand -> concat(values(expand.items()), list(expand.limit()));
            case Plan.Match match -> List.of(match.text());
            case Plan.Series series -> {
                List<Scalar> all = new ArrayList<>(values(series.keys()));
                series.items().forEach(item -> {
                    all.addAll(item.aggregate().arguments());
                    all.add(item.missing());
                });
                all.add(series.axis().value());
                all.addAll(list(series.start()));
                all.addAll(list(series.end()));
                all.add(series.step());
                yield List.copyOf(all);
            }
        };
    }

    private static List<Scalar> of(Plan.Summary summary) {
        return switch (summary) {
            case Plan.Computed computed -> computed.aggregate().arguments();
            case Plan.Picked picked -> concat(List.of(picked.by()), values(picked.values()));
        };
    }

    /** A scalar with each part, innermost first, put through a function; plans inside are left alone. */
    public static Scalar map(Scalar scalar, UnaryOperator<Scalar> change) {
        return change.apply(
                switch (scalar) {
                    case Scalar.Reference reference -> reference;
                    case Scalar.Constant constant -> constant;
                    case Scalar.Call call ->
                        new Scalar.Call(
                                call.function(),
                                call.arguments().stream()
                                        .map(argument -> map(argument, change))
                                        .toList(),
                                call.type());
                    case Scalar.Query query -> query;
                    case Scalar.Contained contained ->
                        new Scalar.Contained(map(contained.value(), change), contained.plan(), contained.ignoreCase());
                });
    }

    /** Whether a column stands in a scalar; plans inside are not looked into. */
    public static boolean refersTo(Scalar scalar, Column column) {
        return switch (scalar) {
            case Scalar.Reference reference -> reference.column().equals(column);
            case Scalar.Constant constant -> false;
            case Scalar.Call call -> call.arguments().stream().anyMatch(argument -> refersTo(argument, column));
            case Scalar.Query query -> false;
            case Scalar.Contained contained -> refersTo(contained.value(), column);
        };
    }

    private static List<Scalar> values(List<Plan.Assignment> assignments) {
        return assignments.stream().map(Plan.Assignment::value).toList();
    }

    private static List<Scalar> sortValues(List<Plan.SortKey> keys) {
        return keys.stream().map(Plan.SortKey::value).toList();
    }

    private static List<Scalar> list(Optional<Scalar> scalar) {
        return scalar.stream().toList();
    }

    private static List<Scalar> concat(List<Scalar> some, List<Scalar> others) {
        List<Scalar> all = new ArrayList<>(some);
        all.addAll(others);
        return List.copyOf(all);
    }
}
