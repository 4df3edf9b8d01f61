package vedette.kql.binder;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import vedette.frame.KqlType;
import vedette.kql.ProblemCode;
import vedette.kql.plan.Column;
import vedette.kql.plan.Plan;
import vedette.kql.plan.Scalar;
import vedette.kql.query.RenderInstruction;
import vedette.kql.syntax.Clause;
import vedette.kql.syntax.Expression;
import vedette.kql.syntax.Literals;
import vedette.kql.syntax.Operator;
import vedette.kql.syntax.TokenKind;

/** Binds tabular operators; families of them have binders of their own. */
final class OperatorBinder {

    private final BindContext context;
    private final ExpressionBinder expressions;
    private final TableBinder tables;
    private final ProjectionBinder projections;
    private final SummarizeBinder summaries;
    private final JoinBinder joins;
    private final UnionBinder unions;
    private final SearchBinder searches;
    private final SourceBinder sources;
    private final ExpandBinder expansions;
    private final ParseBinder parses;
    private final SeriesBinder series;

    OperatorBinder(BindContext context, ExpressionBinder expressions, TableBinder tables) {
        this.context = context;
        this.expressions = expressions;
        this.tables = tables;
        this.projections = new ProjectionBinder(context, expressions);
        this.summaries = new SummarizeBinder(context, expressions);
        this.joins = new JoinBinder(context, expressions, tables);
        this.unions = new UnionBinder(context, tables);
        this.searches = new SearchBinder(tables, unions, this::where);
        this.sources = new SourceBinder(context, expressions);
        this.expansions = new ExpandBinder(context, expressions, tables);
        this.parses = new ParseBinder(context, expressions);
        this.series = new SeriesBinder(context, expressions, summaries);
    }

    /** The rows of an operator that begins a query. */
    Rows source(Operator operator, Around around) {
        return switch (operator) {
            case Operator.Columns print when print.keyword().is("print") -> sources.print(print, around);
            case Operator.DataTable table -> sources.dataTable(table, around);
            case Operator.Range range -> sources.range(range, around);
            case Operator.Union union -> unions.source(union, around);
            case Operator.Search search -> searches.source(search, around);
            default -> throw notLocal(operator);
        };
    }

    private static BindFailure notLocal(Operator operator) {
        return BindFailure.of(
                ProblemCode.NOT_LOCAL, operator.keyword(), operator.keyword().text(), "");
    }

    /** The rows behind an operator. */
    Rows apply(Operator operator, Rows input, Around around) {
        return switch (operator) {
            case Operator.Where where -> where(where, input, around);
            case Operator.Columns columns -> projections.apply(columns, input, around);
            case Operator.Summarize summarize -> summaries.apply(summarize, input, around);
            case Operator.Sort sort -> Rows.ordered(sorted(sort.by(), input, around));
            case Operator.Top top ->
                Rows.ordered(new Plan.Take(sorted(top.by(), input, around), count(top.rows(), around)));
            case Operator.Take take -> take(take, input, around);
            case Operator.Plain plain -> plain(plain, input);
            case Operator.Join join -> joins.apply(join, input, around);
            case Operator.Union union -> unions.apply(union, input, around);
            case Operator.Search search -> searches.apply(search, input, around);
            case Operator.MvExpand expand -> expansions.expand(expand, input, around);
            case Operator.MvApply apply -> expansions.apply(apply, input, around);
            case Operator.Parse parse -> parses.apply(parse, input, around);
            case Operator.MakeSeries makeSeries -> series.apply(makeSeries, input, around);
            case Operator.Render render -> render(render, input);
            case Operator.As as -> tables.as(as, input);
            case Operator.DataTable table -> throw misplaced(table);
            case Operator.Range range -> throw misplaced(range);
            case Operator.Other other -> throw notLocal(other);
            case Operator.Unknown unknown -> throw misplaced(unknown);
        };
    }

    private static BindFailure misplaced(Operator operator) {
        return BindFailure.of(
                ProblemCode.NOT_UNDERSTOOD,
                operator.keyword(),
                operator.keyword().text());
    }

