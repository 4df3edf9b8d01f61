package vedette.kql.binder;

import static vedette.frame.KqlType.BOOL;
import static vedette.frame.KqlType.DYNAMIC;
import static vedette.frame.KqlType.TIMESPAN;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import vedette.frame.KqlType;
import vedette.kql.ProblemCode;
import vedette.kql.Spelling;
import vedette.kql.plan.Column;
import vedette.kql.plan.Plan;
import vedette.kql.plan.Scalar;
import vedette.kql.syntax.Element;
import vedette.kql.syntax.Expression;
import vedette.kql.syntax.Separated;

/** Binds expressions that have one value. */
final class ExpressionBinder {

    /** What stands behind the sign of the least long, which without the sign is no long. */
    private static final String LEAST_LONG = "9223372036854775808";

    private final BindContext context;
    private final TableBinder tables;
    private final CallBinder calls;

    ExpressionBinder(BindContext context, TableBinder tables) {
        this.context = context;
        this.tables = tables;
        this.calls = new CallBinder(context, this, tables);
    }

    Scalar bind(Expression expression, Scope scope) {
        return switch (expression) {
            case Expression.Name name -> name(name, scope);
            case Expression.Literal literal -> LiteralBinder.bind(literal);
            case Expression.Parenthesized parenthesized -> bind(parenthesized.inner(), scope);
            case Expression.Unary unary -> unary(unary, scope);
            case Expression.Binary binary -> binary(binary, scope);
            case Expression.Between between -> between(between, scope);
            case Expression.InList list -> list(list, scope);
            case Expression.Call call -> calls.bind(call, scope);
            case Expression.Member member -> member(member, scope);
            case Expression.Index index -> index(index, scope);
            case Expression.Ordered ordered -> bind(ordered.value(), scope);
            case Expression.Pipe pipe -> throw BindFailure.of(ProblemCode.NOT_SCALAR, pipe);
            case Expression.Source source -> throw BindFailure.of(ProblemCode.NOT_SCALAR, source);
            case Expression.Star star -> throw unexpected(star, "*");
            case Expression.Named named -> throw unexpected(named.equals(), "=");
            case Expression.Tuple tuple -> throw unexpected(tuple, ",");
            case Expression.TypeOf typeOf -> throw unexpected(typeOf.keyword(), "typeof");
            case Expression.Function function -> throw unexpected(function, "{");
            case Expression.Missing missing -> throw unexpected(missing, "");
        };
    }

    private static BindFailure unexpected(Element place, String text) {
        return BindFailure.of(ProblemCode.NOT_UNDERSTOOD, place, text);
    }

    private Scalar name(Expression.Name name, Scope scope) {
        String text = name.name();
        Optional<Column> column = scope.column(text);
        if (column.isPresent()) {
            return new Scalar.Reference(column.get());
        }
        Optional<Binding> binding = scope.environment().find(text);
        if (binding.isPresent()) {
            return switch (binding.get()) {
                case Binding.Value value -> value.scalar();
                case Binding.Table table -> throw BindFailure.of(ProblemCode.NOT_SCALAR, name);
                case Binding.Function function -> bind(Calls.withoutArguments(name), scope);
            };
        }
        if (text.equals("true") || text.equals("false")) {
            return new Scalar.Constant(BOOL, text.equals("true"));
        }
        throw unknown(name, scope);
    }

    private BindFailure unknown(Expression.Name name, Scope scope) {
        Set<String> candidates = new HashSet<>(scope.environment().names());
        scope.columns().forEach(column -> candidates.add(column.name()));
        return BindFailure.of(
                ProblemCode.UNKNOWN_NAME, name, name.name(), Spelling.didYouMean(name.name(), candidates));
    }

    private Scalar unary(Expression.Unary unary, Scope scope) {
        boolean least = unary.operator().is("-")
                && unary.operand() instanceof Expression.Literal literal
                && literal.text().strip().equals(LEAST_LONG);
        if (least) {
            return Scalar.Constant.of(Long.MIN_VALUE);
        }
        Scalar operand = bind(unary.operand(), scope);
        return unary.operator().is("-") ? Operators.negated(operand, unary) : operand;
    }

    private Scalar binary(Expression.Binary binary, Scope scope) {
        if (binary.left() instanceof Expression.Star) {
            return anyColumn(binary, scope);
        }
        Scalar left = bind(binary.left(), scope);
        Scalar right = bind(binary.right(), scope);
        return Operators.apply(binary.operatorText(), left, right, binary);
    }

    /** {@code * has "x"}: whether any column has it. */
    private Scalar anyColumn(Expression.Binary binary, Scope scope) {
        Scalar right = bind(binary.right(), scope);
        Scalar any = new Scalar.Constant(BOOL, false);
        for (Column column : scope.columns()) {
            Scalar text = new Scalar.Call("tostring", KqlType.STRING, new Scalar.Reference(column));
            any = new Scalar.Call("or", BOOL, any, Operators.apply(binary.operatorText(), text, right, binary));
        }
        return any;
    }

