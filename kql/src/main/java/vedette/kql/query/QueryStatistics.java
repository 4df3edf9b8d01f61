package vedette.kql.query;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What answering took.
 *
 * @param elapsed from the request to the last row
 * @param rows rows of all tables together
 * @param details what the service tells of itself, by name in the order to show, for example {@code request id},
 *     {@code CPU}, {@code rows scanned}
 */
public record QueryStatistics(Duration elapsed, long rows, Map<String, String> details) {

    public QueryStatistics {
        requireNonNull(elapsed, "elapsed is null");
        details = Collections.unmodifiableMap(new LinkedHashMap<>(details));
    }

    /** Statistics without details. */
    public QueryStatistics(Duration elapsed, long rows) {
        this(elapsed, rows, Map.of());
    }
}
