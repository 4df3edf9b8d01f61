package vedette.sentinel.http;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A request to a service, without the token.
 *
 * @param method for example {@code POST}
 * @param uri where
 * @param headers besides those that every request has
 * @param body JSON
 * @param patience how long to wait for the answer to begin
 * @param repeatable whether it may be sent again when it is unknown whether the service received it, because it changes
 *     nothing
 * @param retries how often it is sent again at most; empty for the usual
 */
public record ServiceRequest(
        String method,
        URI uri,
        Map<String, String> headers,
        Optional<String> body,
        Duration patience,
        boolean repeatable,
        OptionalInt retries) {

    /** How long to wait for answers that take a service no work. */
    public static final Duration SHORT = Duration.ofSeconds(60);

    public ServiceRequest {
        requireNonNull(method, "method is null");
        requireNonNull(uri, "uri is null");
        requireNonNull(body, "body is null");
        requireNonNull(patience, "patience is null");
        requireNonNull(retries, "retries is null");
        headers = Map.copyOf(headers);
    }

    /** A request that is sent again as usual. */
    public ServiceRequest(
            String method,
            URI uri,
            Map<String, String> headers,
            Optional<String> body,
            Duration patience,
            boolean repeatable) {
        this(method, uri, headers, body, patience, repeatable, OptionalInt.empty());
    }

    /** Asks for something. */
    public static ServiceRequest get(URI uri) {
        return new ServiceRequest("GET", uri, Map.of(), Optional.empty(), SHORT, true);
    }

    /** Sends JSON that changes nothing, such as a query. */
    public static ServiceRequest query(URI uri, Map<String, String> headers, String json, Duration patience) {
        return new ServiceRequest("POST", uri, headers, Optional.of(json), patience, true);
    }

    /** The same, sent again no more often than this; empty for the usual. */
    public ServiceRequest withRetries(OptionalInt most) {
        return new ServiceRequest(method, uri, headers, body, patience, repeatable, most);
    }

    byte[] bytes() {
        return body.orElse("").getBytes(StandardCharsets.UTF_8);
    }
}
