package vedette.emulator.management;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tech.tablesaw.api.Table;
import vedette.frame.ColumnSchema;
import vedette.frame.FrameBuilder;
import vedette.frame.Frames;
import vedette.frame.KqlType;
import vedette.kql.query.QueryException;
import vedette.kql.query.QueryRequest;
import vedette.kql.query.TimeRange;

/**
 * What search jobs found, as tables: the rows of the query, each with what it was in its own table, and the time of the
 * search as its TimeGenerated.
 */
final class SearchResults {

    private static final Pattern FIRST_NAME = Pattern.compile("[\\p{L}_]\\w*");
    private static final String TIME = "TimeGenerated";

    private final Function<QueryRequest, Table> query;
    private final InstantSource clock;
    private final Map<String, Table> found = new HashMap<>();

    /**
     * Nothing found so far.
     *
     * @param query runs a query over the workspace's data
     */
    SearchResults(Function<QueryRequest, Table> query, InstantSource clock) {
        this.query = query;
        this.clock = clock;
    }

    /**
     * Searches.
     *
     * @param search the service's {@code searchResults}, whose parts are right one by one
     * @throws Refusal where the query is wrong
     */
    void search(String table, JsonNode search, int most) {
        String text = search.path("query").asText();
        TimeRange range = new TimeRange(time(search, "startSearchTime"), time(search, "endSearchTime"));
        QueryRequest request = new QueryRequest(text + "\n| take " + most).withTimeRange(range);
        try {
            Matcher source = FIRST_NAME.matcher(text);
            found.put(key(table), results(table, query.apply(request), source.find() ? source.group() : ""));
        } catch (QueryException e) {
            throw new Refusal(400, "InvalidParameter", "The query of the search is wrong: " + e.getMessage());
        }
    }

    Optional<Table> find(String table) {
        return Optional.ofNullable(found.get(key(table)));
    }

    void remove(String table) {
        found.remove(key(table));
    }

    private Table results(String name, Table rows, String source) {
        List<ColumnSchema> schema = new ArrayList<>(List.of(
                new ColumnSchema(TIME, KqlType.DATETIME),
                new ColumnSchema("_OriginalTimeGenerated", KqlType.DATETIME),
                new ColumnSchema("_OriginalType", KqlType.STRING),
                new ColumnSchema("_OriginalItemId", KqlType.STRING)));
        int standard = schema.size();
        List<ColumnSchema> own = Frames.schema(rows).stream()
                .filter(column -> !column.name().equals(TIME))
                .toList();
        schema.addAll(own);
        Instant now = clock.instant();
        FrameBuilder frame = new FrameBuilder(schema);
        for (int row = 0; row < rows.rowCount(); row++) {
            frame.appendValue(0, now);
            if (rows.containsColumn(TIME)) {
                append(frame, 1, rows, TIME, row);
            } else {
                frame.appendMissing(1);
            }
            frame.append(2, source);
            frame.append(3, UUID.randomUUID().toString());
            for (int column = 0; column < own.size(); column++) {
                append(frame, standard + column, rows, own.get(column).name(), row);
            }
        }
        return frame.build(name);
    }

    private static void append(FrameBuilder frame, int to, Table from, String column, int row) {
        Frames.value(from.column(column), row)
                .ifPresentOrElse(value -> frame.appendValue(to, value), () -> frame.appendMissing(to));
    }

    private static Instant time(JsonNode search, String name) {
        return OffsetDateTime.parse(search.path(name).asText()).toInstant();
    }

    private static String key(String table) {
        return table.toLowerCase(Locale.ROOT);
    }
}
