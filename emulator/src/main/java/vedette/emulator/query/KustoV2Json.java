package vedette.emulator.query;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
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
 * An answer in the second version of Kusto's protocol: an array of frames. Rows that are missing are told twice, by an
 * object in the place of the first missing row and in the last frame.
 *
 * @param result to write
 * @param options of the request
 * @param clientRequestId of the request
 */
record KustoV2Json(QueryResult result, KustoOptions options, String clientRequestId) {

    private static final List<ColumnSchema> PROPERTIES = List.of(
            new ColumnSchema("TableId", KqlType.INT),
            new ColumnSchema("Key", KqlType.STRING),
            new ColumnSchema("Value", KqlType.DYNAMIC));
    private static final List<ColumnSchema> COMPLETION = List.of(
            new ColumnSchema("Timestamp", KqlType.DATETIME),
            new ColumnSchema("ClientRequestId", KqlType.STRING),
            new ColumnSchema("ActivityId", KqlType.GUID),
            new ColumnSchema("SubActivityId", KqlType.GUID),
            new ColumnSchema("ParentActivityId", KqlType.GUID),
            new ColumnSchema("Level", KqlType.INT),
            new ColumnSchema("LevelName", KqlType.STRING),
            new ColumnSchema("StatusCode", KqlType.INT),
            new ColumnSchema("StatusCodeName", KqlType.STRING),
            new ColumnSchema("EventType", KqlType.INT),
            new ColumnSchema("EventTypeName", KqlType.STRING),
            new ColumnSchema("Payload", KqlType.STRING));

    void writeTo(OutputStream out, Limits limits, Optional<Fault> fault) throws IOException {
        RowLimits rows = new RowLimits(out, Cells.KUSTO_V2, limits, fault);
        JsonGenerator json = rows.json();
        json.writeStartArray();
        frame(json, "DataSetHeader");
        json.writeBooleanField("IsProgressive", options.isProgressive());
        json.writeStringField("Version", "v2.0");
        json.writeBooleanField("IsFragmented", options.isProgressive());
        json.writeStringField("ErrorReportingPlacement", "InData");
        json.writeEndObject();
        table(json, 0, "QueryProperties", "@ExtendedProperties", PROPERTIES);
        KustoTables.row(json, 1, "Visualization", Visualization.kusto(result.render()));
        KustoTables.end(json);
        int id = 1;
        for (Table table : result.tables()) {
            if (options.isProgressive()) {
                progressive(rows, table, id++);
            } else {
                table(json, id++, "PrimaryResult", "PrimaryResult", Frames.schema(table));
                if (!rows.write(table, 0, table.rowCount())) {
                    json.writeTree(errors(rows.cut().orElseThrow()));
                }
                KustoTables.end(json);
            }
        }
        table(json, id, "QueryCompletionInformation", "QueryCompletionInformation", COMPLETION);
        completion(json);
        KustoTables.end(json);
        frame(json, "DataSetCompletion");
        json.writeBooleanField("HasErrors", rows.cut().isPresent());
        json.writeBooleanField("Cancelled", false);
        if (rows.cut().isPresent()) {
            json.writeFieldName("OneApiErrors");
            json.writeTree(errors(rows.cut().get()).get("OneApiErrors"));
        }
        json.writeEndObject();
        json.writeEndArray();
        json.flush();
    }

    private void progressive(RowLimits rows, Table table, int id) throws IOException {
        JsonGenerator json = rows.json();
        frame(json, "TableHeader");
        json.writeNumberField("TableId", id);
        json.writeStringField("TableKind", "PrimaryResult");
        json.writeStringField("TableName", "PrimaryResult");
        columns(json, Frames.schema(table));
        json.writeEndObject();
        int from = 0;
        boolean whole = true;
        while (whole && from < table.rowCount()) {
            int to = Math.min(from + options.fragmentRows(), table.rowCount());
            frame(json, "TableFragment");
            json.writeStringField("TableFragmentType", "DataAppend");
            json.writeNumberField("TableId", id);
            json.writeArrayFieldStart("Rows");
            whole = rows.write(table, from, to);
            if (!whole) {
                json.writeTree(errors(rows.cut().orElseThrow()));
            }
            json.writeEndArray();
            json.writeEndObject();
            frame(json, "TableProgress");
            json.writeNumberField("TableId", id);
            json.writeNumberField("TableProgress", 100.0 * to / table.rowCount());
            json.writeEndObject();
            json.flush();
            from = to;
        }
        frame(json, "TableCompletion");
        json.writeNumberField("TableId", id);
        json.writeNumberField("RowCount", whole ? table.rowCount() : from);
        json.writeEndObject();
    }

    private void frame(JsonGenerator json, String type) throws IOException {
        if (options.hasNewlines()) {
            json.writeRaw('\n');
        }
        json.writeStartObject();
        json.writeStringField("FrameType", type);
    }

    private void table(JsonGenerator json, int id, String kind, String name, List<ColumnSchema> columns)
            throws IOException {
        frame(json, "DataTable");
        json.writeNumberField("TableId", id);
        json.writeStringField("TableKind", kind);
        json.writeStringField("TableName", name);
        columns(json, columns);
        json.writeArrayFieldStart("Rows");
    }

    private static void columns(JsonGenerator json, List<ColumnSchema> columns) throws IOException {
        json.writeArrayFieldStart("Columns");
        for (ColumnSchema column : columns) {
            json.writeStartObject();
            json.writeStringField("ColumnName", column.name());
            json.writeStringField("ColumnType", column.type().kqlName());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void completion(JsonGenerator json) throws IOException {
        String now = Ticks.formatDatetime(Ticks.of(Instant.now()));
        String id = UUID.randomUUID().toString();
        KustoTables.row(
                json,
                now,
                clientRequestId,
                id,
                id,
                id,
                4,
                "Info",
                0,
                "S_OK (0)",
                4,
                "QueryInfo",
                "{\"Count\":1,\"Text\":\"Query completed successfully\"}");
        KustoTables.row(
                json,
                now,
                clientRequestId,
                id,
                id,
                id,
                6,
                "Stats",
                0,
                "S_OK (0)",
                0,
                "QueryResourceConsumption",
                KustoV1Json.resources(result));
    }

    private ObjectNode errors(RowLimits.Cut cut) {
        return KustoErrors.limits(cut, clientRequestId);
    }
}
