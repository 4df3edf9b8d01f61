package vedette.kql.query;

/**
 * Something that answers KQL: the local engine, a Log Analytics workspace, a Data Explorer cluster. Whoever opened it
 * closes it. Safe for any thread; queries may run side by side.
 */
public interface Connection extends AutoCloseable {

    /**
     * Answers a query, blocking until the whole result is there.
     *
     * @throws QueryException when the query is wrong, fails or is cancelled; never a result with rows missing silently
     */
    QueryResult execute(QueryContext context, QueryRequest request);

    @Override
    void close();
}
