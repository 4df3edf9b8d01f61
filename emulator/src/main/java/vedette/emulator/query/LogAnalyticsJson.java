package vedette.emulator.query;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;
import tech.tablesaw.api.Table;
import vedette.emulator.EmulatedWorkspace;
import vedette.emulator.EmulatorOptions.Limits;
import vedette.emulator.Fault;
import vedette.emulator.Fault.Partial.Reason;
import vedette.frame.ColumnSchema;
import vedette.frame.Frames;
import vedette.frame.Ticks;
import vedette.kql.query.QueryResult;

/**
 * An answer of Log Analytics: tables, then what was asked for besides, then the error that says that rows are missing.
 *
 * @param result to write
 * @param prefer what was asked for besides
 * @param workspaces that were asked
 */
record LogAnalyticsJson(QueryResult result, Prefer prefer, List<EmulatedWorkspace> workspaces) {

    void writeTo(OutputStream out, Limits limits, Optional<Fault> fault) throws IOException {
        if (prefer.wantsKusto()) {
            new KustoV1Json(result).writeTo(out, limits, fault);
            return;
        }
        RowLimits rows = new RowLimits(out, Cells.LOG_ANALYTICS, limits, fault);
        JsonGenerator json = rows.json();
        json.writeStartObject();
        json.writeArrayFieldStart("tables");
        for (int i = 0; i < result.tables().size(); i++) {
            table(rows, result.tables().get(i), i);
        }
        json.writeEndArray();
        if (prefer.includes("statistics")) {
            statistics(json);
        }
        if (prefer.includes("render")) {
            json.writeFieldName("render");
            Visualization.logAnalytics(json, result.render());
        }
        if (prefer.includes("dataSources")) {
            dataSources(json);
        }
        if (prefer.includes("permissions")) {
            permissions(json);
        }
        if (rows.cut().isPresent()) {
            error(json, rows.cut().get());
        }
        json.writeEndObject();
        json.flush();
    }

    private static void table(RowLimits rows, Table table, int index) throws IOException {
        JsonGenerator json = rows.json();
        json.writeStartObject();
        json.writeStringField("name", index == 0 ? "PrimaryResult" : "PrimaryResult_" + index);
        json.writeArrayFieldStart("columns");
        for (ColumnSchema column : Frames.schema(table)) {
            json.writeStartObject();
            json.writeStringField("name", column.name());
            json.writeStringField("type", column.type().kqlName());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeArrayFieldStart("rows");
        rows.write(table, 0, table.rowCount());
        json.writeEndArray();
        json.writeEndObject();
    }

    private void statistics(JsonGenerator json) throws IOException {
        double seconds = result.statistics().elapsed().toNanos() / 1e9;
        String elapsed = Ticks.formatTimespan(Frames.ticks(result.statistics().elapsed()));
        json.writeFieldName("statistics");
        json.writeStartObject();
        json.writeObjectFieldStart("query");
        json.writeNumberField("executionTime", seconds);
        json.writeObjectFieldStart("resourceUsage");
        json.writeObjectFieldStart("cpu");
        json.writeStringField("user", elapsed);
        json.writeStringField("kernel", "00:00:00");
        json.writeStringField("totalCpu", elapsed);
        json.writeEndObject();
        json.writeObjectFieldStart("memory");
        json.writeNumberField("peakPerNode", 0);
        json.writeEndObject();
        json.writeEndObject();
        json.writeArrayFieldStart("datasetStatistics");
        for (Table table : result.tables()) {
            json.writeStartObject();
            json.writeNumberField("tableRowCount", table.rowCount());
            json.writeNumberField("tableSize", (long) table.rowCount() * table.columnCount() * Long.BYTES);
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
        json.writeEndObject();
    }

    private void dataSources(JsonGenerator json) throws IOException {
        json.writeArrayFieldStart("dataSources");
        for (EmulatedWorkspace workspace : workspaces) {
            json.writeStartObject();
            json.writeStringField("resourceId", "/" + workspace.resourceId());
            json.writeStringField("region", "local");
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void permissions(JsonGenerator json) throws IOException {
        json.writeObjectFieldStart("permissions");
        json.writeArrayFieldStart("workspaces");
        for (EmulatedWorkspace workspace : workspaces) {
            json.writeStartObject();
            json.writeStringField("resourceId", "/" + workspace.resourceId());
            json.writeArrayFieldStart("denyTables");
            json.writeEndArray();
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    /** The message with which the engine cuts a result. */
    static String message(RowLimits.Cut cut) {
        return "The results of this query exceed the set limit of " + cut.limit()
                + (cut.reason() == Reason.ROWS ? " records" : " bytes")
                + ", so not all records were returned (E_QUERY_RESULT_SET_TOO_LARGE)."
                + " See https://aka.ms/kustoquerylimits for more information and possible solutions.";
    }

    private static void error(JsonGenerator json, RowLimits.Cut cut) throws IOException {
        json.writeObjectFieldStart("error");
        json.writeStringField("code", "PartialError");
        json.writeStringField("message", "There were some errors when processing your query.");
        json.writeArrayFieldStart("details");
        json.writeStartObject();
        json.writeStringField("code", "EngineError");
        json.writeStringField("message", "Something went wrong processing your query on the server.");
        json.writeObjectFieldStart("innererror");
        json.writeStringField("code", "-2133196797");
        json.writeStringField("message", message(cut));
        json.writeNumberField("severity", 2);
        json.writeStringField("severityName", "Error");
        json.writeEndObject();
        json.writeEndObject();
        json.writeEndArray();
        json.writeEndObject();
    }
}
