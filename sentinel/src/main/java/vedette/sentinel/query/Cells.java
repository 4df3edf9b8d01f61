package vedette.sentinel.query;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.util.OptionalLong;
import vedette.frame.FrameBuilder;
import vedette.frame.Json;
import vedette.frame.KqlType;
import vedette.frame.Ticks;

/**
 * Reads one column's cells, exactly, in every form that services send them. What cannot be read as the column's type
 * says becomes missing, and a doubt. For one thread.
 */
final class Cells {

    private static final int CACHED = 1024;
    private static final int LONGEST_CACHED = 256;
    private static final int SAFE_LONG_DIGITS = 18;

    private final FrameBuilder frame;
    private final int column;
    private final String name;
    private final KqlType type;
    private final Doubts doubts;
    /** Recent strings by hash: log data repeat themselves, and a string that is there need not be made again. */
    private final String[] recent;

    private long row;

    Cells(FrameBuilder frame, int column, Doubts doubts) {
        this.frame = frame;
        this.column = column;
        this.name = frame.schema().get(column).name();
        this.type = frame.schema().get(column).type();
        this.doubts = doubts;
        this.recent = type == KqlType.STRING ? new String[CACHED] : new String[0];
    }

    /** A cell that the row does not have. */
    void missing() {
        frame.appendMissing(column);
        row++;
    }

    /** Reads the cell that the parser stands at, all of it. */
    void read(JsonParser parser, JsonToken token) throws IOException {
        if (token == JsonToken.VALUE_NULL) {
            frame.appendMissing(column);
        } else if (token == JsonToken.START_OBJECT || token == JsonToken.START_ARRAY) {
            structure(compact(parser));
        } else {
            switch (type) {
                case BOOL -> bool(parser, token);
                case INT -> integer(parser, token);
                case LONG -> longInteger(parser, token);
                case REAL -> real(parser, token);
                case STRING -> string(parser);
                case DATETIME -> datetime(parser);
                case TIMESPAN -> timespan(parser, token);
                case DYNAMIC -> dynamic(parser, token);
                case GUID -> guid(parser);
                case DECIMAL -> decimal(parser);
            }
        }
        row++;
    }

    private void doubt(String text) {
        frame.appendMissing(column);
        doubts.cell("column " + name + " holds what is no " + type + ", shown as missing", row, text);
    }

    private void structure(String json) {
        if (type == KqlType.DYNAMIC || type == KqlType.STRING) {
            frame.append(column, json);
        } else {
            doubt(json);
        }
    }

