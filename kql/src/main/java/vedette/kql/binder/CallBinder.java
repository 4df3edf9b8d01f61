package vedette.kql.binder;

import static vedette.frame.KqlType.DATETIME;
import static vedette.frame.KqlType.DYNAMIC;
import static vedette.frame.KqlType.STRING;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import vedette.frame.KqlType;
import vedette.kql.ProblemCode;
import vedette.kql.Spelling;
import vedette.kql.catalogue.FunctionSpec;
import vedette.kql.catalogue.FunctionSpec.Kind;
import vedette.kql.catalogue.Functions;
import vedette.kql.plan.Column;
import vedette.kql.plan.Plan;
import vedette.kql.plan.Scalar;
import vedette.kql.syntax.Clause;
import vedette.kql.syntax.Expression;
import vedette.kql.syntax.Statement;

/** Binds calls: of KQL's functions, of the user's, and of those few whose arguments are no plain values. */
final class CallBinder {

    private final BindContext context;
    private final ExpressionBinder expressions;
    private final TableBinder tables;

    CallBinder(BindContext context, ExpressionBinder expressions, TableBinder tables) {
        this.context = context;
        this.expressions = expressions;
        this.tables = tables;
    }

    Scalar bind(Expression.Call call, Scope scope) {
        if (!(call.function() instanceof Expression.Name name)) {
            throw BindFailure.of(ProblemCode.NOT_UNDERSTOOD, call, call.text().strip());
        }
        Optional<Binding> binding = scope.environment().find(name.name());
        if (binding.isPresent() && binding.get() instanceof Binding.Function function) {
            return userFunction(call, name.name(), function, scope);
        }
        return special(call, name.name(), scope).orElseGet(() -> builtIn(call, name, scope));
    }

    private Optional<Scalar> special(Expression.Call call, String name, Scope scope) {
        List<Expression> arguments = call.arguments().items();
        return switch (name) {
            case "toscalar" -> Optional.of(toScalar(call, scope));
            case "now" -> Optional.of(now(call, scope));
            case "ago" -> Optional.of(ago(call, scope));
            case "case" -> Optional.of(cases(call, scope));
            case "pack_all" -> Optional.of(packAll(scope));
            case "bag_pack_columns" -> Optional.of(packColumns(arguments, scope));
            case "column_ifexists", "columnifexists" -> Optional.of(columnIfExists(call, scope));
            default -> Optional.empty();
        };
    }

    private Scalar toScalar(Expression.Call call, Scope scope) {
        Expression argument = only(call);
        if (!tables.isTable(argument, scope.environment())) {
            return expressions.bind(argument, scope);
        }
        Plan plan = tables.bind(argument, scope.environment(), scope.columns()).plan();
        if (plan.columns().isEmpty()) {
            throw BindFailure.of(ProblemCode.NOT_TABULAR, argument);
        }
        return new Scalar.Query(plan, plan.columns().getFirst().type());
    }

    private static Expression only(Expression.Call call) {
        List<Expression> arguments = call.arguments().items();
        if (arguments.size() != 1) {
            throw BindFailure.of(
                    ProblemCode.ARGUMENT_COUNT,
                    call,
                    call.function().text().strip() + "()",
                    "1 argument",
                    String.valueOf(arguments.size()));
        }
        return arguments.getFirst();
    }

    private Scalar now(Expression.Call call, Scope scope) {
        Scalar now = new Scalar.Constant(DATETIME, context.nowTicks());
        List<Scalar> arguments = expressions.all(call.arguments(), scope);
        return arguments.isEmpty() ? now : Operators.apply("+", now, arguments.getFirst(), call);
    }

    private Scalar ago(Expression.Call call, Scope scope) {
        Scalar now = new Scalar.Constant(DATETIME, context.nowTicks());
        return Operators.apply("-", now, expressions.bind(only(call), scope), call);
    }

