package vedette.emulator;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** A request that reached an emulator, and what became of it so far. Safe for any thread. */
public final class SeenRequest {

    /** What becomes of a request. */
    public enum State {
        /** It is being answered; nothing was sent yet. */
        RECEIVED,
        /** Its query runs. */
        RUNNING,
        /** The answer is being sent. */
        ANSWERING,
        /** The whole answer was sent. */
        ANSWERED,
        /** Its query was stopped: the client went away, asked for it, or the time was up. */
        CANCELLED,
        /** The answer was not sent to its end, because of a fault or because the client went away. */
        BROKEN
    }

    private final String method;
    private final URI target;
    private final Map<String, List<String>> headers;
    private final String body;
    private final SeenRequests all;
    private volatile State state = State.RECEIVED;
    private volatile int status;
    private volatile Optional<String> query = Optional.empty();

    SeenRequest(String method, URI target, Map<String, List<String>> headers, String body, SeenRequests all) {
        this.method = method;
        this.target = target;
        this.headers = headers;
        this.body = body;
        this.all = all;
    }

    /** HTTP's method in capitals. */
    public String method() {
        return method;
    }

    /** Path and query, as they were sent. */
    public URI target() {
        return target;
    }

    /** The path of the target. */
    public String path() {
        return target.getRawPath();
    }

    /** All headers; a name's case does not matter to {@link #header}. */
    public Map<String, List<String>> headers() {
        return headers;
    }

    /** The first value of a header. */
    public Optional<String> header(String name) {
        return headers.entrySet().stream()
                .filter(header -> header.getKey().equalsIgnoreCase(name))
                .flatMap(header -> header.getValue().stream())
                .findFirst();
    }

    /** The body as text. */
    public String body() {
        return body;
    }

    /** What became of it so far. */
    public State state() {
        return state;
    }

    /** The status that was sent, once there is one. */
    public OptionalInt status() {
        return status == 0 ? OptionalInt.empty() : OptionalInt.of(status);
    }

    /** The KQL that it asks, once an API has found it. */
    public Optional<String> query() {
        return query;
    }

    /** Whether it goes to an API that answers queries. */
    public boolean isQuery() {
        String path = path().toLowerCase(java.util.Locale.ROOT);
        return path.endsWith("/query") || path.endsWith("/search") || path.endsWith("/$batch");
    }

    /** Notes that its query starts. For APIs. */
    public void running(String text) {
        query = Optional.of(text);
        change(State.RUNNING);
    }

    /** Notes that its query was stopped. For APIs. */
    public void cancelled() {
        change(State.CANCELLED);
    }

    void answering(int sentStatus) {
        status = sentStatus;
        if (state != State.CANCELLED) {
            change(State.ANSWERING);
        }
    }

    void ended(State end) {
        if (state != State.CANCELLED) {
            change(end);
        }
    }

    private void change(State next) {
        state = next;
        all.changed();
    }

    /** For a test's messages; headers are left out, for they hold tokens. */
    @Override
    public String toString() {
        return method + " " + target + " " + state + (status == 0 ? "" : " " + status);
    }
}
