package vedette.emulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** A request on its way through an API's handler. */
public final class Call {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final SeenRequest seen;
    private final URI base;
    private final Map<String, String> names;
    private final Optional<Fault> fault;
    private final ClientConnections.Client client;

    Call(
            SeenRequest seen,
            URI base,
            Map<String, String> names,
            Optional<Fault> fault,
            ClientConnections.Client client) {
        this.seen = seen;
        this.base = base;
        this.names = Map.copyOf(names);
        this.fault = fault;
        this.client = client;
    }

    /** The request as the emulator keeps it: method, target, headers, body. */
    public SeenRequest request() {
        return seen;
    }

    /** The emulator's own address, without a path, for links in answers. */
    public URI base() {
        return base;
    }

    /** What a name in the route's pattern stands for, decoded. */
    public String name(String name) {
        return URLDecoder.decode(names.getOrDefault(name, "").replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    /** A header's first value. */
    public Optional<String> header(String name) {
        return seen.header(name);
    }

    /** The parameters in the target's query or in a form, decoded; of equal names the last. */
    public static Map<String, String> parameters(String encoded) {
        Map<String, String> parameters = new LinkedHashMap<>();
        for (String pair : encoded.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                parameters.put(
                        URLDecoder.decode(pair.substring(0, equals), StandardCharsets.UTF_8),
                        URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
            }
        }
        return parameters;
    }

    /** A parameter in the target's query. */
    public Optional<String> parameter(String name) {
        String query = seen.target().getRawQuery();
        return query == null
                ? Optional.empty()
                : Optional.ofNullable(parameters(query).get(name));
    }

    /** The body as JSON; empty where it is none. */
    public Optional<JsonNode> json() {
        try {
            return Optional.of(JSON.readTree(seen.body())).filter(json -> !json.isMissingNode());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** The fault that is to happen to this answer, for writers that make it themselves. */
    public Optional<Fault> fault() {
        return fault;
    }

    /** Runs an action once when the client closes its connection before it has the answer; at once where it did. */
    public AutoCloseable onGone(Runnable action) {
        return client.onGone(action);
    }
}
