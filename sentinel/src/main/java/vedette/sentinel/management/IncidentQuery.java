package vedette.sentinel.management;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * Which incidents to list, newest first unless told otherwise. Immutable: each method returns another query, and all
 * conditions hold together.
 *
 * @param conditions OData conditions on {@code properties/...}
 * @param orderBy OData order
 * @param limit how many at most
 */
public record IncidentQuery(List<String> conditions, String orderBy, OptionalInt limit) {

    public IncidentQuery {
        conditions = List.copyOf(conditions);
        if (limit.isPresent() && limit.getAsInt() < 1) {
            throw new IllegalArgumentException("limit must be positive: " + limit.getAsInt());
        }
    }

    /** All incidents. */
    public static IncidentQuery all() {
        return new IncidentQuery(List.of(), "properties/createdTimeUtc desc", OptionalInt.empty());
    }

    /** Those created at that time or later. */
    public IncidentQuery createdSince(Instant time) {
        return where("properties/createdTimeUtc ge " + time.truncatedTo(ChronoUnit.MILLIS));
    }

    /** Those created before that time. */
    public IncidentQuery createdBefore(Instant time) {
        return where("properties/createdTimeUtc lt " + time.truncatedTo(ChronoUnit.MILLIS));
    }

    /** Those with this status. */
    public IncidentQuery status(IncidentStatus status) {
        return where("properties/status eq " + literal(status.toString()));
    }

    /** Those of this severity. */
    public IncidentQuery severity(Severity severity) {
        return where("properties/severity eq " + literal(severity.toString()));
    }

    /** The one that people know by this number. */
    public IncidentQuery number(int number) {
        return where("properties/incidentNumber eq " + number);
    }

    /** Those whose title holds a text, in any case. */
    public IncidentQuery titleContains(String text) {
        return where("contains(properties/title, " + literal(text) + ")");
    }

    /** Those that meet a condition in OData's language, which is sent as it is. */
    public IncidentQuery where(String condition) {
        List<String> all = new ArrayList<>(conditions);
        all.add(condition);
        return new IncidentQuery(all, orderBy, limit);
    }

    /** The same in another order, for example {@code properties/lastModifiedTimeUtc asc}. */
    public IncidentQuery orderedBy(String order) {
        return new IncidentQuery(conditions, order, limit);
    }

    /** At most so many. */
    public IncidentQuery limit(int most) {
        return new IncidentQuery(conditions, orderBy, OptionalInt.of(most));
    }

    String filter() {
        return conditions.size() == 1
                ? conditions.getFirst()
                : String.join(
                        " and ",
                        conditions.stream()
                                .map(condition -> "(" + condition + ")")
                                .toList());
    }

    /** A string of OData's; quotes in it are doubled. */
    private static String literal(String text) {
        return "'" + text.replace("'", "''") + "'";
    }
}