    private Rows where(Operator.Where where, Rows input, Around around) {
        Scope scope = around.scope(input);
        Scalar bound = expressions.bind(where.predicate(), scope);
        Scalar predicate = Operators.condition("where", bound, where.predicate());
        Plan source = scope.withWindows(input.plan());
        Plan filtered = new Plan.Filter(source, predicate);
        return input.with(source.equals(input.plan()) ? filtered : onlyColumns(filtered, input.columns()));
    }

    private static Plan onlyColumns(Plan plan, List<Column> columns) {
        return new Plan.Project(
                plan, columns.stream().map(Plan.Assignment::keep).toList());
    }

    /** The input in the order of a {@code by} clause; descending unless told otherwise, nulls the least of all. */
    Plan sorted(Clause.By by, Rows input, Around around) {
        Scope scope = around.scope(input);
        List<Plan.SortKey> keys = new ArrayList<>();
        for (Expression item : by.items().items()) {
            Scalar value = expressions.bind(item, scope);
            if (value.type() == KqlType.DYNAMIC) {
                throw BindFailure.of(ProblemCode.NOT_ORDERABLE, item, "a dynamic value", "sorted");
            }
            keys.add(sortKey(item, value));
        }
        Plan source = scope.withWindows(input.plan());
        Plan sorted = new Plan.Sort(source, keys);
        return source.equals(input.plan()) ? sorted : onlyColumns(sorted, input.columns());
    }

    private static Plan.SortKey sortKey(Expression item, Scalar value) {
        if (!(item instanceof Expression.Ordered ordered)) {
            return new Plan.SortKey(value, true, false);
        }
        boolean descending = ordered.direction().map(token -> token.is("desc")).orElse(true);
        boolean nullsFirst = ordered.place().map(token -> token.is("first")).orElse(!descending);
        return new Plan.SortKey(value, descending, nullsFirst);
    }

    private Scalar count(Expression rows, Around around) {
        Scalar count = expressions.bind(rows, around.constants());
        if (count.type() != KqlType.LONG && count.type() != KqlType.INT) {
            throw BindFailure.of(ProblemCode.WRONG_TYPE, rows, "the number of rows", "long", count.type(), "");
        }
        return count;
    }

    private Rows take(Operator.Take take, Rows input, Around around) {
        Scalar count = count(take.rows(), around);
        if (!take.keyword().is("sample")) {
            return input.with(new Plan.Take(input.plan(), count));
        }
        Scalar chance = new Scalar.Call("rand", KqlType.REAL);
        Plan shuffled = new Plan.Sort(input.plan(), List.of(new Plan.SortKey(chance, false, true)));
        return Rows.unordered(new Plan.Take(shuffled, count));
    }

    private Rows plain(Operator.Plain plain, Rows input) {
        return switch (plain.keyword().text()) {
            case "count" -> summaries.count(input);
            case "getschema" -> sources.schema(input);
            default -> throw notLocal(plain);
        };
    }

    private Rows render(Operator.Render render, Rows input) {
        String visualization = render.visualization()
                .map(token -> token.text().toLowerCase(Locale.ROOT))
                .orElse("table");
        Map<String, String> properties = new LinkedHashMap<>();
        render.with()
                .ifPresent(with -> with.properties()
                        .items()
                        .forEach(property ->
                                properties.put(property.name().text().toLowerCase(Locale.ROOT), value(property))));
        context.render(new RenderInstruction(visualization, properties));
        return input;
    }

    private static String value(Clause.RenderProperty property) {
        return String.join(
                ",",
                property.values().items().stream().map(OperatorBinder::value).toList());
    }

    private static String value(Expression expression) {
        return expression instanceof Expression.Literal literal && literal.kind() == TokenKind.STRING
                ? Literals.string(literal.tokens().getFirst().text())
                : Optional.of(expression)
                        .filter(Expression.Name.class::isInstance)
                        .map(name -> ((Expression.Name) name).name())
                        .orElseGet(() -> expression.text().strip());
    }
}
