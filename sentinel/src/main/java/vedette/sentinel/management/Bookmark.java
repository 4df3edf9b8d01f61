package vedette.sentinel.management;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import tech.tablesaw.api.Table;

/**
 * A finding that somebody kept.
 *
 * @param id a GUID
 * @param query the query that found it
 * @param row the row that was kept, as JSON; the empty text where none was
 * @param eventTime when it happened
 */
public record Bookmark(
        String id,
        String name,
        String query,
        String row,
        String notes,
        List<String> labels,
        Optional<Instant> eventTime,
        Optional<Instant> created,
        String createdBy) {

    public Bookmark {
        labels = List.copyOf(labels);
    }

    static Bookmark of(JsonNode resource) {
        JsonNode properties = resource.path("properties");
        return new Bookmark(
                Fields.text(resource, "name"),
                Fields.text(properties, "displayName"),
                Fields.text(properties, "query"),
                Fields.text(properties, "queryResult"),
                Fields.text(properties, "notes"),
                Fields.texts(properties, "labels"),
                Fields.time(properties, "eventTime"),
                Fields.time(properties, "created"),
                Fields.person(properties, "createdBy"));
    }

    /** Bookmarks as a frame whose columns are named as those of the table {@code HuntingBookmark}. */
    public static Table frame(List<Bookmark> bookmarks) {
        return new Columns<Bookmark>()
                .string("BookmarkName", Bookmark::name)
                .datetime("EventTime", Bookmark::eventTime)
                .strings("Tags", Bookmark::labels)
                .string("Notes", Bookmark::notes)
                .string("QueryText", Bookmark::query)
                .string("QueryResultRow", Bookmark::row)
                .datetime("CreatedTime", Bookmark::created)
                .string("CreatedBy", Bookmark::createdBy)
                .string("BookmarkId", Bookmark::id)
                .table("bookmarks", bookmarks);
    }
}
