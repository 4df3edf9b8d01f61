package vedette.engine.duckdb;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import vedette.frame.KqlType;
import vedette.kql.plan.Scalar;

/** A call while it is printed: its arguments as SQL, as they are or converted. */
record CallSql(Scalar.Call call, List<String> arguments) {

    int size() {
        return arguments.size();
    }

    String sql(int i) {
        return arguments.get(i);
    }

    KqlType type(int i) {
        return call.arguments().get(i).type();
    }

    List<KqlType> types() {
        return call.arguments().stream().map(Scalar::type).toList();
    }

    String as(KqlType target, int i) {
        return Conversions.to(target, sql(i), type(i));
    }

    String text(int i) {
        return as(KqlType.STRING, i);
    }

    String real(int i) {
        return as(KqlType.REAL, i);
    }

    /** The argument as a constant string, where it is one. */
    Optional<String> constantText(int i) {
        return call.arguments().get(i) instanceof Scalar.Constant constant
                        && constant.type() == KqlType.STRING
                        && constant.value() instanceof String text
                ? Optional.of(text)
                : Optional.empty();
    }

    /** Whether the argument can be null: strings and constants that are not cannot. */
    boolean nullable(int i) {
        Scalar scalar = call.arguments().get(i);
        return scalar.type() != KqlType.STRING
                && !(scalar instanceof Scalar.Constant constant && constant.value() != null);
    }

    /** Whether the argument is known to be no NaN. */
    boolean isNumber(int i) {
        return call.arguments().get(i) instanceof Scalar.Constant constant
                && !(constant.value() instanceof Double real && real.isNaN());
    }

    boolean isConstant(int i) {
        return call.arguments().get(i) instanceof Scalar.Constant;
    }

    /** All arguments from one on, converted. */
    List<String> all(KqlType target, int from) {
        List<String> converted = new ArrayList<>();
        for (int i = from; i < size(); i++) {
            converted.add(as(target, i));
        }
        return converted;
    }
}
