package vedette.emulator.management;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/**
 * An answer.
 *
 * @param body JSON; the empty text where there is none
 */
record Reply(int status, String body, Map<String, String> headers) {

    Reply {
        headers = Map.copyOf(headers);
    }

    static Reply json(int status, JsonNode body) {
        return new Reply(status, body.toString(), Map.of());
    }

    static Reply empty(int status) {
        return new Reply(status, "", Map.of());
    }
}
