package vedette.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.SequencedMap;
import java.util.TreeMap;
import vedette.frame.ColumnSchema;
import vedette.kql.query.Connection;
import vedette.kql.query.QueryContext;
import vedette.kql.query.QueryRequest;
import vedette.kql.query.QueryResult;

/** Several engines asked as one; the first one runs the queries. */
record Together(List<LocalEngine> engines) implements Connection {

    @Override
    public QueryResult execute(QueryContext context, QueryRequest request) {
        return engines.getFirst().execute(context, request, engines);
    }

    @Override
    public SequencedMap<String, List<ColumnSchema>> schema(QueryContext context) {
        SequencedMap<String, List<ColumnSchema>> tables = new TreeMap<>();
        for (LocalEngine engine : engines) {
            engine.schema(context).forEach((name, columns) -> tables.merge(name, columns, Together::joined));
        }
        return tables;
    }

    private static List<ColumnSchema> joined(List<ColumnSchema> one, List<ColumnSchema> other) {
        List<ColumnSchema> columns = new ArrayList<>(one);
        other.stream().filter(column -> !one.contains(column)).forEach(columns::add);
        return columns;
    }

    @Override
    public String description() {
        return "local data of " + engines.size() + " workspaces";
    }

    @Override
    public void close() {
        // The engines belong to whoever built them.
    }
}
