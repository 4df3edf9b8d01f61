package vedette.emulator.query;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import tech.tablesaw.api.Table;
import vedette.emulator.EmulatorOptions.Limits;
import vedette.emulator.Fault;
import vedette.frame.ColumnSchema;
import vedette.frame.Frames;
import vedette.frame.KqlType;
import vedette.frame.Ticks;
import vedette.kql.query.QueryResult;

/**
 * An answer in the first version of Kusto's protocol: the result's tables, one with the picture that {@code render} asks
 * for, one with how it went, and last one that says what each of them is.
 */
record KustoV1Json(QueryResult result) {

    private static final List<ColumnSchema> STATUS = List.of(
            new ColumnSchema("Timestamp", KqlType.DATETIME),
            new ColumnSchema("Severity", KqlType.INT),
            new ColumnSchema("SeverityName", KqlType.STRING),
            new ColumnSchema("StatusCode", KqlType.INT),
            new ColumnSchema("StatusDescription", KqlType.STRING),
            new ColumnSchema("Count", KqlType.INT),
            new ColumnSchema("RequestId", KqlType.GUID),
            new ColumnSchema("ActivityId", KqlType.GUID),
            new ColumnSchema("SubActivityId", KqlType.GUID),
            new ColumnSchema("ClientActivityId", KqlType.STRING));
    private static final List<ColumnSchema> CONTENTS = List.of(
            new ColumnSchema("Ordinal", KqlType.LONG),
            new ColumnSchema("Kind", KqlType.STRING),
            new ColumnSchema("Name", KqlType.STRING),
            new ColumnSchema("Id", KqlType.STRING),
            new ColumnSchema("PrettyName", KqlType.STRING));

    /** Writes a table alone, as commands are answered. */
    static void writeTable(OutputStream out, Table table) throws IOException {
        RowLimits rows =
                new RowLimits(out, Cells.KUSTO_V1, new Limits(Long.MAX_VALUE, Long.MAX_VALUE), Optional.empty());
        JsonGenerator json = rows.json();
        json.writeStartObject();
        json.writeArrayFieldStart("Tables");
        table(rows, table, 0);
        json.writeEndArray();
        json.writeEndObject();
        json.flush();
    }

    void writeTo(OutputStream out, Limits limits, Optional<Fault> fault) throws IOException {
        RowLimits rows = new RowLimits(out, Cells.KUSTO_V1, limits, fault);
        JsonGenerator json = rows.json();
        json.writeStartObject();
        json.writeArrayFieldStart("Tables");
        int tables = 0;
        for (Table table : result.tables()) {
            table(rows, table, tables++);
        }
        header(json, "Table_" + tables++, List.of(new ColumnSchema("Value", KqlType.STRING)));
        KustoTables.row(json, Visualization.kusto(result.render()));
        KustoTables.end(json);
        header(json, "Table_" + tables++, STATUS);
        status(json, rows.cut());
        KustoTables.end(json);
        header(json, "Table_" + tables, CONTENTS);
        contents(json);
        KustoTables.end(json);
        json.writeEndArray();
        if (rows.cut().isPresent()) {
            json.writeArrayFieldStart("Exceptions");
            json.writeString("Query execution has exceeded the allowed limits (80DA0003): "
                    + LogAnalyticsJson.message(rows.cut().get()));
            json.writeEndArray();
        }
        json.writeEndObject();
        json.flush();
    }

    private static void table(RowLimits rows, Table table, int index) throws IOException {
        header(rows.json(), "Table_" + index, Frames.schema(table));
        rows.write(table, 0, table.rowCount());
        KustoTables.end(rows.json());
    }

    private static void header(JsonGenerator json, String name, List<ColumnSchema> columns) throws IOException {
        json.writeStartObject();
        json.writeStringField("TableName", name);
        json.writeArrayFieldStart("Columns");
        for (ColumnSchema column : columns) {
            json.writeStartObject();
            json.writeStringField("ColumnName", column.name());
            json.writeStringField("DataType", Cells.dotNetName(column.type()));
            json.writeStringField("ColumnType", column.type().kqlName());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeArrayFieldStart("Rows");
    }

    private void status(JsonGenerator json, Optional<RowLimits.Cut> cut) throws IOException {
        String now = Ticks.formatDatetime(Ticks.of(Instant.now()));
        String id = UUID.randomUUID().toString();
        if (cut.isPresent()) {
            KustoTables.row(json, now, 2, "Error", -2133196797, LogAnalyticsJson.message(cut.get()), 1, id, id, id, "");
        } else {
            KustoTables.row(json, now, 4, "Info", 0, "Query completed successfully", 1, id, id, id, "");
        }
        KustoTables.row(json, now, 6, "Stats", 0, resources(result), 1, id, id, id, "");
    }

    /** What a query took, as text: its protocols put it into a cell. */
    static String resources(QueryResult result) {
        List<String> tables = new ArrayList<>();
        result.tables().forEach(table -> tables.add("{\"table_row_count\":" + table.rowCount() + ",\"table_size\":0}"));
        return "{\"ExecutionTime\":" + result.statistics().elapsed().toNanos() / 1e9
                + ",\"resource_usage\":{\"cpu\":{\"user\":\"00:00:00\",\"kernel\":\"00:00:00\",\"total cpu\":\"00:00:00\"},"
                + "\"memory\":{\"peak_per_node\":0}},\"dataset_statistics\":[" + String.join(",", tables) + "]}";
    }

    private void contents(JsonGenerator json) throws IOException {
        int tables = result.tables().size();
        for (int i = 0; i < tables; i++) {
            KustoTables.row(
                    json, i, "QueryResult", "PrimaryResult", UUID.randomUUID().toString(), "");
        }
        KustoTables.row(
                json,
                tables,
                "QueryProperties",
                "@ExtendedProperties",
                UUID.randomUUID().toString(),
                "");
        KustoTables.row(json, tables + 1, "QueryStatus", "QueryStatus", new UUID(0, 0).toString(), "");
    }
}
