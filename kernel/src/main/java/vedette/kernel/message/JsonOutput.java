package vedette.kernel.message;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import com.google.gson.stream.JsonWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CodingErrorAction;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalAmount;
import java.util.Base64;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes contents and plain values as JSON; what users put into bundles besides is left to Jackson. */
final class JsonOutput {

    /** Deeper there is a ring, or what no client could read. */
    private static final int MAX_DEPTH = 1000;

    private static final byte[] REPLACEMENT_CHARACTER = "\uFFFD".getBytes(UTF_8);

    private final JsonWriter writer;
    private int depth;

    private JsonOutput(JsonWriter writer) {
        this.writer = writer;
    }

    static byte[] write(Object object) {
        CharsetEncoder encoder =
                UTF_8.newEncoder().onMalformedInput(CodingErrorAction.REPLACE).replaceWith(REPLACEMENT_CHARACTER);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonWriter writer = new JsonWriter(new OutputStreamWriter(bytes, encoder))) {
            new JsonOutput(writer).value(object);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private void value(@Nullable Object value) throws IOException {
        if (!scalar(value) && !compound(value)) {
            Object plain = Others.plain(value);
            if (!scalar(plain) && !compound(plain)) {
                throw new IllegalArgumentException("no JSON for this value: " + plain.getClass());
            }
        }
    }

    private boolean scalar(@Nullable Object value) throws IOException {
        if (value == null || isNotFinite(value)) {
            writer.nullValue();
        } else if (value instanceof CharSequence || value instanceof Character || value instanceof Enum<?>) {
            writer.value(value.toString());
        } else if (value instanceof Number number && isOfJdk(value)) {
            writer.value(number);
        } else if (value instanceof Boolean truth) {
            writer.value(truth);
        } else if (value instanceof byte[] bytes) {
            writer.value(Base64.getEncoder().encodeToString(bytes));
        } else {
            return false;
        }
        return true;
    }

    private static boolean isNotFinite(Object value) {
        return (value instanceof Double wide && !Double.isFinite(wide))
                || (value instanceof Float narrow && !Float.isFinite(narrow));
    }

    private static boolean isOfJdk(Object value) {
        return value.getClass().getClassLoader() == null;
    }

    private boolean compound(@Nullable Object value) throws IOException {
        if (++depth > MAX_DEPTH) {
            throw tooDeep(null);
        }
        if (value instanceof Content content) {
            object(content.fields().values());
        } else if (value instanceof Map<?, ?> map) {
            object(map);
        } else if (value instanceof Collection<?> items) {
            writer.beginArray();
            for (Object item : items) {
                value(item);
            }
            writer.endArray();
        } else {
            depth--;
            return false;
        }
        depth--;
        return true;
    }

    private static IllegalArgumentException tooDeep(@Nullable Throwable cause) {
        return new IllegalArgumentException("no JSON for this value: it holds itself, or is nested too deep", cause);
    }

    private void object(Map<?, ?> fields) throws IOException {
        writer.beginObject();
        for (Map.Entry<?, ?> field : fields.entrySet()) {
            writer.name(String.valueOf(field.getKey()));
            value(field.getValue());
        }
        writer.endObject();
    }

    /** Everything else; apart, since Jackson takes long to get ready, and most sessions never need it here. */
    private static final class Others {

        // Times have one text that all clients read.
        private static final JsonMapper MAPPER = JsonMapper.builder()
                .addModule(new SimpleModule("times")
                        .addSerializer(TemporalAccessor.class, ToStringSerializer.instance)
                        .addSerializer(TemporalAmount.class, ToStringSerializer.instance))
                .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
                .build();

        private Others() {}

        /** The same in maps, lists and scalars. */
        static Object plain(Object value) {
            try {
                return MAPPER.convertValue(value, Object.class);
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("no JSON for this value: " + e.getMessage(), e);
            } catch (StackOverflowError e) {
                throw tooDeep(e);
            }
        }
    }
}
