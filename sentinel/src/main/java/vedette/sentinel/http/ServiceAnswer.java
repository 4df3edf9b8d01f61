package vedette.sentinel.http;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongConsumer;

/**
 * A service's answer, whatever its status. Valid until its handler returns.
 *
 * @param status the HTTP status
 * @param headers by name in lower case
 * @param requestId what the service can find the request by
 * @param body what follows, decompressed; ends with an exception when the request is stopped
 * @param rows takes how many rows have been read so far, to show
 */
public record ServiceAnswer(
        int status, Map<String, String> headers, String requestId, InputStream body, LongConsumer rows) {

    /** Makes something of an answer. */
    @FunctionalInterface
    public interface Handler<T> {

        /** Reads an answer; what the body throws may be thrown on. */
        T handle(ServiceAnswer answer) throws IOException;
    }

    /** A header; names in lower case. */
    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }

    /** The body as text, at most so many bytes of it: for errors, whose length nobody vouches for. */
    public String text(int most) throws IOException {
        return new String(body.readNBytes(most), StandardCharsets.UTF_8);
    }
}
