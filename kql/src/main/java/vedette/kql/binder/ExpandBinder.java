package vedette.kql.binder;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import vedette.frame.KqlType;
import vedette.kql.ProblemCode;
import vedette.kql.plan.Column;
import vedette.kql.plan.Plan;
import vedette.kql.plan.Scalar;
import vedette.kql.syntax.Clause;
import vedette.kql.syntax.Expression;
import vedette.kql.syntax.Operator;
import vedette.kql.syntax.Separated;

/** Binds {@code mv-expand} and {@code mv-apply}, which take dynamic values apart. */
final class ExpandBinder {

    private final BindContext context;
    private final ExpressionBinder expressions;
    private final TableBinder tables;

    ExpandBinder(BindContext context, ExpressionBinder expressions, TableBinder tables) {
        this.context = context;
        this.expressions = expressions;
        this.tables = tables;
    }

    /** An item under its final name: the column that the expansion gives, and what becomes of it. */
    private record Item(String name, Plan.Assignment expanded, Scalar converted) {}

    private List<Item> items(Separated<Clause.ExpandItem> clauses, Scope scope, Names names) {
        List<Item> items = new ArrayList<>();
        for (Clause.ExpandItem clause : clauses.items()) {
            Expression value = clause.value() instanceof Expression.Named named ? named.value() : clause.value();
            Scalar scalar = expressions.bind(value, scope);
            if (scalar.type() != KqlType.DYNAMIC) {
                throw BindFailure.of(
                        ProblemCode.WRONG_TYPE,
                        value,
                        "mv-expand",
                        "a dynamic value",
                        scalar.type(),
                        "parse it with parse_json()");
            }
            String name = (clause.value() instanceof Expression.Named named ? Names.of(named.names()) : Names.of(value))
                    .orElseGet(names::next);
            Column column = context.column(name, KqlType.DYNAMIC);
            Scalar reference = new Scalar.Reference(column);
            Scalar converted = clause.type()
                    .map(type -> Types.converted(reference, CallBinder.type((Expression.TypeOf) type)))
                    .orElse(reference);
            items.add(new Item(name, new Plan.Assignment(column, scalar), converted));
        }
        return items;
    }

    Rows expand(Operator.MvExpand expand, Rows input, Around around) {
        Scope scope = around.scope(input);
        List<Item> items = items(expand.items(), scope, new Names(input.columns()));
        Optional<Column> position = position(expand.parameters());
        boolean pairs = expand.parameters().stream()
                .filter(parameter -> Set.of("kind", "bagexpansion").contains(parameter.name()))
                .anyMatch(parameter -> parameter.value().text().strip().equals("array"));
        Optional<Scalar> limit = expand.limit().map(setting -> expressions.bind(setting.value(), around.constants()));
        Plan expanded = new Plan.Expand(
                scope.withWindows(input.plan()),
                items.stream().map(Item::expanded).toList(),
                position,
                pairs,
                limit);
        return input.with(new Plan.Project(expanded, replaced(input.columns(), items, position)));
    }

    private Optional<Column> position(List<Clause.Parameter> parameters) {
        return parameters.stream()
                .filter(parameter -> parameter.name().equals("with_itemindex"))
                .findFirst()
                .map(parameter -> context.column(parameter.value().text().strip(), KqlType.LONG));
    }

    /** Items take the place of columns of their names; others stand behind all columns. */
    private List<Plan.Assignment> replaced(List<Column> columns, List<Item> items, Optional<Column> position) {
        Map<String, Plan.Assignment> output = new LinkedHashMap<>();
        columns.forEach(column -> output.put(column.name(), Plan.Assignment.keep(column)));
        for (Item item : items) {
            output.put(item.name(), assignment(item));
        }
        position.ifPresent(column -> output.put(column.name(), Plan.Assignment.keep(column)));
        return List.copyOf(output.values());
    }

    private Plan.Assignment assignment(Item item) {
        return item.converted() instanceof Scalar.Reference(Column column)
                ? Plan.Assignment.keep(column)
                : new Plan.Assignment(
                        context.column(item.name(), item.converted().type()), item.converted());
    }

    Rows apply(Operator.MvApply apply, Rows input, Around around) {
        Scope scope = around.scope(input);
        List<Item> items = items(apply.items(), scope, new Names(input.columns()));
        Optional<Column> position = position(apply.parameters());
        Optional<Scalar> limit = apply.limit().map(setting -> expressions.bind(setting.value(), around.constants()));
        Plan one = new Plan.Rows(List.of(), List.of(List.of()));
        Plan expanded = new Plan.Expand(one, items.stream().map(Item::expanded).toList(), position, false, limit);
        Rows inner = Rows.unordered(new Plan.Project(expanded, replaced(List.of(), items, position)));
        List<Column> outer = new ArrayList<>(input.columns());
        outer.addAll(around.outer());
        if (!(apply.body() instanceof Expression.Pipe pipe)) {
            throw BindFailure.of(ProblemCode.NOT_TABULAR, apply.body());
        }
        Rows body = tables.pipe(pipe, new Around(around.environment(), outer), inner);
        Plan applied = new Plan.Apply(scope.withWindows(input.plan()), body.plan());
        return Rows.unordered(new Plan.Project(applied, besides(input.columns(), body.columns())));
    }

    /** The columns of the rows around that the body does not replace, then the body's. */
    private static List<Plan.Assignment> besides(List<Column> outer, List<Column> body) {
        Map<String, Plan.Assignment> output = new LinkedHashMap<>();
        outer.stream()
                .filter(column -> Rows.find(body, column.name()).isEmpty())
                .forEach(column -> output.put(column.name(), Plan.Assignment.keep(column)));
        body.forEach(column -> output.put(column.name(), Plan.Assignment.keep(column)));
        return List.copyOf(output.values());
    }
}
