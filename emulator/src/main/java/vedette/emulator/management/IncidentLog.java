package vedette.emulator.management;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tech.tablesaw.api.Table;

/** The table {@code SecurityIncident}: a row for each incident as it was made, and one for each change of it. */
final class IncidentLog {

    static final String TABLE = "SecurityIncident";

    private static final List<String> COLUMNS = List.of(
            "TenantId",
            "TimeGenerated:datetime",
            "IncidentName",
            "Title",
            "Description",
            "Severity",
            "Status",
            "Classification",
            "ClassificationComment",
            "ClassificationReason",
            "Owner:dynamic",
            "ProviderName",
            "ProviderIncidentId",
            "FirstActivityTime:datetime",
            "LastActivityTime:datetime",
            "FirstModifiedTime:datetime",
            "LastModifiedTime:datetime",
            "CreatedTime:datetime",
            "ClosedTime:datetime",
            "IncidentNumber:int",
            "RelatedAnalyticRuleIds:dynamic",
            "AlertIds:dynamic",
            "BookmarkIds:dynamic",
            "Comments:dynamic",
            "Tasks:dynamic",
            "Labels:dynamic",
            "IncidentUrl",
            "AdditionalData:dynamic",
            "ModifiedBy",
            "SourceSystem",
            "Type");

    /** The columns that the management API names otherwise than by a small first letter. */
    private static final Map<String, String> PROPERTIES = Map.of(
            "FirstActivityTime", "firstActivityTimeUtc",
            "LastActivityTime", "lastActivityTimeUtc",
            "LastModifiedTime", "lastModifiedTimeUtc",
            "CreatedTime", "createdTimeUtc");

    private final String workspaceId;
    private final List<ObjectNode> rows = new ArrayList<>();

    IncidentLog(String workspaceId) {
        this.workspaceId = workspaceId;
    }

    /**
     * Writes a row.
     *
     * @param time when it was made or changed
     * @param incident as the management API shows it
     */
    void write(String time, ObjectNode incident, List<ObjectNode> comments, Seed.Related related) {
        ObjectNode properties = (ObjectNode) incident.path("properties");
        ObjectNode row = Resources.JSON.createObjectNode();
        for (String column : COLUMNS) {
            String name = column.split(":", 2)[0];
            String property = PROPERTIES.getOrDefault(name, Character.toLowerCase(name.charAt(0)) + name.substring(1));
            if (properties.has(property)) {
                row.set(name, properties.get(property).deepCopy());
            }
        }
        row.put("TenantId", workspaceId)
                .put("TimeGenerated", time)
                .put("IncidentName", incident.path("name").asText())
                .put("SourceSystem", "Azure")
                .put("Type", TABLE);
        if (properties.path("status").asText().equals("Closed")) {
            row.put("ClosedTime", properties.path("lastModifiedTimeUtc").asText());
        }
        row.putArray("BookmarkIds");
        row.putArray("Tasks");
        ArrayNode alerts = row.putArray("AlertIds");
        related.alerts().forEach(alert -> alerts.add(alert.path("name").asText()));
        ArrayNode said = row.putArray("Comments");
        comments.forEach(comment -> said.add(comment.path("properties").deepCopy()));
        if (row.get("AdditionalData") instanceof ObjectNode counts) {
            counts.put("commentsCount", comments.size());
        }
        rows.add(row);
    }

    Table table() {
        return Rows.table(TABLE, COLUMNS, rows);
    }
}
