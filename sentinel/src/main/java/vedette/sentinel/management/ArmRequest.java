package vedette.sentinel.management;

import com.azure.core.http.HttpMethod;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * What is asked of Azure's management.
 *
 * @param what the thing in the user's words, for example {@code incident 4711}
 * @param isConditional whether it is to be done only if the thing is still as it was read
 */
record ArmRequest(HttpMethod method, ArmUrl url, Optional<byte[]> body, String what, boolean isConditional) {

    static ArmRequest get(ArmUrl url, String what) {
        return new ArmRequest(HttpMethod.GET, url, Optional.empty(), what, false);
    }

    static ArmRequest put(ArmUrl url, JsonNode body, String what) {
        return new ArmRequest(
                HttpMethod.PUT,
                url,
                Optional.of(body.toString().getBytes(StandardCharsets.UTF_8)),
                what,
                body.hasNonNull("etag"));
    }

    static ArmRequest delete(ArmUrl url, String what) {
        return new ArmRequest(HttpMethod.DELETE, url, Optional.empty(), what, false);
    }

    /** A POST without a body. */
    static ArmRequest post(ArmUrl url, String what) {
        return new ArmRequest(HttpMethod.POST, url, Optional.empty(), what, false);
    }

    /** Whether sending it twice does no more than sending it once: HTTP promises that of all but POST. */
    boolean isRepeatable() {
        return method != HttpMethod.POST;
    }
}
