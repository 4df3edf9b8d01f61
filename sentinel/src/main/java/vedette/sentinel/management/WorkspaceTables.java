package vedette.sentinel.management;

import java.util.List;
import java.util.OptionalInt;
import vedette.kql.query.QueryContext;

/**
 * The tables of a workspace. Calls block, end early when the context is cancelled, and throw {@link ManagementException}
 * when the service does not do what was asked, or {@link vedette.kql.query.QueryException} when no answer comes. Safe for
 * any thread.
 */
public final class WorkspaceTables {

    /** The first version that tells of Auxiliary tables is older; this is the one that Microsoft's pages use. */
    private static final String API_VERSION = "2025-02-01";

    private static final String TABLES = "tables";

    private final Arm arm;

    WorkspaceTables(Arm arm) {
        this.arm = arm;
    }

    /** All tables, those without rows among them. */
    public List<WorkspaceTable> list(QueryContext context) {
        return arm.list(
                        context,
                        ArmRequest.get(arm.operational(API_VERSION, TABLES), TABLES),
                        OptionalInt.empty(),
                        WorkspaceTable::of)
                .items();
    }

    /** A table by its name. */
    public WorkspaceTable get(QueryContext context, String name) {
        return WorkspaceTable.of(
                arm.call(context, ArmRequest.get(arm.operational(API_VERSION, TABLES, name), "table " + name)));
    }
}
