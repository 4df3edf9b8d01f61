package vedette.kernelspec;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tech.tablesaw.api.Table;
import vedette.engine.LocalEngine;
import vedette.frame.TextTable;
import vedette.kql.Excerpt;
import vedette.kql.Problem;
import vedette.kql.query.QueryContext;
import vedette.kql.query.QueryException;
import vedette.kql.query.QueryRequest;
import vedette.kql.query.QueryResult;

/** Runs KQL without a notebook. */
@Command(
        name = "kql",
        description = "Runs Kusto queries over local files: CSV, JSON lines and Parquet, a table each.",
        mixinStandardHelpOptions = true)
final class KqlCommand implements Callable<Integer> {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "A folder whose files are tables, Name.parquet being Name; may be given several times. "
                    + "Without it, the sample logs that come with Vedette.")
    private List<Path> folders = List.of();

    @Option(
            names = {"-f", "--file"},
            paramLabel = "FILE",
            description = "Reads the query from a file.")
    private @Nullable Path file;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "How results are written: ${COMPLETION-CANDIDATES}; table unless told otherwise.")
    private Format format = Format.table;

    @Option(
            names = "--batch",
            description = "Reads queries from standard input, {\"id\": ..., \"query\": ...} a line, and writes a line "
                    + "for each, in order: columns and rows, or an error.")
    private boolean batch;

    @Parameters(arity = "0..1", paramLabel = "QUERY", description = "The query; without it and -f, standard input's.")
    private @Nullable String query;

    @SuppressWarnings("NullAway.Init")
    KqlCommand() {}

    /** What results are written as; the names are what users type. */
    enum Format {
        table,
        csv,
        json
    }

    @Override
    public Integer call() {
        LocalEngine.Builder builder = LocalEngine.builder();
        DataFolders.orSamples(folders).forEach(builder::folder);
        try (LocalEngine engine = builder.build();
                PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8)) {
            return batch ? answerAll(engine, out) : answer(engine, out);
        } catch (IOException e) {
            throw new CommandFailure("cannot read the query: " + e.getMessage(), e);
        }
    }

    private int answer(LocalEngine engine, PrintStream out) throws IOException {
        String text = text();
        try {
            QueryResult result = engine.execute(QueryContext.NONE, new QueryRequest(text));
            result.warnings().forEach(warning -> System.err.println("vedette: warning: " + warning));
            for (Table table : result.tables()) {
                out.println(
                        switch (format) {
                            case table -> TextTable.of(table, table.rowCount());
                            case csv -> ResultText.csv(table);
                            case json -> ResultText.json(table).toString();
                        });
            }
            out.flush();
            return 0;
        } catch (QueryException e) {
            System.err.println(e.problems().isEmpty() ? "vedette: " + e.getMessage() : Excerpt.of(text, e.problems()));
            return 1;
        }
    }

    private String text() throws IOException {
        if (query != null && file != null) {
            throw new ParameterException(spec.commandLine(), "Give the query or a file with it, not both");
        }
        if (query != null) {
            return query;
        }
        return file == null ? new String(System.in.readAllBytes(), StandardCharsets.UTF_8) : Files.readString(file);
    }

    private static int answerAll(LocalEngine engine, PrintStream out) throws IOException {
        BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (!line.isBlank()) {
                out.println(answer(engine, line));
                out.flush();
            }
        }
        return 0;
    }

    private static ObjectNode answer(LocalEngine engine, String line) {
        ObjectNode answer = JSON.createObjectNode();
        try {
            JsonNode asked = JSON.readTree(line);
            answer.set("id", asked.path("id"));
            if (!asked.path("query").isTextual()) {
                throw QueryException.failed("the line has no \"query\"", null);
            }
            return answered(engine, answer, asked.path("query").textValue());
        } catch (JsonProcessingException e) {
            answer.putObject("error").put("message", "the line is no JSON: " + e.getOriginalMessage());
        } catch (QueryException e) {
            answer.putObject("error").put("message", e.getMessage());
        }
        return answer;
    }

    private static ObjectNode answered(LocalEngine engine, ObjectNode answer, String text) {
        try {
            QueryResult result = engine.execute(QueryContext.NONE, new QueryRequest(text));
            answer.setAll((ObjectNode) ResultText.json(result.table()));
        } catch (QueryException e) {
            List<String> messages = new ArrayList<>();
            messages.add(String.valueOf(e.getMessage()));
            ObjectNode error = answer.putObject("error");
            if (!e.problems().isEmpty()) {
                Problem first = e.problems().getFirst();
                first.suggestion().ifPresent(messages::add);
                String before = text.substring(0, first.span().start());
                error.put(
                        "line", before.lines().count() + (before.endsWith("\n") ? 1 : 0) + (before.isEmpty() ? 1 : 0));
                error.put("column", before.length() - before.lastIndexOf('\n'));
            }
            error.put("message", String.join("; ", messages));
        }
        return answer;
    }
}
