package vedette.sentinel.query;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import vedette.frame.ColumnSchema;
import vedette.kql.Kql;
import vedette.kql.Parsed;
import vedette.kql.query.Connection;
import vedette.kql.query.QueryContext;
import vedette.kql.query.QueryException;
import vedette.kql.query.QueryRequest;
import vedette.kql.query.QueryResult;
import vedette.kql.query.TimeRange;

/**
 * Another connection, asked chunk by chunk of a request's time range, so that each answer stays below the service's
 * limits. Chunks are half-open and tile the range: they are written into the query, behind what it reads from, so that
 * each row comes exactly once. At most four run at a time; rows come in the order of the chunks.
 *
 * <p>The request's own range goes with each chunk unchanged, so that tables that a query looks up or joins are read whole.
 *
 * <p>Only queries that treat each row by itself can be split: where, extend, the projects, parse, mv-expand, mv-apply,
 * lookup, and joins of the kinds inner, leftouter, leftsemi and leftanti. Others, for example summarize, top, count or
 * distinct, are refused, because the parts' results would not add up to the whole's. Sorted queries are split with a
 * warning: rows are sorted within each chunk.
 */
public final class SplitConnection implements Connection {

    private static final int PARALLEL = 4;
    private static final int MOST_CHUNKS = 2000;
    private static final String NOUN = "chunks";

    private final Connection connection;
    private final Duration chunk;
    private final Gaps gaps;

    /**
     * Splits what is asked of a connection, which whoever opened it closes.
     *
     * @param chunk how long a chunk is; the last one may be shorter
     * @param gaps what a chunk that fails does
     */
    public SplitConnection(Connection connection, Duration chunk, Gaps gaps) {
        if (!chunk.isPositive()) {
            throw new IllegalArgumentException("a chunk must take some time, found " + chunk);
        }
        this.connection = connection;
        this.chunk = chunk;
        this.gaps = gaps;
    }

    @Override
    public QueryResult execute(QueryContext context, QueryRequest request) {
        long start = System.nanoTime();
        TimeRange range = request.timeRange()
                .orElseThrow(() -> QueryException.failed("a query is split by its time range, but has none", null));
        Parsed parsed = Kql.parse(request.text());
        List<TimeRange> chunks = chunks(range);
        List<Parts.Part> parts = new ArrayList<>();
        for (TimeRange one : chunks) {
            TimeWindow window = TimeWindow.of(request.text(), one);
            parts.add(new Parts.Part(
                    "the chunk from " + one.from() + " to " + one.to(), part -> ask(part, request, window)));
        }
        Optional<String> obstacle = RowByRow.obstacle(parsed);
        if (obstacle.isPresent()) {
            throw QueryException.failed(
                    "this query cannot be split by time, because of " + obstacle.get()
                            + ": what it gives depends on rows of several chunks; split what stands before it, and do the"
                            + " rest on the frame",
                    null);
        }
        QueryResult merged = Merged.of(Parts.run(context, parts, new Parts.Kind(NOUN, PARALLEL, gaps)), NOUN, start);
        return RowByRow.isOrdered(parsed) ? warned(merged) : merged;
    }

    private QueryResult ask(QueryContext context, QueryRequest request, TimeWindow window) {
        try {
            return connection.execute(context, request.withText(window.text()));
        } catch (QueryException e) {
            throw window.source(e);
        }
    }

    private List<TimeRange> chunks(TimeRange range) {
        if (range.length().dividedBy(chunk) > MOST_CHUNKS) {
            throw QueryException.failed(
                    "chunks of " + chunk + " make more than " + MOST_CHUNKS + " of " + range.length()
                            + "; take longer ones",
                    null);
        }
        List<TimeRange> chunks = new ArrayList<>();
        for (Instant from = range.from(); from.isBefore(range.to()); from = from.plus(chunk)) {
            Instant to = from.plus(chunk);
            chunks.add(new TimeRange(from, to.isBefore(range.to()) ? to : range.to()));
        }
        return chunks;
    }

    private static QueryResult warned(QueryResult result) {
        List<String> warnings = new ArrayList<>(result.warnings());
        warnings.add("rows are sorted within each chunk, and chunks follow each other in time");
        return new QueryResult(result.tables(), result.render(), result.statistics(), warnings, result.incomplete());
    }

    @Override
    public SequencedMap<String, List<ColumnSchema>> schema(QueryContext context) {
        return connection.schema(context);
    }

    @Override
    public String description() {
        return connection.description();
    }

    @Override
    public void close() {
        // Whoever opened the connection closes it.
    }
}
