package vedette.emulator;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What an API answers to a request.
 *
 * @param status HTTP's
 * @param headers by name; the server adds what HTTP itself needs, and compression
 * @param body what follows
 */
public record Answer(int status, Map<String, String> headers, Body body) {

    public Answer {
        requireNonNull(body, "body is null");
        headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
    }

    /** A body; its length need not be known before it is written. */
    @FunctionalInterface
    public interface Body {

        /** Writes all of it; does not close. */
        void writeTo(OutputStream out) throws IOException;
    }

    /** An answer in JSON. */
    public static Answer json(int status, JsonNode json) {
        return text(status, "application/json; charset=utf-8", json.toString());
    }

    /** An answer whose text is given, of a media type. */
    public static Answer text(int status, String contentType, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return new Answer(status, Map.of("Content-Type", contentType), new Whole(bytes));
    }

    /** An answer in JSON that is written as it is made. */
    public static Answer streamed(int status, Body body) {
        return new Answer(status, Map.of("Content-Type", "application/json; charset=utf-8"), body);
    }

    /** An answer without a body. */
    public static Answer empty(int status) {
        return new Answer(status, Map.of(), new Whole(new byte[0]));
    }

    /** The same with one more header, or another value of it. */
    public Answer header(String name, String value) {
        Map<String, String> all = new LinkedHashMap<>(headers);
        all.put(name, value);
        return new Answer(status, all, body);
    }

    /** A body that is there already. */
    record Whole(byte[] bytes) implements Body {

        @Override
        public void writeTo(OutputStream out) throws IOException {
            out.write(bytes);
        }
    }
}
