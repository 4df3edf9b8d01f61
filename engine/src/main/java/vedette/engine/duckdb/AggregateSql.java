package vedette.engine.duckdb;

import vedette.kql.plan.Aggregate;

/** Prints one aggregate of {@code summarize} as an SQL aggregate, including KQL's answers for empty and null input. */
interface AggregateSql {

    /**
     * One SQL expression over the rows of a group.
     *
     * @throws UnsupportedScalarException for an aggregate that this engine does not know
     */
    String sql(Aggregate aggregate, Names names);
}
