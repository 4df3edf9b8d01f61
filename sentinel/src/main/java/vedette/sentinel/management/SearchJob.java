package vedette.sentinel.management;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import tech.tablesaw.api.Table;

/**
 * A search over months of logs, archived and Basic ones as well, that fills a table.
 *
 * @param table the table that queries find the rows in when it is done, {@code ..._SRCH}
 * @param from the first instant that it searches
 * @param to the end of what it searches
 * @param state how far it is, in the service's words: {@code Succeeded} when it is done
 */
public record SearchJob(String table, String query, Optional<Instant> from, Optional<Instant> to, String state) {

    static SearchJob of(JsonNode resource) {
        JsonNode properties = resource.path("properties");
        // The answer to the start has the search beside the schema, later ones have it inside.
        JsonNode search = properties.path("searchResults").isMissingNode()
                ? properties.path("schema").path("searchResults")
                : properties.path("searchResults");
        return new SearchJob(
                Fields.text(resource, "name"),
                Fields.text(search, "query"),
                Fields.time(search, "startSearchTime"),
                Fields.time(search, "endSearchTime"),
                Fields.text(properties, "provisioningState"));
    }

    /** Whether its table is complete. */
    public boolean isDone() {
        return state.equals("Succeeded");
    }

    /** Whether its table will never be complete. */
    public boolean hasFailed() {
        return state.equals("Failed") || state.equals("Canceled") || state.equals("Deleting");
    }

    /** Search jobs as a frame. */
    public static Table frame(List<SearchJob> jobs) {
        return new Columns<SearchJob>()
                .string("TableName", SearchJob::table)
                .string("State", SearchJob::state)
                .datetime("StartSearchTime", SearchJob::from)
                .datetime("EndSearchTime", SearchJob::to)
                .string("Query", SearchJob::query)
                .table("searches", jobs);
    }
}
