package vedette.kql.binder;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vedette.frame.KqlType;
import vedette.kql.ProblemCode;
import vedette.kql.catalogue.FunctionSpec;
import vedette.kql.catalogue.Functions;
import vedette.kql.plan.Aggregate;
import vedette.kql.plan.Column;
import vedette.kql.plan.Plan;
import vedette.kql.plan.Scalar;
import vedette.kql.syntax.Clause;
import vedette.kql.syntax.Expression;
import vedette.kql.syntax.Operator;

/** Binds {@code summarize} and {@code count}: keys, aggregates, and expressions over aggregates. */
final class SummarizeBinder {

    private static final Map<String, String> PREFIXES = Map.ofEntries(
            Map.entry("make_list", "list"),
            Map.entry("make_list_if", "list"),
            Map.entry("make_list_with_nulls", "list"),
            Map.entry("makelist", "list"),
            Map.entry("make_set", "set"),
            Map.entry("make_set_if", "set"),
            Map.entry("makeset", "set"),
            Map.entry("make_bag", "bag"),
            Map.entry("make_bag_if", "bag"),
            Map.entry("buildschema", "schema"));
    private static final Set<String> PICKS = Set.of("arg_max", "arg_min", "argmax", "argmin", "take_any", "any");

    private final BindContext context;
    private final ExpressionBinder expressions;

    SummarizeBinder(BindContext context, ExpressionBinder expressions) {
        this.context = context;
        this.expressions = expressions;
    }

    Rows count(Rows input) {
        Column column = context.column("Count", KqlType.LONG);
        Aggregate count = new Aggregate("count", List.of(), KqlType.LONG);
        return Rows.unordered(new Plan.Summarize(input.plan(), List.of(), List.of(new Plan.Computed(column, count))));
    }

    /** What a summarize grows by while its items are bound. */
    private record Growth(
            Rows input,
            Scope scope,
            Names names,
            List<Plan.Assignment> keys,
            List<Plan.Summary> summaries,
            List<Plan.Assignment> output) {}

