package vedette.kql.binder;

import java.util.List;
import java.util.Optional;
import vedette.kql.plan.Column;
import vedette.kql.plan.Plan;

/**
 * A table under construction.
 *
 * @param plan what computes it
 * @param isSerialized whether its rows have an order that functions over neighbours may use
 */
record Rows(Plan plan, boolean isSerialized) {

    /** The same order, or none, over another plan. */
    Rows with(Plan newPlan) {
        return new Rows(newPlan, isSerialized);
    }

    /** Rows without an order. */
    static Rows unordered(Plan plan) {
        return new Rows(plan, false);
    }

    /** Rows in an order. */
    static Rows ordered(Plan plan) {
        return new Rows(plan, true);
    }

    List<Column> columns() {
        return plan.columns();
    }

    Optional<Column> column(String name) {
        return find(plan.columns(), name);
    }

    static Optional<Column> find(List<Column> columns, String name) {
        return columns.stream().filter(column -> column.name().equals(name)).findFirst();
    }
}
