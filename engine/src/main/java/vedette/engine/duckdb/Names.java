package vedette.engine.duckdb;

import vedette.kql.plan.Column;
import vedette.kql.plan.Plan;

/** What a scalar refers to while it is printed: how the relation around it calls the columns. */
interface Names {

    /** The SQL that stands for a column, for example {@code c3} or {@code r.c3}. */
    String of(Column column);

    /** The SQL of a relation inside a scalar, without parentheses. */
    String of(Plan plan);
}
