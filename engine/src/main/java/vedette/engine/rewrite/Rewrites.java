package vedette.engine.rewrite;

import java.util.List;
import java.util.Set;
import vedette.kql.plan.Plan;
import vedette.kql.plan.PlanCheck;

/** All rewrites in their order. */
public final class Rewrites {

    private static final List<Rewrite> IN_ORDER = List.of(new MergeFilters(), new TestStoredStrings());

    private Rewrites() {}

    /** The names of all rewrites, in order. */
    public static List<String> names() {
        return IN_ORDER.stream().map(Rewrite::name).toList();
    }

    /**
     * Applies all rewrites but those left out, and verifies the plan after each.
     *
     * @throws IllegalStateException when a rewrite broke the plan; the message names it
     */
    public static Plan apply(Plan plan, Set<String> leftOut) {
        for (Rewrite rewrite : IN_ORDER) {
            if (leftOut.contains(rewrite.name())) {
                continue;
            }
            Plan next = rewrite.apply(plan);
            try {
                PlanCheck.verify(next, plan);
            } catch (IllegalStateException broken) {
                throw new IllegalStateException("rewrite " + rewrite.name() + " broke the plan", broken);
            }
            plan = next;
        }
        return plan;
    }
}
