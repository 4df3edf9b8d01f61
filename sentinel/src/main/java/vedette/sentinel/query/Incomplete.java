package vedette.sentinel.query;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import tech.tablesaw.api.Table;

/** How an answer with missing rows is told and marked. */
final class Incomplete {

    /** What ends the name of a frame that lacks rows. */
    static final String MARK = " (incomplete)";

    private Incomplete() {}

    /** Why rows are missing and what to do; empty for an answer that is whole. */
    static Optional<String> reason(List<JsonNode> errors, long rows) {
        if (errors.isEmpty()) {
            return Optional.empty();
        }
        String told = errors.stream().map(Incomplete::told).distinct().collect(Collectors.joining("; "));
        String count = String.format(Locale.ROOT, "%,d", rows);
        return Optional.of("rows are missing: only " + count + " came. " + told + " " + advice(told));
    }

    private static String told(JsonNode error) {
        String text = error.isTextual()
                ? error.asText()
                : ServiceError.of(error).map(known -> known.deepest().text()).orElseGet(error::toString);
        return text.endsWith(".") ? text : text + ".";
    }

    /** What to do about a limit that a text names. */
    static String advice(String told) {
        String split = "split the time range, for example -split_by=1d";
        if (told.contains("64000000")
                || told.contains("67108864")
                || told.contains("TOO_LARGE_DATA_SIZE")
                || told.contains("data size limit")) {
            return "The limit is 64 MB for one answer: " + split + ", or project fewer columns.";
        }
        if (told.contains("500000") || told.contains("record")) {
            return "The limit is 500,000 rows for one answer: " + split + ", or summarize.";
        }
        return "To get the rest, run it again, " + split + ", or ask the sources one by one.";
    }

    /** The same frames, marked by their names. */
    static List<Table> marked(List<Table> tables) {
        tables.forEach(table -> table.setName(table.name() + MARK));
        return tables;
    }
}
