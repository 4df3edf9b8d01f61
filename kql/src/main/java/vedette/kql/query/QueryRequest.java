package vedette.kql.query;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What to ask.
 *
 * @param text one query, parameters already written in as literals
 * @param timeRange only rows whose {@code TimeGenerated} lies in it; the query's own conditions hold as well
 * @param workspaces further workspaces whose tables are read together with the connection's own: ids, names or resource
 *     ids
 * @param timeout how long the service may compute; empty for the service's default
 * @param tier which store of a workspace to ask
 * @param properties request properties as the service names them, for example {@code truncationmaxrecords}
 * @param sending how to send it
 */
public record QueryRequest(
        String text,
        Optional<TimeRange> timeRange,
        List<String> workspaces,
        Optional<Duration> timeout,
        Tier tier,
        Map<String, String> properties,
        Sending sending) {

    public QueryRequest {
        requireNonNull(text, "text is null");
        requireNonNull(timeRange, "timeRange is null");
        requireNonNull(timeout, "timeout is null");
        requireNonNull(tier, "tier is null");
        requireNonNull(sending, "sending is null");
        workspaces = List.copyOf(workspaces);
        properties = Map.copyOf(properties);
    }

    /** A request that is sent as usual. */
    public QueryRequest(
            String text,
            Optional<TimeRange> timeRange,
            List<String> workspaces,
            Optional<Duration> timeout,
            Tier tier,
            Map<String, String> properties) {
        this(text, timeRange, workspaces, timeout, tier, properties, Sending.USUAL);
    }

    /** A query and nothing else. */
    public QueryRequest(String text) {
        this(text, Optional.empty(), List.of(), Optional.empty(), Tier.ANALYTICS, Map.of());
    }

    /** The same request with another text. */
    public QueryRequest withText(String otherText) {
        return new QueryRequest(otherText, timeRange, workspaces, timeout, tier, properties, sending);
    }

    /** The same request for another stretch of time. */
    public QueryRequest withTimeRange(TimeRange range) {
        return new QueryRequest(text, Optional.of(range), workspaces, timeout, tier, properties, sending);
    }

    /** The same request, sent in another way. */
    public QueryRequest withSending(Sending otherSending) {
        return new QueryRequest(text, timeRange, workspaces, timeout, tier, properties, otherSending);
    }

    /** Where a workspace keeps a table. */
    public enum Tier {
        /** Analytics tables, asked by {@code /query}. */
        ANALYTICS,
        /** Basic and Auxiliary tables, asked by {@code /search}, one table a query. */
        BASIC
    }
}
