package vedette.sentinel.query;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import vedette.frame.ColumnSchema;
import vedette.kql.query.Connection;
import vedette.kql.query.QueryContext;
import vedette.kql.query.QueryRequest;
import vedette.kql.query.QueryResult;
import vedette.sentinel.http.ServiceClient;

/**
 * Sentinel's data lake. It runs queries only; a query that is given up runs on for its timeout.
 *
 * <p>A request's time range is written into the query, so the query must read a table with {@code TimeGenerated}.
 */
public final class LakeConnection implements Connection {

    private final KustoService service;

    LakeConnection(ServiceClient client, URI endpoint, String database, String name) {
        service = new KustoService(
                client,
                new KustoService.Place(
                        endpoint,
                        database,
                        name,
                        ErrorScene.Kind.LAKE,
                        Map.of("queryconsistency", "strongconsistency", "query_language", "kql")));
    }

    @Override
    public QueryResult execute(QueryContext context, QueryRequest request) {
        return service.execute(context, request);
    }

    /** Empty: the lake has no command that tells its tables. */
    @Override
    public SequencedMap<String, List<ColumnSchema>> schema(QueryContext context) {
        return service.schema(context);
    }

    @Override
    public String description() {
        return service.description();
    }

    @Override
    public void close() {
        // Connections share one HTTP client, which ends its idle connections by itself.
    }
}
