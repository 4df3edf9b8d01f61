package vedette.kql.binder;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import vedette.frame.KqlType;
import vedette.kql.ProblemCode;
import vedette.kql.Spelling;
import vedette.kql.plan.Column;
import vedette.kql.plan.Plan;
import vedette.kql.plan.Scalar;
import vedette.kql.syntax.Expression;
import vedette.kql.syntax.Operator;

/** Binds operators that compute, choose, name and order columns. */
final class ProjectionBinder {

    private final BindContext context;
    private final ExpressionBinder expressions;

    ProjectionBinder(BindContext context, ExpressionBinder expressions) {
        this.context = context;
        this.expressions = expressions;
    }

    Rows apply(Operator.Columns operator, Rows input, Around around) {
        List<Expression> items = operator.columns().items();
        return switch (operator.keyword().text()) {
            case "extend" -> extend(items, input, around);
            case "serialize" -> extend(items, Rows.ordered(input.plan()), around);
            case "project" -> project(items, input, around);
            case "project-away" -> away(items, input);
            case "project-keep" -> keep(items, input);
            case "project-rename" -> rename(items, input);
            case "project-reorder" -> reorder(items, input);
            case "distinct" -> distinct(items, input, around);
            default ->
                throw BindFailure.of(
                        ProblemCode.NOT_UNDERSTOOD,
                        operator.keyword(),
                        operator.keyword().text());
        };
    }

    /** A value with the names that were written for it. */
    private record Item(Expression syntax, Optional<List<Expression>> names, Scalar value) {}

    private Item item(Expression expression, Scope scope) {
        if (expression instanceof Expression.Named named) {
            List<Expression> names = named.names() instanceof Expression.Tuple tuple
                    ? tuple.items().items()
                    : List.of(named.names());
            if (names.size() > 1) {
                throw BindFailure.of(ProblemCode.NOT_LOCAL, named, "a function with several results", "");
            }
            return new Item(expression, Optional.of(names), expressions.bind(named.value(), scope));
        }
        return new Item(expression, Optional.empty(), expressions.bind(expression, scope));
    }

    private Rows extend(List<Expression> items, Rows input, Around around) {
        Scope scope = around.scope(input);
        List<Item> bound = items.stream().map(item -> item(item, scope)).toList();
        Names names = new Names(input.columns());
        Map<String, Plan.Assignment> assignments = new LinkedHashMap<>();
        input.columns().forEach(column -> assignments.put(column.name(), Plan.Assignment.keep(column)));
        Set<String> written = new LinkedHashSet<>();
        for (Item item : bound) {
            String name = item.names()
                    .map(found -> Names.of(found.getFirst()).orElseThrow())
                    .or(() -> Names.of(item.syntax()))
                    .orElseGet(names::next);
            if (!written.add(name) && item.names().isPresent()) {
                throw BindFailure.of(ProblemCode.DUPLICATE_NAME, item.syntax(), name, "");
            }
            boolean itself = item.value() instanceof Scalar.Reference(Column column)
                    && column.name().equals(name)
                    && assignments.containsKey(name)
                    && assignments.get(name).column().equals(column);
            if (!itself) {
                assignments.put(name, assignment(name, item.value()));
            }
            names.unique(name);
        }
        return input.with(new Plan.Project(scope.withWindows(input.plan()), List.copyOf(assignments.values())));
    }

    private Plan.Assignment assignment(String name, Scalar value) {
        return new Plan.Assignment(context.column(name, value.type()), value);
    }

    private Rows project(List<Expression> items, Rows input, Around around) {
        Scope scope = around.scope(input);
        Names names = new Names();
        List<Plan.Assignment> assignments = new ArrayList<>();
        Set<Column> kept = new LinkedHashSet<>();
        for (Expression expression : items) {
            if (expression instanceof Expression.Star) {
                input.columns().forEach(column -> assignments.add(Plan.Assignment.keep(column)));
                continue;
            }
            Item item = item(expression, scope);
            Optional<String> written =
                    item.names().map(found -> Names.of(found.getFirst()).orElseThrow());
            if (written.isPresent() && names.isUsed(written.get())) {
                throw BindFailure.of(ProblemCode.DUPLICATE_NAME, expression, written.get(), "");
            }
            String name =
                    written.or(() -> Names.of(expression)).map(names::unique).orElseGet(names::next);
            boolean itself = item.value() instanceof Scalar.Reference(Column column)
                    && column.name().equals(name)
                    && input.columns().contains(column)
                    && kept.add(column);
            assignments.add(
                    itself
                            ? Plan.Assignment.keep(((Scalar.Reference) item.value()).column())
                            : assignment(name, item.value()));
        }
        return input.with(new Plan.Project(scope.withWindows(input.plan()), assignments));
    }

