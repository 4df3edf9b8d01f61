package vedette.magics;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import tech.tablesaw.api.Table;
import vedette.frame.ColumnSchema;
import vedette.frame.Frames;
import vedette.kernel.CellContext;
import vedette.kernel.magic.Variables;
import vedette.kql.query.QueryContext;

/**
 * The tables of connections, each service being asked once unless a cell asks for its schema anew. Safe for any thread.
 */
final class TableMemory {

    private final Map<String, Map<String, List<ColumnSchema>>> schemas = new ConcurrentHashMap<>();

    /** The frames of the notebook, which are local tables. */
    static Map<String, List<ColumnSchema>> frames(Variables variables) {
        Map<String, List<ColumnSchema>> schema = new LinkedHashMap<>();
        variables.names().stream()
                .sorted()
                .forEach(name -> variables
                        .get(name)
                        .filter(Table.class::isInstance)
                        .ifPresent(frame -> schema.put(name, Frames.schema((Table) frame))));
        return schema;
    }

    /** What is known without asking a service: local files and frames, and what services told before. */
    Map<String, List<ColumnSchema>> known(Opened connection, Variables variables) {
        return isLocal(connection)
                ? asked(connection, QueryContext.NONE, variables)
                : schemas.getOrDefault(connection.name(), Map.of());
    }

    /** The tables, for which a service is asked where it was not before. */
    Map<String, List<ColumnSchema>> tables(Opened connection, CellContext cell, Variables variables) {
        Map<String, List<ColumnSchema>> known = known(connection, variables);
        return known.isEmpty() ? fresh(connection, cell, variables) : known;
    }

    /** The tables as the connection tells them now. */
    Map<String, List<ColumnSchema>> fresh(Opened connection, CellContext cell, Variables variables) {
        return asked(connection, new CellQueryContext(cell, progress -> {}, Optional.empty()), variables);
    }

    private Map<String, List<ColumnSchema>> asked(Opened connection, QueryContext context, Variables variables) {
        Map<String, List<ColumnSchema>> schema = isLocal(connection) ? frames(variables) : new LinkedHashMap<>();
        connection.connection().schema(context).forEach(schema::putIfAbsent);
        if (!isLocal(connection)) {
            schemas.put(connection.name(), schema);
        }
        return schema;
    }

    private static boolean isLocal(Opened connection) {
        return connection.name().equals(Connections.LOCAL);
    }
}
