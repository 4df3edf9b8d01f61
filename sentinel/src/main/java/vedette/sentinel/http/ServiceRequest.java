package vedette.sentinel.http;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

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
 */
public record ServiceRequest(
        String method,
        URI uri,
        Map<String, String> headers,
        Optional<String> body,
        Duration patience,
        boolean repeatable) {

    /** How long to wait for answers that take a service no work. */
    public static final Duration SHORT = Duration.ofSeconds(60);

    public ServiceRequest {
        requireNonNull(method, "method is null");
        requireNonNull(uri, "uri is null");
        requireNonNull(body, "body is null");
        requireNonNull(patience, "patience is null");
        headers = Map.copyOf(headers);
    }

    /** Asks for something. */
    public static ServiceRequest get(URI uri) {
        return new ServiceRequest("GET", uri, Map.of(), Optional.empty(), SHORT, true);
    }

    /** Sends JSON that changes nothing, such as a query. */
    public static ServiceRequest query(URI uri, Map<String, String> headers, String json, Duration patience) {
        return new ServiceRequest("POST", uri, headers, Optional.of(json), patience, true);
    }

    byte[] bytes() {
        return body.orElse("").getBytes(StandardCharsets.UTF_8);
    }
}
