package vedette.sentinel.query;

import java.util.HashMap;
import java.util.Map;
import vedette.kql.query.Sending;
import vedette.kql.query.Sending.Tag;

/** The headers by which services tell one caller's requests from another's; names in lower case. */
final class SendingHeaders {

    static final String REQUEST_ID = "x-ms-client-request-id";

    private static final String APPLICATION = "x-ms-app";
    private static final String OURSELVES = "vedette";

    private SendingHeaders() {}

    /** An id with its tag in front, and the other tags where there are any. */
    static Map<String, String> of(Sending sending, String id) {
        Map<String, String> headers = new HashMap<>();
        headers.put(
                REQUEST_ID,
                sending.tag(Tag.ID).map(tag -> OURSELVES + ";" + tag + ";" + id).orElse(OURSELVES + ";" + id));
        headers.put(
                APPLICATION,
                sending.tag(Tag.APPLICATION).map(tag -> OURSELVES + ";" + tag).orElse(OURSELVES));
        sending.tag(Tag.USER).ifPresent(tag -> headers.put("x-ms-user", tag));
        sending.tag(Tag.AGENT).ifPresent(tag -> headers.put("user-agent", tag));
        return headers;
    }
}
