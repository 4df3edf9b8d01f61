package vedette.frame;

import java.math.BigDecimal;

/** How KQL prints reals. */
public final class Reals {

    /**
     * KQL's NaN as a value of its own in Tablesaw's real columns, which take every NaN for missing: it differs from the
     * missing value in its bits only.
     */
    public static final double NAN = Double.longBitsToDouble(0x7ff8_0000_0000_0001L);

    private static final int LARGEST_FIXED_EXPONENT = 14;
    private static final int SMALLEST_FIXED_EXPONENT = -4;

    private Reals() {}

    /** Whether a value of a real column is KQL's NaN, and not a missing one. */
    public static boolean isNaN(double value) {
        return Double.doubleToRawLongBits(value) == Double.doubleToRawLongBits(NAN);
    }

    /**
     * The fewest digits that read back as the same number: {@code 0.1}, {@code 3.0}, {@code 1E-07}, {@code 1.5E+20},
     * {@code inf}, {@code NaN}, {@code -0.0}.
     */
    public static String format(double value) {
        if (Double.isNaN(value)) {
            return "NaN";
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "inf" : "-inf";
        }
        if (value == 0) {
            return 1 / value < 0 ? "-0.0" : "0.0";
        }
        BigDecimal digits = new BigDecimal(Double.toString(value)).stripTrailingZeros();
        int exponent = digits.precision() - digits.scale() - 1;
        if (exponent >= SMALLEST_FIXED_EXPONENT && exponent <= LARGEST_FIXED_EXPONENT) {
            String plain = digits.toPlainString();
            return plain.indexOf('.') < 0 ? plain + ".0" : plain;
        }
        String unscaled = digits.unscaledValue().abs().toString();
        String mantissa = unscaled.length() == 1 ? unscaled : unscaled.charAt(0) + "." + unscaled.substring(1);
        int size = Math.abs(exponent);
        return (value < 0 ? "-" : "") + mantissa + (exponent < 0 ? "E-" : "E+") + (size < 10 ? "0" : "") + size;
    }
}
