package vedette.engine.rewrite;

import vedette.kql.plan.Plan;

/** One change to a plan. It may not change the columns that the plan gives. */
interface Rewrite {

    /** By which it is left out and blamed, in lower case with hyphens. */
    String name();

    /** The changed plan, or the same one where there is nothing to do. */
    Plan apply(Plan plan);
}
