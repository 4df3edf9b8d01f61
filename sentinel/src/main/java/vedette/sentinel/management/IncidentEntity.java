package vedette.sentinel.management;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import tech.tablesaw.api.Table;

/**
 * Somebody or something that an incident is about.
 *
 * @param kind for example {@code Account}, {@code Host}, {@code Ip}
 * @param name how people know it
 * @param json its properties as the service sent them
 */
public record IncidentEntity(String id, String kind, String name, String json) {

    static IncidentEntity of(JsonNode resource) {
        JsonNode properties = resource.path("properties");
        return new IncidentEntity(
                Fields.text(resource, "name"),
                Fields.text(resource, "kind"),
                Fields.text(properties, "friendlyName"),
                properties.toString());
    }

    /** Entities as a frame. */
    public static Table frame(List<IncidentEntity> entities) {
        return new Columns<IncidentEntity>()
                .string("Kind", IncidentEntity::kind)
                .string("Name", IncidentEntity::name)
                .json("Properties", IncidentEntity::json)
                .string("EntityId", IncidentEntity::id)
                .table("entities", entities);
    }
}
