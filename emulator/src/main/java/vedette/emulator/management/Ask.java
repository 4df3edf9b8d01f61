package vedette.emulator.management;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import vedette.emulator.Call;

/** A request in the resource manager's terms. */
record Ask(Call call) {

    String method() {
        return call.request().method();
    }

    /** Path and query as they stood on the wire. */
    URI target() {
        return call.request().target();
    }

    /** The server's address without a path, for links. */
    URI base() {
        return call.base();
    }

    /** The names between the path's slashes, decoded. */
    List<String> segments() {
        List<String> segments = new ArrayList<>();
        for (String segment : target().getRawPath().substring(1).split("/", -1)) {
            segments.add(decoded(segment.replace("+", "%2B")));
        }
        return segments;
    }

    Optional<String> parameter(String name) {
        return Optional.ofNullable(parameters().get(name.toLowerCase(Locale.ROOT)));
    }

    /** By name in lower case: the resource manager takes them in any. */
    private Map<String, String> parameters() {
        Map<String, String> parameters = new LinkedHashMap<>();
        String query = target().getRawQuery();
        for (String pair : query == null ? new String[0] : query.split("&")) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                parameters.put(
                        decoded(pair.substring(0, equals)).toLowerCase(Locale.ROOT),
                        decoded(pair.substring(equals + 1)));
            }
        }
        return parameters;
    }

    Optional<String> header(String name) {
        return call.header(name);
    }

    /** The body's JSON object. Throws what the resource manager answers where it is none. */
    ObjectNode json() {
        if (!header("content-type").orElse("").toLowerCase(Locale.ROOT).startsWith("application/json")) {
            throw new Refusal(
                    415,
                    "UnsupportedMediaType",
                    "The content media type is not supported. Only 'application/json' is.");
        }
        try {
            JsonNode json = Resources.JSON.readTree(call.request().body());
            if (json instanceof ObjectNode object) {
                return object;
            }
        } catch (JsonProcessingException e) {
            throw new Refusal(
                    400,
                    "InvalidRequestContent",
                    "The request content was invalid and could not be deserialized: '" + e.getOriginalMessage() + "'.");
        }
        throw new Refusal(400, "InvalidRequestContent", "The request content was invalid: an object was expected.");
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new Refusal(400, "BadRequest", "The request URI is malformed.");
        }
    }
}
