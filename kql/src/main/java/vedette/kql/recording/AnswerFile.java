package vedette.kql.recording;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tech.tablesaw.api.Table;
import vedette.frame.FrameLines;
import vedette.frame.Json;
import vedette.kql.query.QueryResult;
import vedette.kql.query.QueryStatistics;
import vedette.kql.query.RenderInstruction;

/**
 * One whole answer in a file of JSON lines: a line on what was asked and what came beside the rows, then each frame.
 * Nothing of a value is lost.
 *
 * @param about what was asked, by name, for a person who looks into the file
 * @param answer the answer
 */
public record AnswerFile(Map<String, String> about, QueryResult answer) {

    private static final String FORMAT = "vedette answer 1";

    public AnswerFile {
        about = Map.copyOf(about);
    }

    /**
     * Writes the file; a reader sees the old one or the new one, never a half.
     *
     * @throws IOException where it cannot be written
     */
    public void write(Path file) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        Files.createDirectories(folder);
        Path draft = Files.createTempFile(folder, ".answer", ".part");
        try {
            try (BufferedWriter out = Files.newBufferedWriter(draft)) {
                out.write(Json.print(head()) + "\n");
                for (Table table : answer.tables()) {
                    FrameLines.write(table, out);
                }
            }
            Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    private Map<String, @Nullable Object> head() {
        Map<String, @Nullable Object> head = new LinkedHashMap<>();
        head.put("format", FORMAT);
        head.put("about", new LinkedHashMap<>(about));
        head.put("tables", (long) answer.tables().size());
        head.put(
                "visualization",
                answer.render().map(RenderInstruction::visualization).orElse(null));
        head.put("render", answer.render().map(RenderInstruction::properties).orElse(null));
        head.put("nanoseconds", answer.statistics().elapsed().toNanos());
        head.put("statistics", answer.statistics().details());
        head.put("warnings", answer.warnings());
        head.put("incomplete", answer.incomplete().orElse(null));
        return head;
    }

    /**
     * Reads a file.
     *
     * @throws IOException where it cannot be read, or is no such file
     */
    public static AnswerFile read(Path file) throws IOException {
        try (BufferedReader in = Files.newBufferedReader(file)) {
            Object value = Optional.ofNullable(in.readLine())
                    .flatMap(Json::parse)
                    .map(Json.Parsed::value)
                    .orElse(null);
            if (!(value instanceof Map<?, ?> head) || !FORMAT.equals(head.get("format"))) {
                throw new IOException(file + " holds no answer that -save_as or --cache wrote");
            }
            List<Table> tables = new ArrayList<>();
            for (long i = 0; i < ((Number) head.get("tables")).longValue(); i++) {
                tables.add(FrameLines.read(in));
            }
            return new AnswerFile(texts(head.get("about")), answer(head, tables));
        } catch (ClassCastException | NullPointerException | IllegalArgumentException e) {
            throw new IOException(file + " is damaged", e);
        }
    }

    private static QueryResult answer(Map<?, ?> head, List<Table> tables) {
        long rows = tables.stream().mapToLong(Table::rowCount).sum();
        Duration elapsed = Duration.ofNanos(((Number) head.get("nanoseconds")).longValue());
        Optional<RenderInstruction> render = Optional.ofNullable((String) head.get("visualization"))
                .map(kind -> new RenderInstruction(kind, texts(head.get("render"))));
        return new QueryResult(
                tables,
                render,
                new QueryStatistics(elapsed, rows, texts(head.get("statistics"))),
                ((List<?>) head.get("warnings")).stream().map(String::valueOf).toList(),
                Optional.ofNullable((String) head.get("incomplete")));
    }

    private static Map<String, String> texts(@Nullable Object map) {
        Map<String, String> texts = new LinkedHashMap<>();
        if (map instanceof Map<?, ?> any) {
            any.forEach((name, value) -> texts.put(String.valueOf(name), String.valueOf(value)));
        }
        return texts;
    }
}
