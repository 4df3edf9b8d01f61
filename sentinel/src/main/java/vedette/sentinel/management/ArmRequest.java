package vedette.sentinel.management;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import vedette.sentinel.http.ServiceRequest;

/**
 * What is asked of Azure's management.
 *
 * @param what the thing in the user's words, for example {@code incident 4711}
 * @param isConditional whether it is to be done only if the thing is still as it was read
 */
record ArmRequest(String method, ArmUrl url, Optional<String> body, String what, boolean isConditional) {

    static ArmRequest get(ArmUrl url, String what) {
        return new ArmRequest("GET", url, Optional.empty(), what, false);
    }

    static ArmRequest put(ArmUrl url, JsonNode body, String what) {
        return new ArmRequest("PUT", url, Optional.of(body.toString()), what, body.hasNonNull("etag"));
    }

    static ArmRequest delete(ArmUrl url, String what) {
        return new ArmRequest("DELETE", url, Optional.empty(), what, false);
    }

    /** A POST without a body. */
    static ArmRequest post(ArmUrl url, String what) {
        return new ArmRequest("POST", url, Optional.empty(), what, false);
    }

    boolean isRead() {
        return method.equals("GET");
    }

    /**
     * As it is sent. It may be sent again when it is unknown whether the service received it, except for a POST, of which
     * HTTP does not promise that twice is the same as once, and for a change under a condition, which would meet its own
     * first success and take it for somebody else's.
     */
    ServiceRequest toServiceRequest() {
        boolean repeatable = !method.equals("POST") && !isConditional;
        return new ServiceRequest(method, URI.create(url.text()), Map.of(), body, ServiceRequest.SHORT, repeatable);
    }
}
