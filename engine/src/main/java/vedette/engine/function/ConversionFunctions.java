package vedette.engine.function;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vedette.frame.Json;
import vedette.frame.Reals;
import vedette.frame.Ticks;

/** Conversions from and to text and dynamic; names that start with an underscore are not KQL's. */
final class ConversionFunctions {

    private ConversionFunctions() {}

    static List<JavaFunction> all() {
        return List.of(
                new JavaFunction("_real_text", "d:s", a -> a[0] == null ? "" : Reals.format((Double) a[0])),
                new JavaFunction("_real_json", "d:j", a -> a[0]),
                new JavaFunction("_datetime_text", "t:s", a -> a[0] == null ? "" : Ticks.formatDatetime((Long) a[0])),
                new JavaFunction("_timespan_text", "t:s", a -> a[0] == null ? "" : Ticks.formatTimespan((Long) a[0])),
                new JavaFunction("_text_long", "s:l", a -> Values.toLong(a[0])),
                new JavaFunction("_text_real", "s:d", a -> Values.toReal(a[0])),
                new JavaFunction("_text_bool", "s:b", a -> Values.toBool(a[0])),
                new JavaFunction("_text_datetime", "s:t", a -> Values.toDatetime(a[0])),
                new JavaFunction("_text_timespan", "s:t", a -> Values.toTimespan(a[0])),
                new JavaFunction("_text_guid", "s:g", a -> Values.toGuid((String) text(a[0]))),
                new JavaFunction("_text_decimal", "s:g", a -> Values.toDecimal((String) text(a[0]))),
                new JavaFunction("_dynamic_long", "j:l", a -> Values.toLong(a[0])),
                new JavaFunction("_dynamic_int", "j:l", a -> Values.toInt(a[0])),
                new JavaFunction("_dynamic_real", "j:d", a -> Values.toReal(a[0])),
                new JavaFunction("_dynamic_bool", "j:b", a -> Values.toBool(a[0])),
                new JavaFunction("_dynamic_datetime", "j:t", a -> Values.toDatetime(a[0])),
                new JavaFunction("_dynamic_timespan", "j:t", a -> Values.toTimespan(a[0])),
                new JavaFunction("_dynamic_text", "j:s", a -> Values.text(a[0])),
                new JavaFunction("parse_json", "s:j", a -> parse((String) text(a[0]))),
                new JavaFunction("_dynamic_type", "j:s", a -> type(a[0])));
    }

    private static Object text(@Nullable Object value) {
        return value == null ? "" : value;
    }

    private static @Nullable Object parse(String text) {
        if (text.isEmpty()) {
            return null;
        }
        Optional<Json.Parsed> parsed = Json.parse(text);
        return parsed.isPresent() ? parsed.get().value() : text;
    }

    private static String type(@Nullable Object value) {
        return switch (value) {
            case null -> "null";
            case Long number -> "long";
            case Double real -> "double";
            case Boolean flag -> "bool";
            case String text -> "string";
            case List<?> list -> "array";
            default -> "dictionary";
        };
    }
}
