package vedette.sentinel.management;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import tech.tablesaw.api.Table;

/**
 * A comment on an incident.
 *
 * @param message what it says; comments that people write in the portal hold HTML
 */
public record IncidentComment(String id, String message, String author, Optional<Instant> created) {

    static IncidentComment of(JsonNode resource) {
        JsonNode properties = resource.path("properties");
        return new IncidentComment(
                Fields.text(resource, "name"),
                Fields.text(properties, "message"),
                Fields.person(properties, "author"),
                Fields.time(properties, "createdTimeUtc"));
    }

    /** Comments as a frame. */
    public static Table frame(List<IncidentComment> comments) {
        return new Columns<IncidentComment>()
                .datetime("CreatedTime", IncidentComment::created)
                .string("Author", IncidentComment::author)
                .string("Message", IncidentComment::message)
                .string("CommentId", IncidentComment::id)
                .table("comments", comments);
    }
}
