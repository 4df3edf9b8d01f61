package vedette.sentinel.management;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.List;
import tech.tablesaw.api.Table;
import vedette.kql.query.QueryRequest;

/**
 * A query that a workspace keeps for hunting.
 *
 * @param id the name by which Azure knows it
 */
public record HuntingQuery(
        String id, String name, String description, String query, List<String> tactics, List<String> techniques) {

    public HuntingQuery {
        tactics = List.copyOf(tactics);
        techniques = List.copyOf(techniques);
    }

    static HuntingQuery of(JsonNode resource) {
        JsonNode properties = resource.path("properties");
        String id = Fields.text(resource, "name");
        String path = Fields.text(resource, "id");
        return new HuntingQuery(
                // Lists of saved queries have been seen without names; the last part of the resource id is the same.
                id.isEmpty() ? path.substring(path.lastIndexOf('/') + 1) : id,
                Fields.text(properties, "displayName"),
                tag(properties, "description"),
                Fields.text(properties, "query"),
                parts(tag(properties, "tactics")),
                parts(tag(properties, "techniques")));
    }

    private static String tag(JsonNode properties, String name) {
        for (JsonNode tag : properties.path("tags")) {
            if (Fields.text(tag, "name").equalsIgnoreCase(name)) {
                return Fields.text(tag, "value");
            }
        }
        return "";
    }

    private static List<String> parts(String commaSeparated) {
        return Arrays.stream(commaSeparated.split(","))
                .map(String::strip)
                .filter(part -> !part.isEmpty())
                .toList();
    }

    /** The query as it is kept; give the request a time range. */
    public QueryRequest request() {
        return new QueryRequest(query);
    }

    /** Hunting queries as a frame. */
    public static Table frame(List<HuntingQuery> queries) {
        return new Columns<HuntingQuery>()
                .string("Name", HuntingQuery::name)
                .strings("Tactics", HuntingQuery::tactics)
                .strings("Techniques", HuntingQuery::techniques)
                .string("Query", HuntingQuery::query)
                .string("Description", HuntingQuery::description)
                .string("QueryId", HuntingQuery::id)
                .table("hunts", queries);
    }
}
