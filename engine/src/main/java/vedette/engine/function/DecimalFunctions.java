package vedette.engine.function;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Arithmetic of decimals that DuckDB does by way of reals, or refuses because an intermediate result has too many digits.
 * Decimals come and go as text, with the 34 digits that KQL's have.
 */
final class DecimalFunctions {

    private DecimalFunctions() {}

    static List<JavaFunction> all() {
        return List.of(
                function("_decimal_times", (x, y) -> x.multiply(y, MathContext.DECIMAL128)),
                function("_decimal_divided", (x, y) -> y.signum() == 0 ? null : x.divide(y, MathContext.DECIMAL128)),
                function("_decimal_bin", DecimalFunctions::bin));
    }

    /** Of two decimals; null where there is no result. */
    private interface Arithmetic {
        @Nullable
        BigDecimal apply(BigDecimal x, BigDecimal y);
    }

    private static JavaFunction function(String name, Arithmetic body) {
        return new JavaFunction(name, "gg:g", a -> {
            if (!(a[0] instanceof String x) || !(a[1] instanceof String y) || x.isEmpty() || y.isEmpty()) {
                return null;
            }
            BigDecimal result = body.apply(new BigDecimal(x), new BigDecimal(y));
            return result == null ? null : result.toPlainString();
        });
    }

    private static @Nullable BigDecimal bin(BigDecimal value, BigDecimal step) {
        if (step.signum() == 0) {
            return null;
        }
        BigInteger steps = value.divide(step, 0, RoundingMode.FLOOR).toBigInteger();
        return new BigDecimal(steps).multiply(step);
    }
}