    private Scalar cases(Expression.Call call, Scope scope) {
        List<Scalar> arguments = expressions.all(call.arguments(), scope);
        if (arguments.size() < 3 || arguments.size() % 2 == 0) {
            throw BindFailure.of(
                    ProblemCode.ARGUMENT_COUNT,
                    call,
                    "case()",
                    "pairs of condition and value, and a last value",
                    String.valueOf(arguments.size()));
        }
        List<KqlType> types = new ArrayList<>();
        for (int i = 1; i < arguments.size(); i += 2) {
            types.add(arguments.get(i).type());
        }
        types.add(arguments.getLast().type());
        KqlType type = Types.common(types);
        List<Scalar> converted = new ArrayList<>();
        for (int i = 0; i < arguments.size(); i++) {
            boolean isCondition = i % 2 == 0 && i < arguments.size() - 1;
            Scalar argument = arguments.get(i);
            converted.add(
                    isCondition
                            ? Operators.condition(
                                    "case()", argument, call.arguments().items().get(i))
                            : Types.converted(argument, type));
        }
        return new Scalar.Call("case", converted, type);
    }

    private Scalar packAll(Scope scope) {
        return packed(scope.columns());
    }

    private static Scalar packed(List<Column> columns) {
        List<Scalar> items = new ArrayList<>();
        for (Column column : columns) {
            items.add(Scalar.Constant.of(column.name()));
            items.add(new Scalar.Reference(column));
        }
        return new Scalar.Call("bag_pack", items, DYNAMIC);
    }

    private Scalar packColumns(List<Expression> arguments, Scope scope) {
        List<Scalar> items = new ArrayList<>();
        for (Expression argument : arguments) {
            items.add(Scalar.Constant.of(Names.of(argument).orElse("")));
            items.add(expressions.bind(argument, scope));
        }
        return new Scalar.Call("bag_pack", items, DYNAMIC);
    }

    private Scalar columnIfExists(Expression.Call call, Scope scope) {
        List<Expression> arguments = call.arguments().items();
        Scalar name =
                arguments.size() == 2 ? expressions.constant(arguments.getFirst(), scope) : throwNotConstant(call);
        if (!(name instanceof Scalar.Constant(KqlType type, String text)) || type != STRING) {
            return throwNotConstant(call);
        }
        return scope.column(text)
                .map(column -> (Scalar) new Scalar.Reference(column))
                .orElseGet(() -> expressions.bind(arguments.getLast(), scope));
    }

    private static Scalar throwNotConstant(Expression.Call call) {
        throw BindFailure.of(ProblemCode.NOT_CONSTANT, call, "the name of the column");
    }

    private Scalar builtIn(Expression.Call call, Expression.Name name, Scope scope) {
        List<FunctionSpec> overloads = Functions.named(name.name());
        if (overloads.isEmpty()) {
            throw unknown(name, scope);
        }
        if (overloads.getFirst().kind() == Kind.AGGREGATE) {
            throw BindFailure.of(ProblemCode.AGGREGATE_OUTSIDE, call.function(), name.name() + "()");
        }
        List<Scalar> arguments = new ArrayList<>();
        KqlType asked = null;
        for (Expression argument : call.arguments().items()) {
            if (argument instanceof Expression.TypeOf typeOf) {
                asked = type(typeOf);
            } else {
                arguments.add(
                        expressions.bind(argument instanceof Expression.Named named ? named.value() : argument, scope));
            }
        }
        if (asked != null) {
            return Types.converted(withoutType(name.name(), arguments, call), asked);
        }
        Calls.Resolved resolved = Calls.resolve(withoutTypeOf(overloads), arguments, call);
        return overloads.getFirst().kind() == Kind.WINDOW ? window(resolved, call, scope) : resolved.call();
    }

    private static List<FunctionSpec> withoutTypeOf(List<FunctionSpec> overloads) {
        return overloads.stream()
                .filter(function -> !function.result().equals("=type"))
                .toList();
    }

    /** {@code extract(..., typeof(long))} is the conversion of what {@code extract(...)} gives. */
    private static Scalar withoutType(String name, List<Scalar> arguments, Expression.Call call) {
        return Calls.resolve(withoutTypeOf(Functions.named(name)), arguments, call)
                .call();
    }

    /** The scalar type that {@code typeof(...)} names. */
    static KqlType type(Expression.TypeOf typeOf) {
        String text = typeOf.types().text().strip();
        return KqlType.named(text)
                .orElseThrow(() -> BindFailure.of(ProblemCode.MALFORMED_LITERAL, typeOf, text, "type"));
    }

