package vedette.emulator.query;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tech.tablesaw.api.Table;
import vedette.emulator.EmulatedWorkspace;
import vedette.frame.ColumnSchema;
import vedette.frame.FrameBuilder;
import vedette.frame.KqlType;
import vedette.kql.query.QueryContext;

/** The management commands that clients of Kusto send by themselves, to learn what there is. */
final class Commands {

    private static final Pattern SCHEMA = Pattern.compile(
            "\\.show\\s+(?:database\\s+(?:\\[?['\"]?([^'\"\\]]+?)['\"]?]?\\s+)?)?schema(\\s+as\\s+json)?(?:\\s.*)?",
            Pattern.DOTALL);
    private static final Pattern CANCEL =
            Pattern.compile("\\.cancel\\s+query\\s+['\"]([^'\"]+)['\"].*", Pattern.DOTALL);
    private static final String PRODUCT = "vedette-emulator";

    private final Workspaces workspaces;
    private final Runs runs;

    Commands(Workspaces workspaces, Runs runs) {
        this.workspaces = workspaces;
        this.runs = runs;
    }

    /** What a command shows, asked in a database; empty where there is no such command here. */
    Optional<Table> run(String command, Optional<EmulatedWorkspace> database) {
        String text = command.strip();
        Matcher schema = SCHEMA.matcher(text);
        if (schema.matches()) {
            Optional<EmulatedWorkspace> named = schema.group(1) == null ? database : workspaces.find(schema.group(1));
            return named.map(each -> schema.group(2) == null ? schema(each) : schemaAsJson(each));
        }
        Matcher cancel = CANCEL.matcher(text);
        if (cancel.matches()) {
            return Optional.of(cancelled(cancel.group(1)));
        }
        return switch (text.split("\\s*\\|", 2)[0].replaceAll("\\s+", " ")) {
            case ".show databases" -> Optional.of(databases());
            case ".show tables" -> database.map(this::tables);
            case ".show queries" -> Optional.of(queries());
            case ".show version" -> Optional.of(version());
            default -> Optional.empty();
        };
    }

    private Table databases() {
        return rows(
                "DatabaseName,PersistentStorage,Version,IsCurrent:bool,DatabaseAccessMode,PrettyName,DatabaseId:guid",
                workspaces.all().stream()
                        .map(each -> List.<Object>of(each.name(), "", "v1.0", false, "ReadOnly", "", each.id()))
                        .toList());
    }

    private Table tables(EmulatedWorkspace database) {
        return rows(
                "TableName,DatabaseName,Folder,DocString",
                columns(database).keySet().stream()
                        .map(name -> List.<Object>of(name, database.name(), "", ""))
                        .toList());
    }

    private static Table version() {
        return rows(
                "BuildVersion,BuildTime:datetime,ServiceType,ProductVersion",
                List.of(List.of("1.0.0.0", vedette.frame.Ticks.UNIX_EPOCH, "Engine", PRODUCT)));
    }

    private Table queries() {
        return rows(
                "ClientActivityId,Text,State",
                runs.latest().stream()
                        .map(query -> List.<Object>of(query.clientRequestId(), query.text(), query.state()))
                        .toList());
    }

    private Table cancelled(String clientRequestId) {
        boolean found = runs.stop(clientRequestId);
        return rows(
                "ClientRequestId,ReasonPhrase,RunningQueryCanceled:bool",
                List.of(List.of(clientRequestId, found ? "Canceled" : "No such query runs", found)));
    }

    private Table schema(EmulatedWorkspace database) {
        List<List<Object>> rows = new ArrayList<>();
        rows.add(List.of(database.name(), "", "", "", false, false, "", "v1.0", "", ""));
        columns(database).forEach((table, columns) -> {
            rows.add(List.of(database.name(), table, "", "", false, false, "", "", "", ""));
            for (ColumnSchema column : columns) {
                String type = "System." + systemName(column.type());
                rows.add(List.of(database.name(), table, column.name(), type, false, false, "", "", "", ""));
            }
        });
        return rows(
                "DatabaseName,TableName,ColumnName,ColumnType,IsDefaultTable:bool,IsDefaultColumn:bool,PrettyName,"
                        + "Version,Folder,DocString",
                rows);
    }

    private Table schemaAsJson(EmulatedWorkspace database) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        ObjectNode shown = root.putObject("Databases").putObject(database.name());
        shown.put("Name", database.name());
        ObjectNode tables = shown.putObject("Tables");
        columns(database).forEach((table, columns) -> {
            ObjectNode each = tables.putObject(table);
            each.put("Name", table).put("Folder", "").put("DocString", "");
            for (ColumnSchema column : columns) {
                each.withArray("OrderedColumns")
                        .addObject()
                        .put("Name", column.name())
                        .put("Type", "System." + systemName(column.type()))
                        .put("CslType", column.type().kqlName());
            }
        });
        for (String none : List.of("ExternalTables", "MaterializedViews", "Functions")) {
            shown.putObject(none);
        }
        return rows("DatabaseSchema", List.of(List.of(root.toString())));
    }

    private Map<String, List<ColumnSchema>> columns(EmulatedWorkspace database) {
        return workspaces.connection(database).schema(QueryContext.NONE);
    }

    private static String systemName(KqlType type) {
        return type == KqlType.DECIMAL ? "Data.SqlTypes.SqlDecimal" : Cells.dotNetName(type);
    }

    /** A table whose columns are strings where no type stands behind their names. */
    private static Table rows(String columns, List<List<Object>> rows) {
        List<ColumnSchema> schema = new ArrayList<>();
        for (String column : columns.split(",", -1)) {
            String[] parts = column.split(":", 2);
            schema.add(new ColumnSchema(
                    parts[0],
                    parts.length == 1 ? KqlType.STRING : KqlType.named(parts[1]).orElseThrow()));
        }
        FrameBuilder frame = new FrameBuilder(schema);
        for (List<Object> row : rows) {
            for (int i = 0; i < row.size(); i++) {
                switch (row.get(i)) {
                    case Boolean flag -> frame.append(i, (boolean) flag);
                    case Long number -> frame.append(i, (long) number);
                    default -> frame.append(i, row.get(i).toString());
                }
            }
        }
        return frame.build("Table_0");
    }
}
