package vedette.kql.query;

import java.util.List;
import java.util.SequencedMap;
import vedette.frame.ColumnSchema;

/**
 * Something that answers KQL: the local engine, a Log Analytics workspace, a Data Explorer cluster. Whoever opened it
 * closes it. Safe for any thread; queries may run side by side.
 */
public interface Connection extends AutoCloseable {

    /**
     * Answers a query, blocking until the whole result is there. Where rows are missing, the result says so in
     * {@link QueryResult#incomplete}.
     *
     * @throws QueryException when the query is wrong, fails or is cancelled
     */
    QueryResult execute(QueryContext context, QueryRequest request);

    /** The tables that can be asked for, by name in alphabetical order, each with its columns; may ask a service. */
    SequencedMap<String, List<ColumnSchema>> schema(QueryContext context);

    /** What it leads to, for a person to recognise, without secrets: for example {@code soc@loganalytics}. */
    String description();

    @Override
    void close();
}
