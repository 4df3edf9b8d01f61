package vedette.sentinel.management;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import tech.tablesaw.api.Table;

/**
 * A table of a workspace, as it is kept.
 *
 * @param name by which queries name it
 * @param plan {@code Analytics}, {@code Basic} or {@code Auxiliary}, which decides what queries may do and cost; empty
 *     where the service does not tell
 * @param retention how long its rows can be queried
 * @param totalRetention how long its rows are kept at all; what is older than {@code retention} takes a search job
 */
public record WorkspaceTable(
        String name, String plan, Optional<Duration> retention, Optional<Duration> totalRetention) {

    public WorkspaceTable {
        requireNonNull(name, "name is null");
        requireNonNull(plan, "plan is null");
        requireNonNull(retention, "retention is null");
        requireNonNull(totalRetention, "totalRetention is null");
    }

    static WorkspaceTable of(JsonNode resource) {
        JsonNode properties = resource.path("properties");
        return new WorkspaceTable(
                Fields.text(resource, "name"),
                Fields.text(properties, "plan"),
                days(properties.path("retentionInDays")),
                days(properties.path("totalRetentionInDays")));
    }

    /** The service writes -1 for what the workspace decides. */
    private static Optional<Duration> days(JsonNode value) {
        return value.canConvertToInt() && value.asInt() > 0
                ? Optional.of(Duration.ofDays(value.asInt()))
                : Optional.empty();
    }

    /** Tables as a frame. */
    public static Table frame(List<WorkspaceTable> tables) {
        return new Columns<WorkspaceTable>()
                .string("TableName", WorkspaceTable::name)
                .string("Plan", WorkspaceTable::plan)
                .timespan("Retention", WorkspaceTable::retention)
                .timespan("TotalRetention", WorkspaceTable::totalRetention)
                .table("tables", tables);
    }
}
