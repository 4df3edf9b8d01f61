package vedette.kql.binder;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vedette.frame.ColumnSchema;
import vedette.kql.ProblemCode;
import vedette.kql.Spelling;
import vedette.kql.catalogue.Catalogue;
import vedette.kql.plan.Column;
import vedette.kql.plan.Plan;
import vedette.kql.plan.Scalar;
import vedette.kql.syntax.Clause;
import vedette.kql.syntax.Expression;
import vedette.kql.syntax.Operator;
import vedette.kql.syntax.Statement;

/** Binds expressions that are tables, and what {@code let} defines. */
final class TableBinder {

    private final BindContext context;
    private final ExpressionBinder expressions;
    private final CallBinder calls;
    private final OperatorBinder operators;

    TableBinder(BindContext context) {
        this.context = context;
        this.expressions = new ExpressionBinder(context, this);
        this.calls = new CallBinder(context, expressions, this);
        this.operators = new OperatorBinder(context, expressions, this);
    }

    ExpressionBinder expressions() {
        return expressions;
    }

    /** Whether an expression is a table and no value. */
    boolean isTable(Expression expression, Environment environment) {
        return switch (expression) {
            case Expression.Pipe pipe -> true;
            case Expression.Source source -> true;
            case Expression.Parenthesized parenthesized -> isTable(parenthesized.inner(), environment);
            case Expression.Name name -> isTable(name.name(), environment);
            case Expression.Member member -> databaseTable(member).isPresent();
            case Expression.Call call ->
                call.function() instanceof Expression.Name name && isTableFunction(name.name(), environment);
            default -> false;
        };
    }

    private boolean isTable(String name, Environment environment) {
        Optional<Binding> binding = environment
                .find(name)
                .or(() -> Optional.ofNullable(context.named().get(name)));
        return binding.map(found -> found instanceof Binding.Table
                        || (found instanceof Binding.Function function
                                && function.syntax().parameters().items().isEmpty()
                                && givesTable(function)))
                .orElseGet(() -> context.catalogue().table(name).isPresent());
    }

    private boolean isTableFunction(String name, Environment environment) {
        return environment
                .find(name)
                .map(binding -> binding instanceof Binding.Function function && givesTable(function))
                .orElse(name.equals("materialize") || name.equals("table") || name.equals("view"));
    }

    /** Whether the last statement of a function's body is a table, its parameters being what they are declared. */
    private boolean givesTable(Binding.Function function) {
        Environment inner = function.environment();
        for (Clause.FunctionParameter parameter : function.syntax().parameters().items()) {
            Binding stand = parameter.type() instanceof Clause.ScalarType
                    ? new Binding.Value(Scalar.Constant.of(""))
                    : new Binding.Table(() -> {
                        throw new IllegalStateException("a parameter's stand-in must not be bound");
                    });
            inner = inner.with(parameter.name().name(), stand);
        }
        boolean table = false;
        for (Statement statement : function.syntax().body()) {
            if (statement instanceof Statement.Let let) {
                inner = inner.with(let.name().name(), standIn(let, inner));
            } else if (statement instanceof Statement.Query query) {
                table = isTable(query.expression(), inner);
            }
        }
        return table;
    }

    private Binding standIn(Statement.Let let, Environment environment) {
        if (let.value() instanceof Expression.Function function) {
            return new Binding.Function(function, environment);
        }
        return isTable(let.value(), environment)
                ? new Binding.Table(() -> {
                    throw new IllegalStateException("a stand-in must not be bound");
                })
                : new Binding.Value(Scalar.Constant.of(""));
    }

    /** The rows of a table; expressions in it may refer to columns of a row around. */
    Rows bind(Expression expression, Environment environment, List<Column> outer) {
        return switch (expression) {
            case Expression.Pipe pipe -> pipe(pipe, new Around(environment, outer), null);
            case Expression.Source source -> operators.source(source.operator(), new Around(environment, outer));
            case Expression.Parenthesized parenthesized -> bind(parenthesized.inner(), environment, outer);
            case Expression.Name name -> named(name, environment);
            case Expression.Call call -> call(call, environment, outer);
            case Expression.Member member ->
                databaseTable(member)
                        .map(name -> named(name, environment))
                        .orElseThrow(() -> BindFailure.of(ProblemCode.NOT_TABULAR, member));
            default -> throw BindFailure.of(ProblemCode.NOT_TABULAR, expression);
        };
    }

    /** A pipe whose source is given, or bound where it is not. */
    Rows pipe(Expression.Pipe pipe, Around around, @Nullable Rows source) {
        Rows rows = source == null ? bind(pipe.source(), around.environment(), around.outer()) : source;
        for (Clause.Step step : pipe.steps()) {
            rows = operators.apply(step.operator(), rows, around);
        }
        return rows;
    }

