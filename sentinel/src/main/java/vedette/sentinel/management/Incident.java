package vedette.sentinel.management;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import tech.tablesaw.api.Table;

/**
 * An incident as it was when it was read. Words such as the status are the service's own and may be newer than this
 * library.
 *
 * @param id the GUID by which Azure knows it, {@code IncidentName} in {@code SecurityIncident}
 * @param number the number that people know it by
 * @param json the whole resource as the service sent it, with what is not named here, and with the etag by which
 *     {@link Incidents#update} notices that somebody else was quicker
 */
public record Incident(
        String id,
        int number,
        String title,
        String description,
        String severity,
        String status,
        String owner,
        Closing closing,
        Times times,
        List<String> labels,
        String json) {

    /**
     * Why it was closed; all empty while it is open.
     *
     * @param classification for example {@code TruePositive}
     */
    public record Closing(String classification, String reason, String comment) {}

    /**
     * When what happened.
     *
     * @param firstActivity the first event that belongs to it
     * @param lastActivity the last event that belongs to it
     */
    public record Times(
            Optional<Instant> created,
            Optional<Instant> lastModified,
            Optional<Instant> firstActivity,
            Optional<Instant> lastActivity) {}

    public Incident {
        labels = List.copyOf(labels);
    }

    static Incident of(JsonNode resource) {
        JsonNode properties = resource.path("properties");
        return new Incident(
                Fields.text(resource, "name"),
                properties.path("incidentNumber").asInt(),
                Fields.text(properties, "title"),
                Fields.text(properties, "description"),
                Fields.text(properties, "severity"),
                Fields.text(properties, "status"),
                Fields.person(properties, "owner"),
                new Closing(
                        Fields.text(properties, "classification"),
                        Fields.text(properties, "classificationReason"),
                        Fields.text(properties, "classificationComment")),
                new Times(
                        Fields.time(properties, "createdTimeUtc"),
                        Fields.time(properties, "lastModifiedTimeUtc"),
                        Fields.time(properties, "firstActivityTimeUtc"),
                        Fields.time(properties, "lastActivityTimeUtc")),
                Fields.list(properties, "labels", label -> Fields.text(label, "labelName")),
                resource.toString());
    }

    /** Incidents as a frame whose columns are named as those of the table {@code SecurityIncident}. */
    public static Table frame(List<Incident> incidents) {
        return new Columns<Incident>()
                .integer("IncidentNumber", Incident::number)
                .string("Title", Incident::title)
                .string("Severity", Incident::severity)
                .string("Status", Incident::status)
                .string("Owner", Incident::owner)
                .datetime("CreatedTime", incident -> incident.times().created())
                .datetime("LastModifiedTime", incident -> incident.times().lastModified())
                .datetime("FirstActivityTime", incident -> incident.times().firstActivity())
                .datetime("LastActivityTime", incident -> incident.times().lastActivity())
                .string("Classification", incident -> incident.closing().classification())
                .string("ClassificationReason", incident -> incident.closing().reason())
                .string("ClassificationComment", incident -> incident.closing().comment())
                .strings("Labels", Incident::labels)
                .json("AdditionalData", incident -> incident.part("additionalData"))
                .string("Description", Incident::description)
                .string("IncidentUrl", incident -> incident.text("incidentUrl"))
                .string("IncidentName", Incident::id)
                .table("incidents", incidents);
    }

    private String text(String property) {
        return Fields.text(Arm.read(json).path("properties"), property);
    }

    private String part(String property) {
        return Fields.json(Arm.read(json).path("properties"), property);
    }
}
