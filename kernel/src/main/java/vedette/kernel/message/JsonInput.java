package vedette.kernel.message;

import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.MalformedJsonException;
import java.io.IOException;
import java.io.StringReader;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.CharBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads JSON into plain values. */
final class JsonInput {

    /** As deep as clients nest; each level takes some of the thread's stack. */
    private static final int MAX_DEPTH = 1000;

    private static final int LONG_DIGITS = 18;
    private static final int MAX_DIGITS = 1000;
    private static final Pattern PLACE = Pattern.compile("line \\d+ column \\d+");

    private final JsonReader reader;

    private JsonInput(JsonReader reader) {
        this.reader = reader;
    }

    /** The fields of the object that a text is; none where it is {@code null}. */
    static Map<String, Object> object(CharBuffer text) throws MalformedMessageException {
        JsonReader reader = new JsonReader(new StringReader(text.toString()));
        reader.setStrictness(Strictness.STRICT);
        reader.setNestingLimit(MAX_DEPTH);
        try {
            Object value = new JsonInput(reader).value();
            if (reader.peek() != JsonToken.END_DOCUMENT) {
                throw new MalformedMessageException("more than one value", null);
            }
            if (value instanceof Map<?, ?>) {
                return fields(value);
            }
            if (value != null) {
                throw new MalformedMessageException("no JSON object", null);
            }
            return Map.of();
        } catch (IOException | NumberFormatException | IllegalStateException e) {
            throw new MalformedMessageException("no JSON that can be read" + place(e), e);
        }
    }

    /** Where a reader failed, by what it says; the rest of its words speaks to programmers, and repeats what clients sent. */
    private static String place(Exception failure) {
        Matcher place = PLACE.matcher(String.valueOf(failure.getMessage()));
        return place.find() ? ", at " + place.group() : "";
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> fields(Object map) {
        return (Map<String, Object>) map;
    }

    private @Nullable Object value() throws IOException {
        JsonToken token = reader.peek();
        if (token == JsonToken.BEGIN_OBJECT) {
            return map();
        }
        if (token == JsonToken.BEGIN_ARRAY) {
            return list();
        }
        if (token == JsonToken.STRING) {
            return reader.nextString();
        }
        if (token == JsonToken.NUMBER) {
            return number(reader.nextString());
        }
        if (token == JsonToken.BOOLEAN) {
            return reader.nextBoolean();
        }
        reader.nextNull();
        return null;
    }

    private Map<String, @Nullable Object> map() throws IOException {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        reader.beginObject();
        while (reader.hasNext()) {
            String name = reader.nextName();
            fields.put(name, value());
        }
        reader.endObject();
        return Collections.unmodifiableMap(fields);
    }

    private List<@Nullable Object> list() throws IOException {
        List<@Nullable Object> items = new ArrayList<>();
        reader.beginArray();
        while (reader.hasNext()) {
            items.add(value());
        }
        reader.endArray();
        return Collections.unmodifiableList(items);
    }

    private static Number number(String text) throws MalformedJsonException {
        if (text.length() > MAX_DIGITS) {
            throw new MalformedJsonException("a number of " + text.length() + " digits");
        }
        if (text.indexOf('.') >= 0 || text.indexOf('e') >= 0 || text.indexOf('E') >= 0) {
            return new BigDecimal(text);
        }
        if (text.length() > LONG_DIGITS) {
            return new BigInteger(text);
        }
        long number = Long.parseLong(text);
        // A conditional expression would make both of them longs.
        if (number == (int) number) {
            return (int) number;
        }
        return number;
    }
}
