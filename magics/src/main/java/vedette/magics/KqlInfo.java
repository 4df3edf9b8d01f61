package vedette.magics;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import vedette.kql.query.TimeRange;

/**
 * What is known of a result besides its rows.
 *
 * @param query the query as its user wrote it
 * @param sentQuery the query as it was sent, parameters written in
 * @param connection the name of the connection that answered
 * @param workspaces further workspaces that were read
 * @param timeRange the stretch of time that was asked for beside the query's own conditions
 * @param limitsTime whether the query has a condition on time by itself
 * @param asked when it was asked
 * @param elapsed from the request to the last row
 * @param statistics what the service tells of itself, by name
 * @param visualization what {@code render} asks for
 * @param incomplete why rows are missing; empty where the answer is whole
 * @param warnings what else the user should know
 * @param recording the recording that the answer comes from; empty where a service gave it
 */
public record KqlInfo(
        String query,
        String sentQuery,
        String connection,
        List<String> workspaces,
        Optional<TimeRange> timeRange,
        boolean limitsTime,
        Instant asked,
        Duration elapsed,
        Map<String, String> statistics,
        Optional<String> visualization,
        Optional<String> incomplete,
        List<String> warnings,
        Optional<String> recording) {

    private static final String REQUEST_ID = "request id";

    public KqlInfo {
        requireNonNull(query, "query is null");
        requireNonNull(sentQuery, "sentQuery is null");
        requireNonNull(connection, "connection is null");
        workspaces = List.copyOf(workspaces);
        statistics = Collections.unmodifiableMap(new LinkedHashMap<>(statistics));
        warnings = List.copyOf(warnings);
    }

    /** What the service calls the request, for its operators to find it by; empty where it told none. */
    public Optional<String> requestId() {
        return Optional.ofNullable(statistics.get(REQUEST_ID));
    }
}
