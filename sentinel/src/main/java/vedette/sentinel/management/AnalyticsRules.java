package vedette.sentinel.management;

import java.util.List;
import java.util.OptionalInt;
import vedette.kql.query.QueryContext;

/**
 * The analytics rules of a workspace. Calls block, end early when the context is cancelled, and throw
 * {@link ManagementException} when the service does not do what was asked, or {@link vedette.kql.query.QueryException}
 * when no answer comes. Safe for any thread.
 */
public final class AnalyticsRules {

    private static final String RULES = "alertRules";

    private final Arm arm;

    AnalyticsRules(Arm arm) {
        this.arm = arm;
    }

    /** All rules, enabled or not. */
    public List<AnalyticsRule> list(QueryContext context) {
        return arm.list(
                        context,
                        ArmRequest.get(arm.insights(RULES), "analytics rules"),
                        OptionalInt.empty(),
                        AnalyticsRule::of)
                .items();
    }

    /** One rule, by the name that Azure knows it by. */
    public AnalyticsRule get(QueryContext context, String id) {
        return AnalyticsRule.of(arm.call(context, ArmRequest.get(arm.insights(RULES, id), "analytics rule " + id)));
    }
}
