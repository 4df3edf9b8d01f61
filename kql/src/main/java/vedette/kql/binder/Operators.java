package vedette.kql.binder;

import static vedette.frame.KqlType.BOOL;
import static vedette.frame.KqlType.DATETIME;
import static vedette.frame.KqlType.DYNAMIC;
import static vedette.frame.KqlType.INT;
import static vedette.frame.KqlType.LONG;
import static vedette.frame.KqlType.REAL;
import static vedette.frame.KqlType.STRING;
import static vedette.frame.KqlType.TIMESPAN;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import vedette.frame.KqlType;
import vedette.kql.ProblemCode;
import vedette.kql.plan.Scalar;
import vedette.kql.syntax.Element;

/** What operators between two values do, by the types of the values. */
final class Operators {

    private static final Set<String> EQUALITY = Set.of("==", "!=");
    private static final Set<String> ORDER = Set.of("<", ">", "<=", ">=");
    private static final Set<String> ARITHMETIC = Set.of("+", "-", "*", "/", "%");
    private static final Map<String, String> OLD_NAMES = Map.of(
            "<>",
            "!=",
            "notcontains",
            "!contains",
            "containscs",
            "contains_cs",
            "notcontainscs",
            "!contains_cs",
            ":",
            "has");

    private Operators() {}

    static Scalar apply(String written, Scalar left, Scalar right, Element place) {
        String operator = OLD_NAMES.getOrDefault(written, written);
        if (operator.equals("and") || operator.equals("or")) {
            return new Scalar.Call(operator, BOOL, condition(operator, left, place), condition(operator, right, place));
        }
        if (EQUALITY.contains(operator) || ORDER.contains(operator)) {
            return comparison(operator, left, right, place);
        }
        if (ARITHMETIC.contains(operator)) {
            return arithmetic(operator, left, right, place);
        }
        boolean strings = isText(left.type()) && isText(right.type());
        if (!strings) {
            throw mismatch(operator, left, right, place, "convert them with tostring()");
        }
        return new Scalar.Call(operator, BOOL, Types.converted(left, STRING), Types.converted(right, STRING));
    }

    private static boolean isText(KqlType type) {
        return type == STRING || type == DYNAMIC;
    }

    /** A value that is a condition; dynamic values are read as bool. */
    static Scalar condition(String where, Scalar value, Element place) {
        if (value.type() == BOOL || value.type() == DYNAMIC) {
            return Types.converted(value, BOOL);
        }
        throw BindFailure.of(ProblemCode.NOT_BOOL, place, where, value.type());
    }

    private static BindFailure mismatch(String operator, Scalar left, Scalar right, Element place, String advice) {
        return BindFailure.of(ProblemCode.NOT_COMPARABLE, place, operator, left.type(), right.type(), advice);
    }

    private static Scalar comparison(String operator, Scalar left, Scalar right, Element place) {
        KqlType a = left.type();
        KqlType b = right.type();
        boolean twoUnknown = a == DYNAMIC && b == DYNAMIC && isComputed(left) && isComputed(right);
        if (twoUnknown) {
            throw mismatch(operator, left, right, place, "convert both, for example with tostring()");
        }
        boolean fits = a == b || (a.isNumeric() && b.isNumeric()) || a == DYNAMIC || b == DYNAMIC;
        if (fits) {
            boolean ordered = !ORDER.contains(operator) || (a != BOOL && b != BOOL);
            if (ordered) {
                return new Scalar.Call(operator, BOOL, left, right);
            }
        }
        if (a == BOOL && b.isNumeric()) {
            return new Scalar.Call(operator, BOOL, Types.converted(left, LONG), right);
        }
        if (a.isNumeric() && b == BOOL) {
            return new Scalar.Call(operator, BOOL, left, Types.converted(right, LONG));
        }
        Optional<Scalar> text = comparedAsText(operator, left, right);
        return text.orElseThrow(() -> mismatch(operator, left, right, place, "convert one of them"));
    }

    private static boolean isComputed(Scalar scalar) {
        return !(scalar instanceof Scalar.Constant);
    }

    /** A string literal is read as what it is compared with. */
    private static Optional<Scalar> comparedAsText(String operator, Scalar left, Scalar right) {
        if (right.type() == STRING && right instanceof Scalar.Constant && left.type() != BOOL) {
            return Optional.of(new Scalar.Call(operator, BOOL, left, Types.converted(right, left.type())));
        }
        if (left.type() == STRING && left instanceof Scalar.Constant && right.type() != BOOL) {
            return Optional.of(new Scalar.Call(operator, BOOL, Types.converted(left, right.type()), right));
        }
        return Optional.empty();
    }

    private static Scalar arithmetic(String operator, Scalar left, Scalar right, Element place) {
        KqlType type = arithmeticType(operator, left.type(), right.type())
                .orElseThrow(() -> mismatch(operator, left, right, place, advice(operator, left, right)));
        return new Scalar.Call(operator, type, left, right);
    }

    private static String advice(String operator, Scalar left, Scalar right) {
        if (left.type() == DYNAMIC || right.type() == DYNAMIC) {
            return "convert the dynamic value, for example with tolong()";
        }
        return operator.equals("+") && left.type() == STRING ? "join texts with strcat()" : "";
    }

    private static Optional<KqlType> arithmeticType(String operator, KqlType a, KqlType b) {
        if (a.isNumeric() && b.isNumeric()) {
            KqlType wider = Types.wider(a, b);
            return Optional.of(wider == INT ? LONG : wider);
        }
        return switch (operator) {
            case "+" ->
                a == TIMESPAN && b == TIMESPAN
                        ? Optional.of(TIMESPAN)
                        : dateAndSpan(a, b) || dateAndSpan(b, a) ? Optional.of(DATETIME) : Optional.empty();
            case "-" ->
                a == b && (a == DATETIME || a == TIMESPAN)
                        ? Optional.of(TIMESPAN)
                        : dateAndSpan(a, b) ? Optional.of(DATETIME) : Optional.empty();
            case "*" -> spanAndNumber(a, b) || spanAndNumber(b, a) ? Optional.of(TIMESPAN) : Optional.empty();
            case "/" ->
                a == TIMESPAN && b == TIMESPAN
                        ? Optional.of(REAL)
                        : spanAndNumber(a, b) ? Optional.of(TIMESPAN) : Optional.empty();
            default -> a == TIMESPAN && b == TIMESPAN ? Optional.of(TIMESPAN) : Optional.empty();
        };
    }

    private static boolean dateAndSpan(KqlType a, KqlType b) {
        return a == DATETIME && b == TIMESPAN;
    }

    private static boolean spanAndNumber(KqlType a, KqlType b) {
        return a == TIMESPAN && b.isNumeric();
    }

    /** A negative value; literals become literals. */
    static Scalar negated(Scalar value, Element place) {
        return switch (value) {
            case Scalar.Constant(KqlType type, Long number) -> new Scalar.Constant(type, -number);
            case Scalar.Constant(KqlType type, Double number) -> new Scalar.Constant(type, -number);
            case Scalar.Constant(KqlType type, Integer number) -> new Scalar.Constant(type, -number);
            default -> {
                if (!value.type().isNumeric() && value.type() != TIMESPAN) {
                    throw BindFailure.of(
                            ProblemCode.WRONG_TYPE, place, "'-'", "a number or a timespan", value.type(), "");
                }
                yield new Scalar.Call("-", value.type() == INT ? LONG : value.type(), value);
            }
        };
    }
}
