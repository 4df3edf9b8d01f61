package vedette.emulator.query;

import java.util.List;
import java.util.SequencedMap;
import java.util.TreeMap;
import vedette.engine.LocalEngine;
import vedette.frame.ColumnSchema;
import vedette.frame.Frames;
import vedette.kql.query.Connection;
import vedette.kql.query.QueryContext;
import vedette.kql.query.QueryRequest;
import vedette.kql.query.QueryResult;

/** Workspaces that are asked together, the first one first: their data and what is kept beside it. */
final class AskedWorkspaces implements Connection {

    private final Connection engines;
    private final List<KeptTables> kept;

    /**
     * Workspaces.
     *
     * @param engines those of the data and those that lend what is kept
     */
    AskedWorkspaces(List<LocalEngine> engines, List<KeptTables> kept) {
        this.engines = engines.getFirst().together(engines.subList(1, engines.size()));
        this.kept = kept;
    }

    @Override
    public QueryResult execute(QueryContext context, QueryRequest request) {
        String text = WatchlistCalls.asTables(
                request.text(),
                alias ->
                        kept.stream().anyMatch(tables -> tables.watchlist(alias).isPresent()));
        return engines.execute(context, request.withText(text));
    }

    @Override
    public SequencedMap<String, List<ColumnSchema>> schema(QueryContext context) {
        SequencedMap<String, List<ColumnSchema>> schemas = new TreeMap<>(engines.schema(context));
        for (KeptTables tables : kept) {
            for (String name : tables.names()) {
                tables.table(name).ifPresent(table -> schemas.putIfAbsent(name, Frames.schema(table)));
            }
        }
        return schemas;
    }

    @Override
    public String description() {
        return engines.description();
    }

    @Override
    public void close() {
        // The engines belong to whoever built them.
    }
}
