package vedette.engine.rewrite;

import vedette.frame.KqlType;
import vedette.kql.plan.Plan;
import vedette.kql.plan.PlanInputs;
import vedette.kql.plan.Scalar;

/** {@code where a | where b} becomes {@code where a and b}, so that what follows sees all conditions at once. */
final class MergeFilters implements Rewrite {

    @Override
    public String name() {
        return "merge-filters";
    }

    @Override
    public Plan apply(Plan plan) {
        Plan below = PlanInputs.map(plan, this::apply);
        return below instanceof Plan.Filter(Plan.Filter(Plan input, Scalar inner), Scalar outer)
                ? new Plan.Filter(input, new Scalar.Call("and", KqlType.BOOL, inner, outer))
                : below;
    }
}
