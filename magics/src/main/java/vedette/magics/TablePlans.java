package vedette.magics;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import vedette.display.Escape;
import vedette.kernel.CellContext.StreamName;
import vedette.kql.query.QueryContext;
import vedette.kql.query.QueryException;
import vedette.sentinel.ConnectionString;
import vedette.sentinel.ConnectionString.Service;
import vedette.sentinel.SignInException;
import vedette.sentinel.management.ManagementException;
import vedette.sentinel.management.SentinelManagement;
import vedette.sentinel.management.WorkspaceTable;

/**
 * The plans of a workspace's tables and how long their rows are kept, which Azure's management tells and the query API
 * does not. Whoever may not ask it gets the schema without them, and is told why.
 */
final class TablePlans {

    private final Map<String, WorkspaceTable> tables;

    private TablePlans(Map<String, WorkspaceTable> tables) {
        this.tables = tables;
    }

    /** Asks for tables by their names; for one alone, or for all. */
    static TablePlans of(CommandCall call, List<String> names) {
        Opened connection = call.connection();
        boolean canTell = call.session()
                .desk()
                .account(connection)
                .filter(account -> canTell(account.string()))
                .isPresent();
        if (!canTell || names.isEmpty()) {
            return new TablePlans(Map.of());
        }
        try {
            QueryContext context = new CellQueryContext(call.call().cell(), progress -> {}, Optional.empty());
            SentinelManagement management =
                    new SessionSentinel(call.session()).management(new SentinelPlace(), connection, context);
            List<WorkspaceTable> found = names.size() == 1
                    ? List.of(management.tables().get(context, names.getFirst()))
                    : management.tables().list(context);
            Map<String, WorkspaceTable> tables = new LinkedHashMap<>();
            found.forEach(table -> tables.put(key(table.name()), table));
            return new TablePlans(tables);
        } catch (QueryException e) {
            if (e.isCancelled()) {
                throw KqlFailure.interrupted(e);
            }
            return untold(call, e);
        } catch (ManagementException | SignInException e) {
            return untold(call, e);
        } catch (IllegalArgumentException e) {
            // Nothing says which workspace it is, as for an Azure resource's logs.
            return new TablePlans(Map.of());
        }
    }

    /** A token or key of the user's own is for queries; an emulator takes it for all. */
    private static boolean canTell(ConnectionString string) {
        boolean isForQueries =
                string.value("token").isPresent() || string.value("appkey").isPresent();
        return string.service() == Service.LOG_ANALYTICS && (!isForQueries || SessionSentinel.isEmulated(string));
    }

    private static TablePlans untold(CommandCall call, Exception reason) {
        call.call()
                .cell()
                .print(
                        StreamName.STDERR,
                        "plans and retention are not shown: " + Escape.line(String.valueOf(reason.getMessage()))
                                + "\n");
        return new TablePlans(Map.of());
    }

    /** Adds the columns to a frame whose rows belong to these tables, one after the other. */
    Table addTo(Table frame, List<String> tableOfRow) {
        if (!tables.isEmpty()) {
            frame.addColumns(
                    column("plan", tableOfRow, WorkspaceTable::plan),
                    column("retention", tableOfRow, table -> days(table.retention())),
                    column("total retention", tableOfRow, table -> days(table.totalRetention())));
        }
        return frame;
    }

    private StringColumn column(String name, List<String> tableOfRow, Function<WorkspaceTable, String> value) {
        StringColumn column = StringColumn.create(name);
        tableOfRow.forEach(table -> column.append(
                Optional.ofNullable(tables.get(key(table))).map(value).orElse("")));
        return column;
    }

    private static String days(Optional<java.time.Duration> time) {
        return time.map(length -> length.toDays() + "d").orElse("");
    }

    private static String key(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