    private Rows distinct(List<Expression> items, Rows input, Around around) {
        boolean all = items.size() == 1 && items.getFirst() instanceof Expression.Star;
        Rows projected = all ? input : project(items, input, around);
        for (Column column : projected.columns()) {
            if (column.type() == KqlType.DYNAMIC && !all) {
                throw BindFailure.of(ProblemCode.NOT_ORDERABLE, items.getFirst(), "a dynamic value", "grouped");
            }
        }
        List<Plan.Assignment> keys = projected.columns().stream()
                .map(column -> assignment(column.name(), new Scalar.Reference(column)))
                .toList();
        return Rows.unordered(new Plan.Summarize(projected.plan(), keys, List.of()));
    }

    private Rows away(List<Expression> items, Rows input) {
        Set<Column> dropped = new LinkedHashSet<>();
        items.forEach(item -> dropped.addAll(matching(item, input)));
        return input.with(kept(
                input,
                input.columns().stream()
                        .filter(column -> !dropped.contains(column))
                        .toList()));
    }

    private Rows keep(List<Expression> items, Rows input) {
        Set<Column> kept = new LinkedHashSet<>();
        items.forEach(item -> kept.addAll(matching(item, input)));
        return input.with(
                kept(input, input.columns().stream().filter(kept::contains).toList()));
    }

    private static Plan kept(Rows input, List<Column> columns) {
        return new Plan.Project(
                input.plan(), columns.stream().map(Plan.Assignment::keep).toList());
    }

    /** The columns that a name or a pattern means. */
    private static List<Column> matching(Expression item, Rows input) {
        Expression plain = item instanceof Expression.Ordered ordered ? ordered.value() : item;
        if (plain instanceof Expression.Star) {
            return input.columns();
        }
        if (!(plain instanceof Expression.Name name)) {
            throw BindFailure.of(ProblemCode.EXPECTED, item, "a column's name");
        }
        if (name.isPattern()) {
            Pattern pattern = Pattern.compile(Pattern.quote(name.name()).replace("*", "\\E.*\\Q"), Pattern.DOTALL);
            return input.columns().stream()
                    .filter(column -> pattern.matcher(column.name()).matches())
                    .toList();
        }
        return List.of(column(name, input));
    }

    private static Column column(Expression.Name name, Rows input) {
        return input.column(name.name())
                .orElseThrow(() -> BindFailure.of(
                        ProblemCode.UNKNOWN_NAME,
                        name,
                        name.name(),
                        Spelling.didYouMean(
                                name.name(),
                                input.columns().stream().map(Column::name).toList())));
    }

    private Rows rename(List<Expression> items, Rows input) {
        Map<Column, String> renamed = new LinkedHashMap<>();
        for (Expression item : items) {
            if (!(item instanceof Expression.Named named && named.value() instanceof Expression.Name old)) {
                throw BindFailure.of(ProblemCode.EXPECTED, item, "new = old");
            }
            renamed.put(column(old, input), Names.of(named.names()).orElseThrow());
        }
        Names names = new Names();
        List<Plan.Assignment> assignments = new ArrayList<>();
        for (Column column : input.columns()) {
            String name = renamed.getOrDefault(column, column.name());
            if (names.isUsed(name)) {
                throw BindFailure.of(ProblemCode.DUPLICATE_NAME, items.getFirst(), name, "");
            }
            names.unique(name);
            assignments.add(
                    renamed.containsKey(column)
                            ? assignment(name, new Scalar.Reference(column))
                            : Plan.Assignment.keep(column));
        }
        return input.with(new Plan.Project(input.plan(), assignments));
    }

    private Rows reorder(List<Expression> items, Rows input) {
        Set<Column> columns = new LinkedHashSet<>();
        for (Expression item : items) {
            List<Column> found = new ArrayList<>(matching(item, input));
            found.removeAll(columns);
            if (item instanceof Expression.Ordered ordered) {
                boolean descending = ordered.direction()
                        .map(token -> token.text().endsWith("desc"))
                        .orElse(false);
                Comparator<Column> byName = Comparator.comparing(Column::name);
                found.sort(descending ? byName.reversed() : byName);
            }
            columns.addAll(found);
        }
        columns.addAll(input.columns());
        return input.with(kept(input, List.copyOf(columns)));
    }
}
