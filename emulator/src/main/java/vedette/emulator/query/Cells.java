package vedette.emulator.query;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tech.tablesaw.columns.Column;
import vedette.frame.Frames;
import vedette.frame.Json;
import vedette.frame.KqlType;
import vedette.frame.Ticks;

/**
 * The JSON that the services make of a cell. They agree in most: datetimes end with their last digit that is not zero,
 * timespans are .NET's form "c", decimals are strings, and so are the reals that JSON lacks.
 */
enum Cells {
    /** A dynamic value is a string that holds JSON, a string among them without quotes; a whole real has no point. */
    LOG_ANALYTICS,
    /** The same, but a bool is 0 or 1. */
    KUSTO_V1,
    /** A dynamic value stands as it is. */
    KUSTO_V2;

    /** Writes the cell of a row. */
    void write(JsonGenerator json, Column<?> column, int row) throws IOException {
        Optional<Object> value = Frames.value(column, row);
        if (value.isEmpty()) {
            json.writeNull();
            return;
        }
        if (Frames.type(column) == KqlType.DYNAMIC) {
            dynamic(json, value.get().toString());
            return;
        }
        switch (value.get()) {
            case Boolean flag when this == KUSTO_V1 -> json.writeNumber(flag ? 1 : 0);
            case Boolean flag -> json.writeBoolean(flag);
            case Integer number -> json.writeNumber(number);
            case Long number -> json.writeNumber(number);
            case Double number -> real(json, number);
            case BigDecimal number -> json.writeString(number.toPlainString());
            case Instant instant -> json.writeString(datetime(instant));
            case Duration duration -> json.writeString(Ticks.formatTimespan(Frames.ticks(duration)));
            default -> json.writeString(value.get().toString());
        }
    }

    private void real(JsonGenerator json, double number) throws IOException {
        if (!Double.isFinite(number)) {
            json.writeString(Double.isNaN(number) ? "NaN" : number > 0 ? "Infinity" : "-Infinity");
        } else if (this == LOG_ANALYTICS && number == Math.rint(number) && Math.abs(number) < 1e15) {
            json.writeNumber((long) number);
        } else {
            json.writeNumber(number);
        }
    }

    private static String datetime(Instant instant) {
        String text = Ticks.formatDatetime(Ticks.of(instant));
        int end = text.length() - 1;
        while (text.charAt(end - 1) == '0') {
            end--;
        }
        return text.substring(0, text.charAt(end - 1) == '.' ? end - 1 : end) + "Z";
    }

    private void dynamic(JsonGenerator json, String text) throws IOException {
        Optional<Json.Parsed> parsed = Json.parse(text);
        if (this == KUSTO_V2) {
            if (parsed.isPresent()) {
                value(json, parsed.get().value());
            } else {
                json.writeString(text);
            }
        } else if (parsed.isPresent() && parsed.get().value() instanceof String string) {
            json.writeString(string);
        } else {
            json.writeString(text);
        }
    }

    private static void value(JsonGenerator json, @Nullable Object value) throws IOException {
        switch (value) {
            case Map<?, ?> map -> {
                json.writeStartObject();
                for (Map.Entry<?, ?> entry : map.entrySet()) {
                    json.writeFieldName(String.valueOf(entry.getKey()));
                    value(json, entry.getValue());
                }
                json.writeEndObject();
            }
            case List<?> list -> {
                json.writeStartArray();
                for (Object item : list) {
                    value(json, item);
                }
                json.writeEndArray();
            }
            case null -> json.writeNull();
            default -> json.writeObject(value);
        }
    }

    /** The name by which .NET calls a type, as the first version of Kusto's protocol has it. */
    static String dotNetName(KqlType type) {
        return switch (type) {
            case BOOL -> "SByte";
            case DATETIME -> "DateTime";
            case DECIMAL -> "SqlDecimal";
            case DYNAMIC -> "Object";
            case GUID -> "Guid";
            case INT -> "Int32";
            case LONG -> "Int64";
            case REAL -> "Double";
            case STRING -> "String";
            case TIMESPAN -> "TimeSpan";
        };
    }
}