    Rows apply(Operator.Summarize summarize, Rows input, Around around) {
        Growth growth = new Growth(
                input, around.scope(input), new Names(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        summarize.by().ifPresent(by -> by.items().items().forEach(item -> key(item, growth)));
        summarize.aggregates().items().forEach(item -> aggregate(item, growth));
        Plan source = growth.scope().withWindows(input.plan());
        Plan grouped = new Plan.Summarize(source, growth.keys(), growth.summaries());
        boolean plain = growth.output().stream().allMatch(Plan.Assignment::isKept)
                && growth.output().stream()
                        .map(Plan.Assignment::column)
                        .toList()
                        .equals(grouped.columns());
        return Rows.unordered(plain ? grouped : new Plan.Project(grouped, growth.output()));
    }

    private void key(Expression item, Growth growth) {
        Plan.Assignment key = key(item, growth.scope(), growth.names());
        growth.keys().add(key);
        growth.output().add(Plan.Assignment.keep(key.column()));
    }

    /** A key that rows are grouped by. */
    Plan.Assignment key(Expression item, Scope scope, Names names) {
        Expression value = item instanceof Expression.Named named ? named.value() : item;
        Scalar scalar = expressions.bind(value, scope);
        if (scalar.type() == KqlType.DYNAMIC) {
            throw BindFailure.of(ProblemCode.NOT_ORDERABLE, item, "a dynamic value", "grouped");
        }
        Optional<String> written = item instanceof Expression.Named named ? Names.of(named.names()) : Names.of(item);
        String name = written.map(names::unique).orElseGet(names::next);
        return new Plan.Assignment(context.column(name, scalar.type()), scalar);
    }

    private void aggregate(Expression item, Growth growth) {
        Expression value = item instanceof Expression.Named named ? named.value() : item;
        List<Expression> written = written(item);
        if (value instanceof Expression.Call call && call.function() instanceof Expression.Name function) {
            if (PICKS.contains(function.name())) {
                pick(call, function.name(), written, growth);
                return;
            }
            if (function.name().equals("percentiles")) {
                percentiles(call, written, growth);
                return;
            }
        }
        Scalar scalar = value(value, growth);
        String name = written.isEmpty()
                ? nameOf(value).map(growth.names()::unique).orElseGet(growth.names()::next)
                : given(written.getFirst(), item, growth.names());
        growth.output().add(renamed(scalar, name, growth));
    }

    /** An aggregate alone keeps its column, under its final name; anything else is computed behind the groups. */
    private Plan.Assignment renamed(Scalar scalar, String name, Growth growth) {
        boolean alone = scalar instanceof Scalar.Reference(Column column)
                && !growth.summaries().isEmpty()
                && growth.summaries().getLast().columns().equals(List.of(column));
        if (!alone) {
            return new Plan.Assignment(context.column(name, scalar.type()), scalar);
        }
        Column old = ((Scalar.Reference) scalar).column();
        Column named = new Column(old.id(), name, old.type());
        Plan.Computed computed = (Plan.Computed) growth.summaries().removeLast();
        growth.summaries().add(new Plan.Computed(named, computed.aggregate()));
        return Plan.Assignment.keep(named);
    }

    private static List<Expression> written(Expression item) {
        if (!(item instanceof Expression.Named named)) {
            return List.of();
        }
        return named.names() instanceof Expression.Tuple tuple ? tuple.items().items() : List.of(named.names());
    }

    private static String given(Expression name, Expression place, Names names) {
        String text = Names.of(name).orElseThrow();
        if (names.isUsed(text)) {
            throw BindFailure.of(ProblemCode.DUPLICATE_NAME, place, text, "");
        }
        return names.unique(text);
    }

    /** A value made of aggregates, keys and constants. */
    private Scalar value(Expression expression, Growth growth) {
        Optional<Aggregate> aggregate = maybeAggregate(expression, growth.scope());
        if (aggregate.isPresent()) {
            Column column =
                    context.column(aggregate.get().function(), aggregate.get().type());
            growth.summaries().add(new Plan.Computed(column, aggregate.get()));
            return new Scalar.Reference(column);
        }
        return new AggregateExpressions(expressions, growth.scope(), inner -> value(inner, growth), growth.keys())
                .bind(expression);
    }

    /** The aggregate that an expression is, where it is one. */
    Optional<Aggregate> maybeAggregate(Expression expression, Scope scope) {
        if (!(expression instanceof Expression.Call call) || !(call.function() instanceof Expression.Name name)) {
            return Optional.empty();
        }
        List<FunctionSpec> overloads = Functions.named(name.name());
        if (overloads.isEmpty() || overloads.getFirst().kind() != FunctionSpec.Kind.AGGREGATE) {
            return Optional.empty();
        }
        boolean countOfValue =
                name.name().equals("count") && !call.arguments().items().isEmpty();
        List<Scalar> arguments = countOfValue ? List.of() : expressions.all(call.arguments(), scope);
        Calls.Resolved resolved = Calls.resolve(overloads, arguments, call);
        return Optional.of(new Aggregate(name.name(), resolved.arguments(), resolved.type()));
    }

    /** What an aggregate is called by itself: {@code sum_x}, {@code list_x}, {@code percentile_x_95}. */
    static Optional<String> nameOf(Expression expression) {
        if (!(expression instanceof Expression.Call call) || !(call.function() instanceof Expression.Name function)) {
            return Names.of(expression);
        }
        String name = function.name();
        List<FunctionSpec> overloads = Functions.named(name);
        if (overloads.isEmpty() || overloads.getFirst().kind() != FunctionSpec.Kind.AGGREGATE) {
            return Names.of(expression);
        }
        List<Expression> arguments = call.arguments().items();
        if (arguments.isEmpty()) {
            return Optional.of(name + "_");
        }
        String prefix = PREFIXES.getOrDefault(name, name);
        String first = prefix + "_" + Names.of(arguments.getFirst()).orElse("");
        boolean ranked = name.startsWith("percentile") && arguments.size() > 1;
        return Optional.of(ranked ? first + "_" + ranked(arguments.getLast()) : first);
    }

    private static String ranked(Expression percentage) {
        return percentage.text().strip().replace('.', '_');
    }

    private void percentiles(Expression.Call call, List<Expression> written, Growth growth) {
        List<Expression> arguments = call.arguments().items();
        Scalar value = expressions.bind(arguments.getFirst(), growth.scope());
        for (int i = 1; i < arguments.size(); i++) {
            Scalar percentage = expressions.bind(arguments.get(i), growth.scope());
            Calls.Resolved resolved = Calls.resolve(Functions.named("percentile"), List.of(value, percentage), call);
            String own = "percentile_" + Names.of(arguments.getFirst()).orElse("") + "_" + ranked(arguments.get(i));
            String name = i <= written.size()
                    ? given(written.get(i - 1), call, growth.names())
                    : growth.names().unique(own);
            Column column = context.column(name, resolved.type());
            growth.summaries()
                    .add(new Plan.Computed(column, new Aggregate("percentile", resolved.arguments(), resolved.type())));
            growth.output().add(Plan.Assignment.keep(column));
        }
    }

    private void pick(Expression.Call call, String function, List<Expression> written, Growth growth) {
        List<Expression> arguments = call.arguments().items();
        if (arguments.isEmpty()) {
            throw BindFailure.of(ProblemCode.ARGUMENT_COUNT, call, function + "()", "at least 1 argument", "0");
        }
        boolean any = function.equals("take_any") || function.equals("any");
        Plan.Pick pick = any ? Plan.Pick.ANY : function.endsWith("max") ? Plan.Pick.GREATEST : Plan.Pick.LEAST;
        Scalar by =
                any ? new Scalar.Constant(KqlType.BOOL, true) : expressions.bind(arguments.getFirst(), growth.scope());
        List<Plan.Assignment> values = new ArrayList<>();
        for (int i = 0; i < arguments.size(); i++) {
            if (arguments.get(i) instanceof Expression.Star) {
                @Nullable Scalar except = any ? null : by;
                stars(growth, except)
                        .forEach(column -> values.add(picked(
                                new Scalar.Reference(column), growth.names().unique(column.name()))));
            } else {
                Scalar value = i == 0 && !any ? by : expressions.bind(arguments.get(i), growth.scope());
                String prefix = function.equals("any")
                        ? "any_"
                        : i == 0 && !any ? (pick == Plan.Pick.GREATEST ? "max_" : "min_") : "";
                String own = function.equals("any")
                        ? prefix + Names.of(arguments.get(i)).orElse("")
                        : Names.of(arguments.get(i)).orElse(prefix);
                String name = values.size() < written.size()
                        ? given(written.get(values.size()), call, growth.names())
                        : own.isEmpty() ? growth.names().next() : growth.names().unique(own);
                values.add(picked(value, name));
            }
        }
        growth.summaries().add(new Plan.Picked(pick, by, values));
        values.forEach(value -> growth.output().add(Plan.Assignment.keep(value.column())));
    }

    /** All columns of the input but the keys, and the one that picks. */
    private static List<Column> stars(Growth growth, @Nullable Scalar except) {
        return growth.input().columns().stream()
                .filter(column -> !new Scalar.Reference(column).equals(except))
                .filter(column ->
                        growth.keys().stream().noneMatch(key -> key.value().equals(new Scalar.Reference(column))))
                .toList();
    }

    private Plan.Assignment picked(Scalar value, String name) {
        return new Plan.Assignment(context.column(name, value.type()), value);
    }

    /** The rows of {@code by} keys as assignments. */
    List<Plan.Assignment> keys(Optional<Clause.By> by, Scope scope, Names names) {
        return by.map(clause -> clause.items().items().stream()
                        .map(item -> key(item, scope, names))
                        .toList())
                .orElse(List.of());
    }
}
