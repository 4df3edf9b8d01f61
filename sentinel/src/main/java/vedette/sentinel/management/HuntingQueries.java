package vedette.sentinel.management;

import java.util.List;
import java.util.OptionalInt;
import vedette.kql.query.QueryContext;

/**
 * The hunting queries of a workspace: what its saved searches hold under that category. Calls block, end early when the
 * context is cancelled, and throw {@link ManagementException} when the service does not do what was asked, or
 * {@link vedette.kql.query.QueryException}
 * when no answer comes. Safe for any
 * thread.
 */
public final class HuntingQueries {

    private static final String API_VERSION = "2020-08-01";
    private static final String CATEGORY = "Hunting Queries";

    private final Arm arm;

    HuntingQueries(Arm arm) {
        this.arm = arm;
    }

    /** All hunting queries. */
    public List<HuntingQuery> list(QueryContext context) {
        return arm
                .list(
                        context,
                        ArmRequest.get(arm.operational(API_VERSION, "savedSearches"), "saved searches"),
                        OptionalInt.empty(),
                        resource -> resource)
                .items()
                .stream()
                .filter(resource ->
                        Fields.text(resource.path("properties"), "category").equalsIgnoreCase(CATEGORY))
                .map(HuntingQuery::of)
                .toList();
    }
}