    private Scalar window(Calls.Resolved resolved, Expression.Call call, Scope scope) {
        if (!scope.isSerialized()) {
            throw BindFailure.of(
                    ProblemCode.NOT_SERIALIZED,
                    call.function(),
                    resolved.function().name() + "()");
        }
        Column column = context.column(resolved.function().name(), resolved.type());
        scope.window(new Plan.Assignment(column, resolved.call()));
        return new Scalar.Reference(column);
    }

    private static BindFailure unknown(Expression.Name name, Scope scope) {
        Set<String> candidates = new HashSet<>(Functions.names());
        candidates.addAll(scope.environment().names());
        return BindFailure.of(
                ProblemCode.UNKNOWN_FUNCTION, name, name.name(), Spelling.didYouMean(name.name(), candidates));
    }

    private Scalar userFunction(Expression.Call call, String name, Binding.Function function, Scope scope) {
        Environment inner = environmentOf(call, name, function, scope);
        context.enterCall(call, name);
        try {
            return value(function.syntax().body(), inner, call);
        } finally {
            context.leaveCall();
        }
    }

    private Scalar value(List<Statement> body, Environment environment, Expression.Call call) {
        Environment inner = environment;
        for (Statement statement : body) {
            if (statement instanceof Statement.Let let) {
                inner = tables.define(let, inner);
            } else if (statement instanceof Statement.Query query) {
                return expressions.bind(query.expression(), Scope.constant(inner, List.of()));
            }
        }
        throw BindFailure.of(ProblemCode.EXPECTED_AFTER, call, "a value", "{");
    }

    /** The names that a function's body sees when it is called: those of its definition, and its parameters. */
    Environment environmentOf(Expression.Call call, String name, Binding.Function function, Scope scope) {
        List<Clause.FunctionParameter> parameters =
                function.syntax().parameters().items();
        List<Expression> arguments = call.arguments().items();
        if (arguments.size() > parameters.size()) {
            throw wrongCount(call, name, parameters.size());
        }
        Environment inner = function.environment();
        for (int i = 0; i < parameters.size(); i++) {
            Clause.FunctionParameter parameter = parameters.get(i);
            Expression given = argument(arguments, parameter.name().name(), i)
                    .or(parameter::value)
                    .orElseThrow(() -> wrongCount(call, name, parameters.size()));
            inner = inner.with(parameter.name().name(), argument(parameter, given, scope));
        }
        return inner;
    }

    private static BindFailure wrongCount(Expression.Call call, String name, int parameters) {
        return BindFailure.of(
                ProblemCode.ARGUMENT_COUNT,
                call,
                name + "()",
                parameters + (parameters == 1 ? " argument" : " arguments"),
                String.valueOf(call.arguments().items().size()));
    }

    private static Optional<Expression> argument(List<Expression> arguments, String name, int position) {
        for (Expression argument : arguments) {
            if (argument instanceof Expression.Named named
                    && Names.of(named.names()).equals(Optional.of(name))) {
                return Optional.of(named.value());
            }
        }
        boolean byPosition = position < arguments.size() && !(arguments.get(position) instanceof Expression.Named);
        return byPosition ? Optional.of(arguments.get(position)) : Optional.empty();
    }

    private Binding argument(Clause.FunctionParameter parameter, Expression given, Scope scope) {
        if (parameter.type() instanceof Clause.ScalarType scalar) {
            KqlType type = KqlType.named(scalar.type().text())
                    .orElseThrow(() -> BindFailure.of(
                            ProblemCode.MALFORMED_LITERAL, scalar, scalar.type().text(), "type"));
            Scalar value = expressions.bind(given, scope);
            boolean fits = value.type() == type
                    || value.type() == DYNAMIC
                    || type == DYNAMIC
                    || (value.type().isNumeric() && type.isNumeric());
            if (!fits) {
                throw BindFailure.of(
                        ProblemCode.WRONG_TYPE,
                        given,
                        "parameter '" + parameter.name().name() + "'",
                        type,
                        value.type(),
                        "");
            }
            return new Binding.Value(Types.converted(value, type));
        }
        return new Binding.Table(() -> tables.bind(given, scope.environment(), List.of()));
    }
}
