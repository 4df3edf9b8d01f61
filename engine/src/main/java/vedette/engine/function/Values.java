package vedette.engine.function;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import vedette.frame.Json;
import vedette.frame.Reals;
import vedette.frame.Ticks;

/** Conversions between KQL's values; none throws, what cannot be converted is null. */
final class Values {

    private static final Pattern WHOLE = Pattern.compile("[-+]?\\d+");
    private static final Pattern HEX = Pattern.compile("0[xX][0-9a-fA-F]{1,16}");
    private static final Pattern REAL = Pattern.compile("[-+]?(\\d+(\\.\\d*)?|\\.\\d+)([eE][-+]?\\d+)?");

    private Values() {}

    /** A dynamic value as a string: strings without quotes, the rest as JSON, null empty. */
    static String text(@Nullable Object dynamic) {
        return switch (dynamic) {
            case null -> "";
            case String string -> string;
            case Double real -> Reals.format(real);
            default -> Json.print(dynamic);
        };
    }

    static @Nullable Long toLong(@Nullable Object value) {
        return switch (value) {
            case Long number -> number;
            case Double real -> Double.isFinite(real) ? (Long) real.longValue() : null;
            case Boolean flag -> flag ? 1L : 0L;
            case String text -> toLong(text.strip());
            case null, default -> null;
        };
    }

    private static @Nullable Long toLong(String text) {
        try {
            if (WHOLE.matcher(text).matches()) {
                return Long.parseLong(text);
            }
            return HEX.matcher(text).matches() ? (Long) Long.parseUnsignedLong(text.substring(2), 16) : null;
        } catch (NumberFormatException e) {
            return null;
        }
    }

    /** An int as a long. A long number keeps its low bits, a real is cut to the nearest int, as the real engine has it. */
    static @Nullable Long toInt(@Nullable Object value) {
        return switch (value) {
            case Long number -> (long) number.intValue();
            case Double real -> Double.isFinite(real) ? (Long) (long) real.intValue() : null;
            case null -> null;
            default -> {
                Long number = toLong(value);
                yield number != null && number == number.intValue() ? number : null;
            }
        };
    }

    static @Nullable Double toReal(@Nullable Object value) {
        return switch (value) {
            case Long number -> (double) number;
            case Double real -> real;
            case Boolean flag -> flag ? 1.0 : 0.0;
            case String text -> toReal(text.strip());
            case null, default -> null;
        };
    }

    private static @Nullable Double toReal(String text) {
        if (REAL.matcher(text).matches()) {
            return Double.parseDouble(text);
        }
        return switch (text) {
            case "inf", "+inf", "Infinity", "+Infinity" -> Double.POSITIVE_INFINITY;
            case "-inf", "-Infinity" -> Double.NEGATIVE_INFINITY;
            case "nan", "NaN" -> Double.NaN;
            default -> null;
        };
    }

    static @Nullable Boolean toBool(@Nullable Object value) {
        return switch (value) {
            case Boolean flag -> flag;
            case Long number -> number != 0;
            case Double real -> real != 0;
            case String text ->
                switch (text.strip().toLowerCase(Locale.ROOT)) {
                    case "true" -> Boolean.TRUE;
                    case "false" -> Boolean.FALSE;
                    default -> {
                        Long number = toLong(text.strip());
                        yield number == null ? null : (Boolean) (number != 0);
                    }
                };
            case null, default -> null;
        };
    }

    static @Nullable Long toDatetime(@Nullable Object value) {
        return switch (value) {
            case Long ticks -> ticks >= 0 && ticks <= Ticks.MAX_DATETIME ? ticks : null;
            case Double real -> toDatetime((Object) toLong(real));
            case String text -> boxed(Ticks.parseDatetime(text));
            case null, default -> null;
        };
    }

    static @Nullable Long toTimespan(@Nullable Object value) {
        return switch (value) {
            case Long ticks -> ticks;
            case Double real -> toLong(real);
            case String text -> boxed(Ticks.parseTimespan(text));
            case null, default -> null;
        };
    }

    static @Nullable String toGuid(String text) {
        String bare = text.strip().toLowerCase(Locale.ROOT);
        if ((bare.startsWith("{") && bare.endsWith("}")) || (bare.startsWith("(") && bare.endsWith(")"))) {
            bare = bare.substring(1, bare.length() - 1);
        }
        if (bare.matches("[0-9a-f]{32}")) {
            return bare.replaceFirst("(.{8})(.{4})(.{4})(.{4})(.{12})", "$1-$2-$3-$4-$5");
        }
        return bare.matches("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}") ? bare : null;
    }

    /** A decimal's digits as text that DuckDB reads, or null. */
    static @Nullable String toDecimal(String text) {
        try {
            return new BigDecimal(text.strip()).toPlainString();
        } catch (NumberFormatException e) {
            return null;
        }
    }

    private static @Nullable Long boxed(java.util.OptionalLong value) {
        return value.isPresent() ? (Long) value.getAsLong() : null;
    }
}
