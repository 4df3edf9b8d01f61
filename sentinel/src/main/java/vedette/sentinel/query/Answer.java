package vedette.sentinel.query;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import tech.tablesaw.api.Table;

/**
 * What a service answered to a query, read but not yet judged.
 *
 * @param tables in the order sent
 * @param errors why rows are missing, as sent
 * @param render what the query's {@code render} asks for, as sent
 * @param statistics as sent
 * @param warnings what was odd in it
 */
record Answer(
        List<Table> tables,
        List<JsonNode> errors,
        Optional<JsonNode> render,
        Optional<JsonNode> statistics,
        List<String> warnings) {

    Answer {
        tables = List.copyOf(tables);
        errors = List.copyOf(errors);
        warnings = List.copyOf(warnings);
    }

    long rows() {
        return tables.stream().mapToLong(Table::rowCount).sum();
    }
}
