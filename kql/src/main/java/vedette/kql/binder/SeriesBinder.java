package vedette.kql.binder;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import vedette.frame.KqlType;
import vedette.kql.ProblemCode;
import vedette.kql.plan.Aggregate;
import vedette.kql.plan.Plan;
import vedette.kql.plan.Scalar;
import vedette.kql.syntax.Clause;
import vedette.kql.syntax.Expression;
import vedette.kql.syntax.Operator;

/** Binds {@code make-series}. */
final class SeriesBinder {

    private final BindContext context;
    private final ExpressionBinder expressions;
    private final SummarizeBinder summaries;

    SeriesBinder(BindContext context, ExpressionBinder expressions, SummarizeBinder summaries) {
        this.context = context;
        this.expressions = expressions;
        this.summaries = summaries;
    }

    Rows apply(Operator.MakeSeries series, Rows input, Around around) {
        Scope scope = around.scope(input);
        Names names = new Names();
        List<Plan.Assignment> keys = summaries.keys(series.by(), scope, names);
        List<Plan.SeriesItem> items = new ArrayList<>();
        for (Clause.SeriesItem item : series.items().items()) {
            items.add(item(item, scope, names));
        }
        Expression axisSyntax = series.axis() instanceof Expression.Named named ? named.value() : series.axis();
        Scalar axis = expressions.bind(axisSyntax, scope);
        String axisName = (series.axis() instanceof Expression.Named named
                        ? Names.of(named.names())
                        : Names.of(series.axis()))
                .map(names::unique)
                .orElseGet(names::next);
        Bounds bounds = bounds(series, around);
        return Rows.unordered(new Plan.Series(
                scope.withWindows(input.plan()),
                keys,
                items,
                new Plan.Assignment(context.column(axisName, axis.type()), axis),
                bounds.start(),
                bounds.end(),
                bounds.endIncluded(),
                bounds.step(),
                context.column(axisName, KqlType.DYNAMIC)));
    }

    private Plan.SeriesItem item(Clause.SeriesItem item, Scope scope, Names names) {
        Expression value = item.value() instanceof Expression.Named named ? named.value() : item.value();
        Aggregate aggregate = summaries
                .maybeAggregate(value, scope)
                .orElseThrow(() -> BindFailure.of(ProblemCode.NOT_AGGREGATE, value));
        Optional<String> written = item.value() instanceof Expression.Named named
                ? Names.of(named.names())
                : SummarizeBinder.nameOf(value);
        String name = written.map(names::unique).orElseGet(names::next);
        Scalar missing = item.missing()
                .map(setting -> expressions.bind(setting.value(), scope))
                .orElseGet(() -> new Scalar.Constant(KqlType.LONG, 0L));
        Scalar converted = missing.type() == aggregate.type() ? missing : Types.converted(missing, aggregate.type());
        return new Plan.SeriesItem(context.column(name, KqlType.DYNAMIC), aggregate, converted);
    }

    private record Bounds(Optional<Scalar> start, Optional<Scalar> end, boolean endIncluded, Scalar step) {}

    private Bounds bounds(Operator.MakeSeries series, Around around) {
        Map<String, Expression> written = new HashMap<>();
        series.bounds().forEach(bound -> written.put(bound.keyword().text(), bound.value()));
        if (written.get("in") instanceof Expression.Call range
                && range.arguments().items().size() == 3) {
            List<Scalar> arguments = expressions.all(range.arguments(), around.constants());
            return new Bounds(Optional.of(arguments.get(0)), Optional.of(arguments.get(1)), true, arguments.get(2));
        }
        if (!written.containsKey("step")) {
            throw BindFailure.of(
                    ProblemCode.EXPECTED_AFTER,
                    series.axis(),
                    "'step'",
                    series.axis().text().strip());
        }
        return new Bounds(
                Optional.ofNullable(written.get("from")).map(value -> expressions.bind(value, around.constants())),
                Optional.ofNullable(written.get("to")).map(value -> expressions.bind(value, around.constants())),
                false,
                expressions.bind(written.get("step"), around.constants()));
    }
}
