package vedette.sentinel.query;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import vedette.frame.ColumnSchema;
import vedette.kql.query.Connection;
import vedette.kql.query.QueryContext;
import vedette.kql.query.QueryRequest;
import vedette.kql.query.QueryRequest.Tier;
import vedette.kql.query.QueryResult;

/**
 * Several connections, for example workspaces, asked the same in parallel. Rows come in the order of the connections,
 * with a column {@code _workspace} that says whose they are. Columns meet by name; where one has no such column, its
 * values are missing. Each connection computes by itself: a summarize gives groups for each of them.
 */
public final class FanOutConnection implements Connection {

    /** The column that says whose a row is. */
    public static final String COLUMN = "_workspace";

    private static final int PARALLEL = 5;
    private static final int PARALLEL_BASIC = 2;
    private static final String NOUN = "workspaces";

    private final SequencedMap<String, Connection> connections;
    private final Gaps gaps;

    /**
     * Asks several connections, which whoever opened them closes.
     *
     * @param connections by the name that {@code _workspace} gets; at least one
     * @param gaps what one that fails does
     */
    public FanOutConnection(SequencedMap<String, Connection> connections, Gaps gaps) {
        if (connections.isEmpty()) {
            throw new IllegalArgumentException("there must be a connection to ask");
        }
        this.connections = new LinkedHashMap<>(connections);
        this.gaps = gaps;
    }

    @Override
    public QueryResult execute(QueryContext context, QueryRequest request) {
        long start = System.nanoTime();
        List<Parts.Part> parts = new ArrayList<>();
        connections.forEach((name, connection) ->
                parts.add(new Parts.Part(name, part -> named(name, connection.execute(part, request)))));
        int parallel = request.tier() == Tier.BASIC ? PARALLEL_BASIC : PARALLEL;
        return Merged.of(Parts.run(context, parts, new Parts.Kind(NOUN, parallel, gaps)), NOUN, start);
    }

    private static QueryResult named(String name, QueryResult result) {
        for (Table table : result.tables()) {
            if (table.columnCount() > 0) {
                String column = table.containsColumn(COLUMN) ? COLUMN + "_1" : COLUMN;
                String[] names = new String[table.rowCount()];
                Arrays.fill(names, name);
                table.insertColumn(0, StringColumn.create(column, names));
            }
        }
        return result;
    }

    /** The tables of all, each with the columns that the first connection that has it says. */
    @Override
    public SequencedMap<String, List<ColumnSchema>> schema(QueryContext context) {
        Map<String, List<ColumnSchema>> tables = new TreeMap<>();
        connections.values().forEach(connection -> connection.schema(context).forEach(tables::putIfAbsent));
        return new LinkedHashMap<>(tables);
    }

    @Override
    public String description() {
        return String.join(
                ", ", connections.values().stream().map(Connection::description).toList());
    }

    @Override
    public void close() {
        // Whoever opened the connections closes them.
    }
}
