package vedette.sentinel.management;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import tech.tablesaw.api.Table;

/**
 * An alert of an incident.
 *
 * @param id what the table {@code SecurityAlert} calls {@code SystemAlertId}
 * @param start when the first of its events happened
 * @param end when the last of its events happened
 * @param json its properties as the service sent them
 */
public record IncidentAlert(
        String id,
        String name,
        String severity,
        String status,
        String product,
        Optional<Instant> start,
        Optional<Instant> end,
        List<String> tactics,
        String json) {

    public IncidentAlert {
        tactics = List.copyOf(tactics);
    }

    static IncidentAlert of(JsonNode resource) {
        JsonNode properties = resource.path("properties");
        String id = Fields.text(properties, "systemAlertId");
        return new IncidentAlert(
                id.isEmpty() ? Fields.text(resource, "name") : id,
                Fields.text(properties, "alertDisplayName"),
                Fields.text(properties, "severity"),
                Fields.text(properties, "status"),
                Fields.text(properties, "productName"),
                Fields.time(properties, "startTimeUtc"),
                Fields.time(properties, "endTimeUtc"),
                Fields.texts(properties, "tactics"),
                properties.toString());
    }

    /** Alerts as a frame whose columns are named as those of the table {@code SecurityAlert}. */
    public static Table frame(List<IncidentAlert> alerts) {
        return new Columns<IncidentAlert>()
                .datetime("StartTime", IncidentAlert::start)
                .datetime("EndTime", IncidentAlert::end)
                .string("AlertName", IncidentAlert::name)
                .string("AlertSeverity", IncidentAlert::severity)
                .string("Status", IncidentAlert::status)
                .string("ProductName", IncidentAlert::product)
                .strings("Tactics", IncidentAlert::tactics)
                .string("SystemAlertId", IncidentAlert::id)
                .json("Properties", IncidentAlert::json)
                .table("alerts", alerts);
    }
}
