package vedette.kql.binder;

import java.util.List;
import java.util.Set;
import vedette.frame.KqlType;
import vedette.kql.plan.Scalar;

/** How types go together. */
final class Types {

    private static final List<KqlType> WIDENING = List.of(KqlType.INT, KqlType.LONG, KqlType.REAL, KqlType.DECIMAL);

    private Types() {}

    /** The numeric type that holds the values of both. */
    static KqlType wider(KqlType a, KqlType b) {
        return WIDENING.get(Math.max(WIDENING.indexOf(a), WIDENING.indexOf(b)));
    }

    /** The type that several values get where one column holds them all; dynamic where nothing narrower does. */
    static KqlType common(List<KqlType> types) {
        KqlType common = types.getFirst();
        for (KqlType type : types) {
            if (type == common) {
                continue;
            }
            if (type.isNumeric() && common.isNumeric()) {
                common = wider(type, common);
            } else {
                return mixed(Set.copyOf(types));
            }
        }
        return common;
    }

    /** Dynamic values become what the others are; others that differ become dynamic. */
    private static KqlType mixed(Set<KqlType> types) {
        List<KqlType> others =
                types.stream().filter(type -> type != KqlType.DYNAMIC).toList();
        return others.size() == 1 ? others.getFirst() : KqlType.DYNAMIC;
    }

    /** Whether a parameter of a type, as the catalogue writes it, takes an argument. */
    static boolean accepts(String parameter, KqlType argument) {
        if (argument == KqlType.DYNAMIC) {
            return true;
        }
        return switch (parameter) {
            case "any" -> true;
            case "number" -> argument.isNumeric();
            case "real" -> argument.isNumeric();
            case "long" -> argument == KqlType.LONG || argument == KqlType.INT;
            case "decimal" -> argument == KqlType.DECIMAL;
            default -> argument.kqlName().equals(parameter);
        };
    }

    /** A value converted to a type, as the {@code to...} functions do; itself where it has the type. */
    static Scalar converted(Scalar value, KqlType type) {
        if (value.type() == type) {
            return value;
        }
        if (value instanceof Scalar.Constant constant && constant.value() == null) {
            return nothing(type);
        }
        return switch (type) {
            case DYNAMIC -> new Scalar.Call("as_dynamic", KqlType.DYNAMIC, value);
            case BOOL -> new Scalar.Call("tobool", type, value);
            case DATETIME -> new Scalar.Call("todatetime", type, value);
            case DECIMAL -> new Scalar.Call("todecimal", type, value);
            case GUID -> new Scalar.Call("toguid", type, value);
            case INT -> new Scalar.Call("toint", type, value);
            case LONG -> new Scalar.Call("tolong", type, value);
            case REAL -> new Scalar.Call("todouble", type, value);
            case STRING -> new Scalar.Call("tostring", type, value);
            case TIMESPAN -> new Scalar.Call("totimespan", type, value);
        };
    }

    /** What a missing value of a type is: null, or for strings, which are never null, the empty string. */
    static Scalar nothing(KqlType type) {
        return type == KqlType.STRING ? Scalar.Constant.of("") : new Scalar.Constant(type, null);
    }
}
