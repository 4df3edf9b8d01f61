package vedette.sentinel.query;

import com.azure.monitor.query.models.LogsQueryOptions;
import com.azure.monitor.query.models.QueryTimeInterval;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import vedette.kql.query.QueryRequest;
import vedette.kql.query.QueryRequest.Tier;
import vedette.kql.query.TimeRange;

/** Requests in the SDK's terms, for code that was written for {@code LogsQueryClient}. */
public final class LogsQueries {

    private LogsQueries() {}

    /**
     * The same request in ours. Statistics and the render instruction always come; partial answers are marked whatever
     * {@code allowPartialErrors} says.
     *
     * @param interval {@link QueryTimeInterval#ALL} for all time
     * @param now where intervals that are a duration alone end
     */
    public static QueryRequest request(
            String query, QueryTimeInterval interval, LogsQueryOptions options, Instant now) {
        List<String> workspaces = options.getAdditionalWorkspaces();
        return new QueryRequest(
                query,
                range(interval, now),
                workspaces == null ? List.of() : workspaces,
                Optional.ofNullable(options.getServerTimeout()),
                Tier.ANALYTICS,
                Map.of());
    }

    private static Optional<TimeRange> range(QueryTimeInterval interval, Instant now) {
        if (interval.equals(QueryTimeInterval.ALL)) {
            return Optional.empty();
        }
        Duration length = interval.getDuration();
        Optional<Instant> start = Optional.ofNullable(interval.getStartTime()).map(OffsetDateTime::toInstant);
        Optional<Instant> end = Optional.ofNullable(interval.getEndTime()).map(OffsetDateTime::toInstant);
        Instant to = end.orElseGet(() -> start.filter(from -> length != null)
                .map(from -> from.plus(length))
                .orElse(now));
        Instant from = start.orElseGet(() -> length == null ? Instant.EPOCH : to.minus(length));
        return Optional.of(new TimeRange(from, to));
    }
}
