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
 * A database of Azure Data Explorer, or a workspace by the proxy that speaks its protocol. A text that begins with a dot
 * is a command. A query that is given up is cancelled at the service.
 *
 * <p>A request's time range is written into the query, so the query must read a table with {@code TimeGenerated}.
 */
public final class DataExplorerConnection implements Connection {

    private final KustoService service;

    DataExplorerConnection(ServiceClient client, URI endpoint, String database, String name) {
        service = new KustoService(
                client, new KustoService.Place(endpoint, database, name, ErrorScene.Kind.CLUSTER, Map.of()));
    }

    @Override
    public QueryResult execute(QueryContext context, QueryRequest request) {
        return service.execute(context, request);
    }

    /** The tables of the database, as it tells them; each call asks it. */
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