    private static String compact(JsonParser parser) throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator generator = Wire.JSON.createGenerator(text)) {
            generator.copyCurrentStructureExact(parser);
        }
        return text.toString();
    }

    private void bool(JsonParser parser, JsonToken token) throws IOException {
        if (token == JsonToken.VALUE_TRUE || token == JsonToken.VALUE_FALSE) {
            frame.append(column, token == JsonToken.VALUE_TRUE);
            return;
        }
        String text = parser.getText();
        if (text.equalsIgnoreCase("true") || text.equals("1")) {
            frame.append(column, true);
        } else if (text.equalsIgnoreCase("false") || text.equals("0")) {
            frame.append(column, false);
        } else {
            doubt(text);
        }
    }

    private void integer(JsonParser parser, JsonToken token) throws IOException {
        OptionalLong value = whole(parser, token);
        if (value.isPresent() && value.getAsLong() == (int) value.getAsLong()) {
            frame.append(column, (int) value.getAsLong());
        } else {
            doubt(parser.getText());
        }
    }

    private void longInteger(JsonParser parser, JsonToken token) throws IOException {
        if (token == JsonToken.VALUE_NUMBER_INT && parser.getTextLength() <= SAFE_LONG_DIGITS) {
            frame.append(column, parser.getLongValue());
            return;
        }
        OptionalLong value = whole(parser, token);
        if (value.isPresent()) {
            frame.append(column, value.getAsLong());
        } else {
            doubt(parser.getText());
        }
    }

    /** A whole number of 64 bits, never by way of a double. */
    private static OptionalLong whole(JsonParser parser, JsonToken token) throws IOException {
        if (token == JsonToken.VALUE_TRUE || token == JsonToken.VALUE_FALSE) {
            return OptionalLong.of(token == JsonToken.VALUE_TRUE ? 1 : 0);
        }
        String text = parser.getText();
        try {
            return OptionalLong.of(
                    token == JsonToken.VALUE_NUMBER_FLOAT
                            ? new BigDecimal(text).longValueExact()
                            : Long.parseLong(text));
        } catch (NumberFormatException | ArithmeticException e) {
            return OptionalLong.empty();
        }
    }

    private void real(JsonParser parser, JsonToken token) throws IOException {
        if (token == JsonToken.VALUE_NUMBER_FLOAT || token == JsonToken.VALUE_NUMBER_INT) {
            frame.append(column, parser.getDoubleValue());
            return;
        }
        String text = parser.getText();
        switch (text) {
            case "NaN" -> frame.append(column, Double.NaN);
            case "Infinity", "+Infinity", "inf", "+inf" -> frame.append(column, Double.POSITIVE_INFINITY);
            case "-Infinity", "-inf" -> frame.append(column, Double.NEGATIVE_INFINITY);
            default -> {
                try {
                    frame.append(column, Double.parseDouble(text));
                } catch (NumberFormatException e) {
                    doubt(text);
                }
            }
        }
    }

    private void string(JsonParser parser) throws IOException {
        int length = parser.getTextLength();
        if (length > LONGEST_CACHED) {
            frame.append(column, parser.getText());
            return;
        }
        char[] text = parser.getTextCharacters();
        int from = parser.getTextOffset();
        int hash = length;
        for (int i = from; i < from + length; i++) {
            hash = hash * 31 + text[i];
        }
        int slot = (hash ^ hash >>> 16) & CACHED - 1;
        String cached = recent[slot];
        if (cached == null || !equal(cached, text, from, length)) {
            cached = new String(text, from, length);
            recent[slot] = cached;
        }
        frame.append(column, cached);
    }

    private static boolean equal(String string, char[] text, int from, int length) {
        if (string.length() != length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (string.charAt(i) != text[from + i]) {
                return false;
            }
        }
        return true;
    }

    private void datetime(JsonParser parser) throws IOException {
        long ticks = Texts.datetime(parser.getTextCharacters(), parser.getTextOffset(), parser.getTextLength());
        if (ticks != Texts.NONE) {
            frame.append(column, ticks);
            return;
        }
        OptionalLong lenient = Ticks.parseDatetime(parser.getText());
        if (lenient.isPresent()) {
            frame.append(column, lenient.getAsLong());
        } else {
            doubt(parser.getText());
        }
    }

    private void timespan(JsonParser parser, JsonToken token) throws IOException {
        if (token == JsonToken.VALUE_NUMBER_INT) {
            longInteger(parser, token);
            return;
        }
        long ticks = Texts.timespan(parser.getTextCharacters(), parser.getTextOffset(), parser.getTextLength());
        if (ticks != Texts.NONE) {
            frame.append(column, ticks);
            return;
        }
        OptionalLong lenient = Ticks.parseTimespan(parser.getText());
        if (lenient.isPresent()) {
            frame.append(column, lenient.getAsLong());
        } else {
            doubt(parser.getText());
        }
    }

    /** A service sends a dynamic value as a string of JSON, but a value that is a string itself often as it is. */
    private void dynamic(JsonParser parser, JsonToken token) throws IOException {
        if (token != JsonToken.VALUE_STRING) {
            frame.append(column, parser.getText());
            return;
        }
        boolean json = JsonText.isValid(parser.getTextCharacters(), parser.getTextOffset(), parser.getTextLength());
        String text = parser.getText();
        if (json && text.strip().equals("null")) {
            frame.appendMissing(column);
        } else {
            frame.append(column, json ? text : Json.print(text));
        }
    }

    private void guid(JsonParser parser) throws IOException {
        char[] text = parser.getTextCharacters();
        int from = parser.getTextOffset();
        if (Texts.isGuid(text, from, parser.getTextLength())) {
            frame.appendGuid(column, Texts.hex(text, from, from + 18), Texts.hex(text, from + 18, from + 36));
        } else {
            doubt(parser.getText());
        }
    }

    private void decimal(JsonParser parser) throws IOException {
        try {
            frame.append(column, new BigDecimal(parser.getText()));
        } catch (NumberFormatException e) {
            doubt(parser.getText());
        }
    }
}
