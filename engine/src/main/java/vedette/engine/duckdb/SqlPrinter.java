package vedette.engine.duckdb;

import java.util.Map;
import vedette.kql.plan.Plan;

/** From a plan to the SQL statement that computes it. */
public final class SqlPrinter {

    private SqlPrinter() {}

    /**
     * The statement whose rows are the plan's, in order.
     *
     * @param wrapping whether arithmetic wraps around at the ends of long, as KQL's does, instead of failing
     * @throws UnsupportedScalarException where the plan calls a function that this engine does not have
     */
    public static String print(Plan plan, Map<String, StoredTable> tables, boolean wrapping) {
        DuckScalars scalars = new DuckScalars(wrapping);
        return RelationalSql.print(plan, tables, scalars, new DuckAggregates(scalars));
    }
}
