package vedette.sentinel.query;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import tech.tablesaw.api.Table;
import vedette.frame.Frames;

/**
 * Reads answers of any of the services' protocols. This class reads those of Log Analytics,
 * {@code {"tables":[{"name","columns","rows"}],"render","statistics","error"}}, and
 * of Data Explorer's first protocol, whose names begin with capitals. Streams: of the text there is never more in memory
 * than a buffer. Unknown keys are skipped. For one thread.
 */
final class AnswerReader {

    private final JsonParser parser;
    private final LongConsumer progress;
    private final Doubts doubts = new Doubts();
    private final List<Table> tables = new ArrayList<>();
    private final List<JsonNode> errors = new ArrayList<>();
    private @Nullable JsonNode render;
    private @Nullable JsonNode statistics;
    private long rowsBefore;

    private AnswerReader(JsonParser parser, LongConsumer progress) {
        this.parser = parser;
        this.progress = progress;
    }

    /**
     * Reads a whole answer.
     *
     * @return empty where the body is
     * @throws IOException when it is no such answer, or breaks off
     */
    static Optional<Answer> read(InputStream body, LongConsumer progress) throws IOException {
        try (JsonParser parser = Wire.JSON.createParser(body)) {
            JsonToken first = parser.nextToken();
            if (first == null) {
                return Optional.empty();
            }
            if (first != JsonToken.START_OBJECT && first != JsonToken.START_ARRAY) {
                throw new IOException("the answer must be a JSON object, found " + first);
            }
            Answer answer = first == JsonToken.START_ARRAY
                    ? FrameSetReader.read(parser, progress)
                    : new AnswerReader(parser, progress).read();
            // To the very end: only then the sums of a compressed answer are right, and the connection is free again.
            if (parser.nextToken() != null) {
                throw new IOException("the answer goes on behind its end");
            }
            return Optional.of(answer);
        }
    }

    private Answer read() throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String field = parser.currentName().toLowerCase(Locale.ROOT);
            parser.nextToken();
            switch (field) {
                case "tables" -> tables();
                case "error" -> error(Wire.tree(parser));
                case "exceptions" -> Wire.tree(parser).forEach(errors::add);
                case "render" -> render = Wire.tree(parser);
                case "statistics" -> statistics = Wire.tree(parser);
                default -> parser.skipChildren();
            }
        }
        if (parser.currentToken() != JsonToken.END_OBJECT) {
            throw new IOException("the answer ends before its end");
        }
        withoutContents();
        return new Answer(
                tables, errors, Optional.ofNullable(render), Optional.ofNullable(statistics), doubts.warnings());
    }

    /** Data Explorer's first protocol sends more than two tables only with a last one that says what each of them is. */
    private void withoutContents() {
        boolean has = tables.size() > 2
                && tables.getLast().columnNames().containsAll(List.of("Ordinal", "Kind", "PrettyName"));
        if (has) {
            Table contents = tables.getLast();
            List<Table> all = List.copyOf(tables);
            tables.clear();
            for (int row = 0; row < contents.rowCount(); row++) {
                int ordinal = Integer.parseInt(Frames.text(contents.column("Ordinal"), row));
                if (Frames.text(contents.column("Kind"), row).equals("QueryResult") && ordinal < all.size()) {
                    tables.add(all.get(ordinal));
                }
            }
        }
    }

    private void error(JsonNode error) {
        if (!error.isNull()) {
            errors.add(error);
        }
    }

    private void tables() throws IOException {
        while (parser.nextToken() == JsonToken.START_OBJECT) {
            table();
        }
    }

    private void table() throws IOException {
        String name = "result";
        TableReader reader = new TableReader(doubts, rows -> progress.accept(rowsBefore + rows), errors::add);
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String field = parser.currentName().toLowerCase(Locale.ROOT);
            JsonToken value = parser.nextToken();
            switch (field) {
                case "name", "tablename" -> name = parser.getText();
                case "columns" -> reader.columns(parser);
                case "rows" -> {
                    if (value == JsonToken.START_ARRAY) {
                        reader.rows(parser);
                    }
                }
                default -> parser.skipChildren();
            }
        }
        rowsBefore += reader.rows();
        tables.add(reader.table(name));
    }
}