    private Scalar between(Expression.Between between, Scope scope) {
        Scalar value = bind(between.value(), scope);
        Scalar from = bind(between.from(), scope);
        Scalar to = bind(between.to(), scope);
        if (value.type() == KqlType.DATETIME && to.type() == TIMESPAN) {
            to = Operators.apply("+", from, to, between.to());
        }
        Scalar lower = Operators.apply(">=", value, from, between.from());
        Scalar upper = Operators.apply("<=", value, to, between.to());
        Scalar inside = new Scalar.Call("and", BOOL, lower, upper);
        return between.operator().is("between") ? inside : new Scalar.Call("not", BOOL, inside);
    }

    private Scalar list(Expression.InList list, Scope scope) {
        String operator = list.operator().text();
        Scalar value = bind(list.value(), scope);
        List<Expression> items = list.items().items();
        boolean isTable = items.size() == 1 && tables.isTable(items.getFirst(), scope.environment());
        if (isTable) {
            Rows rows = tables.bind(items.getFirst(), scope.environment(), scope.columns());
            return contained(operator, value, rows.plan(), list);
        }
        List<Scalar> arguments = new ArrayList<>(List.of(value));
        for (Expression item : items) {
            Scalar bound = bind(item, scope);
            if (bound.type() != DYNAMIC && !operator.startsWith("has") && !operator.startsWith("!has")) {
                Operators.apply("==", value, bound, item);
                bound = value.type() == DYNAMIC || value.type().isNumeric()
                        ? bound
                        : Types.converted(bound, value.type());
            }
            arguments.add(bound);
        }
        return new Scalar.Call(operator, arguments, BOOL);
    }

    private Scalar contained(String operator, Scalar value, Plan plan, Expression.InList list) {
        if (!operator.contains("in")) {
            throw BindFailure.of(ProblemCode.NOT_LOCAL, list.operator(), operator + " with a table", "");
        }
        Column first = plan.columns().getFirst();
        Plan keys = plan;
        if (first.type() != value.type()
                && !(first.type().isNumeric() && value.type().isNumeric())) {
            Scalar converted = Types.converted(new Scalar.Reference(first), value.type());
            keys = new Plan.Project(
                    plan, List.of(new Plan.Assignment(context.column(first.name(), value.type()), converted)));
        }
        Scalar contained = new Scalar.Contained(value, keys, operator.endsWith("~"));
        return operator.startsWith("!") ? new Scalar.Call("not", BOOL, contained) : contained;
    }

    private Scalar member(Expression.Member member, Scope scope) {
        if (member.target() instanceof Expression.Name side && member.member() instanceof Expression.Name name) {
            Optional<Scalar> column = sideColumn(side.name(), name, scope);
            if (column.isPresent()) {
                return column.get();
            }
        }
        if (!(member.member() instanceof Expression.Name name)) {
            throw BindFailure.of(
                    ProblemCode.NOT_UNDERSTOOD,
                    member.member(),
                    member.member().text().strip());
        }
        return accessed(bind(member.target(), scope), Scalar.Constant.of(name.name()), member);
    }

    private Optional<Scalar> sideColumn(String side, Expression.Name name, Scope scope) {
        if (scope.sides().isEmpty() || !(side.equals("$left") || side.equals("$right"))) {
            return Optional.empty();
        }
        Scope.Sides sides = scope.sides().get();
        List<Column> columns = side.equals("$left") ? sides.left() : sides.right();
        return Optional.of(Rows.find(columns, name.name())
                .map(column -> (Scalar) new Scalar.Reference(column))
                .orElseThrow(() -> BindFailure.of(
                        ProblemCode.UNKNOWN_NAME,
                        name,
                        name.name(),
                        Spelling.didYouMean(
                                name.name(), columns.stream().map(Column::name).toList()))));
    }

    private Scalar index(Expression.Index index, Scope scope) {
        return accessed(bind(index.target(), scope), bind(index.index(), scope), index);
    }

    private static Scalar accessed(Scalar target, Scalar key, Expression place) {
        if (target.type() != DYNAMIC) {
            throw BindFailure.of(
                    ProblemCode.WRONG_TYPE,
                    place,
                    "a member",
                    "a dynamic value",
                    target.type(),
                    "parse it with parse_json()");
        }
        return new Scalar.Call("[]", DYNAMIC, target, key);
    }

    /** The values of a list, in order. */
    List<Scalar> all(Separated<Expression> expressions, Scope scope) {
        List<Scalar> values = new ArrayList<>();
        for (Expression expression : expressions.items()) {
            values.add(bind(expression, scope));
        }
        return values;
    }

    /** A value that does not depend on rows. */
    Scalar constant(Expression expression, Scope scope) {
        return bind(expression, Scope.constant(scope.environment(), List.of()));
    }
}
