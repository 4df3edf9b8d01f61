package vedette.emulator.query;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;

/** What the tables of both versions of Kusto's protocol have in common. */
final class KustoTables {

    private KustoTables() {}

    /** Writes a row of values that are JSON's own. */
    static void row(JsonGenerator json, Object... cells) throws IOException {
        json.writeStartArray();
        for (Object cell : cells) {
            json.writeObject(cell);
        }
        json.writeEndArray();
    }

    /** Ends a table behind its last row. */
    static void end(JsonGenerator json) throws IOException {
        json.writeEndArray();
        json.writeEndObject();
    }
}