    private Rows named(Expression.Name name, Environment environment) {
        String text = name.name();
        Optional<Binding> binding = environment
                .find(text)
                .or(() -> Optional.ofNullable(context.named().get(text)));
        if (binding.isPresent()) {
            return switch (binding.get()) {
                case Binding.Table table -> table.rows().get();
                case Binding.Value value -> throw BindFailure.of(ProblemCode.NOT_TABULAR, name);
                case Binding.Function function ->
                    userFunction(Calls.withoutArguments(name), text, function, environment);
            };
        }
        Catalogue catalogue = context.catalogue();
        List<ColumnSchema> schema = catalogue
                .table(text)
                .orElseThrow(() -> BindFailure.of(
                        ProblemCode.UNKNOWN_TABLE, name, text, Spelling.didYouMean(text, catalogue.tableNames())));
        return scan(text, schema);
    }

    private Rows scan(String table, List<ColumnSchema> schema) {
        List<Column> columns = schema.stream()
                .map(column -> context.column(column.name(), column.type()))
                .toList();
        return Rows.unordered(new Plan.Scan(table, columns, List.of()));
    }

    /** The table of {@code database("x").T}: a local connection has one database, whatever it is called. */
    private static Optional<Expression.Name> databaseTable(Expression.Member member) {
        boolean isDatabase = member.target() instanceof Expression.Call call
                && (call.function() instanceof Expression.Name name
                        && name.name().equals("database"));
        return isDatabase && member.member() instanceof Expression.Name table ? Optional.of(table) : Optional.empty();
    }

    private Rows call(Expression.Call call, Environment environment, List<Column> outer) {
        if (!(call.function() instanceof Expression.Name name)) {
            throw BindFailure.of(ProblemCode.NOT_TABULAR, call);
        }
        Optional<Binding> binding = environment.find(name.name());
        if (binding.isPresent() && binding.get() instanceof Binding.Function function) {
            return userFunction(call, name.name(), function, environment);
        }
        List<Expression> arguments = call.arguments().items();
        return switch (name.name()) {
            case "materialize" -> shared(bind(arguments.getFirst(), environment, outer));
            case "table" -> tableNamed(call, environment);
            case "externaldata", "workspace", "app", "adx", "cluster", "stored_query_result", "materialized_view" ->
                throw BindFailure.of(ProblemCode.NOT_LOCAL, call.function(), name.name() + "()", "");
            default ->
                throw BindFailure.of(
                        ProblemCode.UNKNOWN_FUNCTION,
                        call.function(),
                        name.name(),
                        Spelling.didYouMean(name.name(), environment.names()));
        };
    }

    private Rows tableNamed(Expression.Call call, Environment environment) {
        Scalar name = call.arguments().items().isEmpty()
                ? Scalar.Constant.of("")
                : expressions.constant(call.arguments().items().getFirst(), Scope.constant(environment, List.of()));
        String text = name instanceof Scalar.Constant constant ? String.valueOf(constant.value()) : "";
        return context.catalogue()
                .table(text)
                .map(schema -> scan(text, schema))
                .orElseThrow(() -> BindFailure.of(
                        ProblemCode.UNKNOWN_TABLE,
                        call,
                        text,
                        Spelling.didYouMean(text, context.catalogue().tableNames())));
    }

    private Rows userFunction(Expression.Call call, String name, Binding.Function function, Environment environment) {
        Environment inner = calls.environmentOf(call, name, function, Scope.constant(environment, List.of()));
        context.enterCall(call, name);
        try {
            for (Statement statement : function.syntax().body()) {
                if (statement instanceof Statement.Let let) {
                    inner = define(let, inner);
                } else if (statement instanceof Statement.Query query) {
                    return bind(query.expression(), inner, List.of());
                }
            }
        } finally {
            context.leaveCall();
        }
        throw BindFailure.of(ProblemCode.NOT_TABULAR, call);
    }

    private Rows shared(Rows rows) {
        return reader(context.sharedId(), rows);
    }

    private Rows reader(int id, Rows rows) {
        List<Column> columns = rows.columns().stream()
                .map(column -> context.column(column.name(), column.type()))
                .toList();
        return rows.with(new Plan.Shared(id, rows.plan(), columns));
    }

    /** The environment with what a {@code let} defines. */
    Environment define(Statement.Let let, Environment environment) {
        return environment.with(let.name().name(), binding(let.value(), environment));
    }

    private Binding binding(Expression value, Environment environment) {
        if (value instanceof Expression.Function function) {
            return new Binding.Function(function, environment);
        }
        if (!isTable(value, environment)) {
            return new Binding.Value(expressions.bind(value, Scope.constant(environment, List.of())));
        }
        if (isMaterialized(value, environment)) {
            int id = context.sharedId();
            Rows rows = bind(((Expression.Call) value).arguments().items().getFirst(), environment, List.of());
            return new Binding.Table(() -> reader(id, rows));
        }
        bind(value, environment, List.of());
        return new Binding.Table(() -> bind(value, environment, List.of()));
    }

    private static boolean isMaterialized(Expression value, Environment environment) {
        return value instanceof Expression.Call call
                && call.function() instanceof Expression.Name name
                && name.name().equals("materialize")
                && environment.find("materialize").isEmpty();
    }

    /** Names the rows so far, for later uses of the name. */
    Rows as(Operator.As as, Rows rows) {
        int id = context.sharedId();
        context.named().put(as.name().name(), new Binding.Table(() -> reader(id, rows)));
        return reader(id, rows);
    }
}
