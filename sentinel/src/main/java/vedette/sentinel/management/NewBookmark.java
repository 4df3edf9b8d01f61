package vedette.sentinel.management;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;
import vedette.frame.Frames;
import vedette.frame.Json;
import vedette.kql.query.TimeRange;

/** A bookmark to be made. Immutable: each method returns another one. */
public final class NewBookmark {

    /** Where Sentinel's portal looks, in a kept row, for the columns that name entities. */
    private static final String ENTITIES = "__entityMapping";

    private final ObjectNode properties;
    private final ObjectNode row;

    private NewBookmark(ObjectNode properties, ObjectNode row) {
        this.properties = properties;
        this.row = row;
    }

    /** A bookmark of a query. */
    public static NewBookmark of(String name, String query) {
        if (name.isBlank() || query.isBlank()) {
            throw new IllegalArgumentException("a bookmark needs a name and the query that found it");
        }
        return new NewBookmark(
                Arm.JSON.createObjectNode().put("displayName", name).put("query", query), Arm.JSON.createObjectNode());
    }

    /** With notes of the hunter's. */
    public NewBookmark notes(String notes) {
        return new NewBookmark(properties.deepCopy().put("notes", notes), row);
    }

    /** With labels. */
    public NewBookmark labels(List<String> labels) {
        ObjectNode changed = properties.deepCopy();
        labels.forEach(changed.putArray("labels")::add);
        return new NewBookmark(changed, row);
    }

    /** With the time at which it happened. */
    public NewBookmark eventTime(Instant time) {
        return new NewBookmark(properties.deepCopy().put("eventTime", time.toString()), row);
    }

    /** With the stretch of time that was asked for. */
    public NewBookmark queried(TimeRange range) {
        return new NewBookmark(
                properties
                        .deepCopy()
                        .put("queryStartTime", range.from().toString())
                        .put("queryEndTime", range.to().toString()),
                row);
    }

    /**
     * With a row of the result.
     *
     * @param number the row's, from 0
     */
    public NewBookmark row(Table frame, int number) {
        if (number < 0 || number >= frame.rowCount()) {
            throw new IllegalArgumentException(
                    "there is no row " + number + "; the frame has " + frame.rowCount() + ", counted from 0");
        }
        ObjectNode changed = Arm.JSON.createObjectNode();
        Optional.ofNullable(row.get(ENTITIES)).ifPresent(entities -> changed.set(ENTITIES, entities));
        for (Column<?> column : frame.columns()) {
            put(changed, column, number);
        }
        return new NewBookmark(properties, changed);
    }

    private static void put(ObjectNode row, Column<?> column, int number) {
        Optional<Object> value = Frames.value(column, number);
        switch (Frames.type(column)) {
            case BOOL, INT, LONG, REAL, DECIMAL -> row.set(column.name(), Arm.JSON.valueToTree(value.orElse(null)));
            case DYNAMIC ->
                row.set(
                        column.name(),
                        value.map(String.class::cast)
                                .filter(json -> Json.parse(json).isPresent())
                                .map(Arm::read)
                                .orElseGet(() -> Arm.JSON.getNodeFactory().textNode(Frames.text(column, number))));
            default -> row.put(column.name(), Frames.text(column, number));
        }
    }

    /**
     * Says that a value of the row is an entity, so that the portal can draw it.
     *
     * @param kind {@code Account}, {@code Host}, {@code IP} or {@code URL}
     */
    public NewBookmark entity(String kind, String value) {
        ObjectNode changed = row.deepCopy();
        changed.withObjectProperty(ENTITIES).put(value, kind);
        return new NewBookmark(properties, changed);
    }

    ObjectNode body() {
        ObjectNode body = Arm.JSON.createObjectNode();
        ObjectNode all = properties.deepCopy();
        if (!row.isEmpty()) {
            all.put("queryResult", row.toString());
        }
        body.set("properties", all);
        return body;
    }
}
