package vedette.emulator.query;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import vedette.emulator.EmulatedWorkspace;
import vedette.frame.ColumnSchema;
import vedette.kql.query.Connection;
import vedette.kql.query.QueryContext;

/** What Log Analytics tells of a workspace: its tables with their columns, and itself. */
final class Metadata {

    private Metadata() {}

    static ObjectNode of(EmulatedWorkspace workspace, Connection connection) {
        ObjectNode metadata = JsonNodeFactory.instance.objectNode();
        ArrayNode tables = metadata.putArray("tables");
        ArrayNode ids = JsonNodeFactory.instance.arrayNode();
        for (Map.Entry<String, List<ColumnSchema>> table :
                connection.schema(QueryContext.NONE).entrySet()) {
            tables.add(table(table.getKey(), table.getValue()));
            ids.add("t/" + table.getKey());
        }
        for (String empty :
                List.of("functions", "tableGroups", "queries", "categories", "solutions", "resourceTypes")) {
            metadata.putArray(empty);
        }
        ObjectNode self = metadata.putArray("workspaces").addObject();
        self.put("id", workspace.id())
                .put("name", workspace.name())
                .put("region", "local")
                .put("resourceId", "/" + workspace.resourceId());
        self.putObject("related").set("tables", ids);
        return metadata;
    }

    private static ObjectNode table(String name, List<ColumnSchema> columns) {
        ObjectNode table = JsonNodeFactory.instance.objectNode();
        table.put("id", "t/" + name).put("name", name);
        boolean hasTime = columns.stream().anyMatch(column -> column.name().equals("TimeGenerated"));
        if (hasTime) {
            table.put("timespanColumn", "TimeGenerated");
        }
        ArrayNode listed = table.putArray("columns");
        columns.forEach(column -> listed.addObject()
                .put("name", column.name())
                .put("type", column.type().kqlName()));
        table.put("hasData", true);
        return table;
    }
}
