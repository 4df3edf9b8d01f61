package vedette.sentinel.query;

import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import vedette.frame.ColumnSchema;
import vedette.kql.query.Connection;
import vedette.kql.query.QueryContext;
import vedette.kql.query.QueryException;
import vedette.kql.query.QueryRequest;
import vedette.kql.query.QueryResult;

/**
 * The data lake of a workspace that is otherwise asked by Log Analytics. The lake calls a workspace by its name and its ID
 * together; what the connection string leaves out of that, the workspace is asked for before the first query.
 */
final class WorkspaceLake implements Connection {

    private final LogAnalyticsConnection workspace;
    private final String name;
    private final Function<String, Connection> open;
    private volatile @Nullable Connection lake;

    /**
     * The lake behind a workspace.
     *
     * @param name how a person calls it
     * @param database its name, where that is known already
     * @param open opens the lake for a database
     */
    WorkspaceLake(
            LogAnalyticsConnection workspace,
            String name,
            Optional<String> database,
            Function<String, Connection> open) {
        this.workspace = workspace;
        this.name = name;
        this.open = open;
        this.lake = database.map(open).orElse(null);
    }

    @Override
    public QueryResult execute(QueryContext context, QueryRequest request) {
        return opened(context).execute(context, request);
    }

    private Connection opened(QueryContext context) {
        Connection known = lake;
        if (known != null) {
            return known;
        }
        Connection found = workspace
                .identity(context)
                .map(WorkspaceIdentity::lakeDatabase)
                .map(open)
                .orElseThrow(() -> QueryException.failed(
                        workspace.description()
                                + " does not tell which workspace it is, by which the lake knows it; open"
                                + " sentinellake://workspace='<ID>';workspacename='<name>'",
                        null));
        lake = found;
        return found;
    }

    /** The workspace's own tables, since the lake has no command that tells its tables. */
    @Override
    public SequencedMap<String, List<ColumnSchema>> schema(QueryContext context) {
        return workspace.schema(context);
    }

    @Override
    public String description() {
        return name;
    }

    @Override
    public void close() {
        // Whoever opened the workspace closes it.
    }
}
