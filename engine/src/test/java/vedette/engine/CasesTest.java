package vedette.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tech.tablesaw.api.Table;
import vedette.engine.rewrite.Rewrites;
import vedette.kql.query.QueryContext;
import vedette.kql.query.QueryException;
import vedette.kql.query.QueryRequest;

/** KQL in, typed tables out: each case three times, its rows written in the query or lent as a frame, rewritten or not. */
class CasesTest {

    private static final Path CASES = Path.of("src/test/resources/cases");
    private static final boolean UPDATE = Boolean.getBoolean("update");
    private static final Pattern ROWS =
            Pattern.compile("^datatable\\s*\\([^)]*\\)\\s*\\[[^;|]*?\\](?=\\s*\\|)", Pattern.DOTALL);
    private static final List<String> OPERATORS = List.of(
            "as",
            "count",
            "datatable",
            "distinct",
            "extend",
            "join",
            "lookup",
            "make-series",
            "mv-apply",
            "mv-expand",
            "parse",
            "parse-where",
            "print",
            "project",
            "project-away",
            "project-rename",
            "project-reorder",
            "range",
            "sort",
            "summarize",
            "take",
            "top",
            "union",
            "where");

    private static final LocalEngine PLAIN = engine(LocalEngine.builder(), List.of());
    private static final LocalEngine UNCHANGED = engine(LocalEngine.builder(), Rewrites.names());

    private static LocalEngine engine(LocalEngine.Builder builder, List<String> leftOut) {
        leftOut.forEach(builder::withoutRewrite);
        return builder.build();
    }

    @BeforeAll
    static void updateOnRequest() throws IOException {
        if (UPDATE) {
            update();
        }
    }

    @AfterAll
    static void close() {
        PLAIN.close();
        UNCHANGED.close();
    }

    @TestFactory
    Stream<DynamicTest> rowsInTheQuery() throws IOException {
        return cases().stream().map(each -> dynamicTest(each.toString(), () -> verify(each, PLAIN, each.query())));
    }

    @TestFactory
    Stream<DynamicTest> withoutRewrites() throws IOException {
        return cases().stream().map(each -> dynamicTest(each.toString(), () -> verify(each, UNCHANGED, each.query())));
    }

    @TestFactory
    Stream<DynamicTest> rowsInAFrame() throws IOException {
        return cases().stream()
                .filter(each -> ROWS.matcher(each.query()).find())
                .map(each -> dynamicTest(each.toString(), () -> overFrame(each)));
    }

    @Test
    void everyOperatorHasACase() throws IOException {
        String all = String.join("\n", cases().stream().map(Case::query).toList());

        assertThat(OPERATORS.stream().filter(name -> !name.equals("as")))
                .allSatisfy(name -> assertThat(all).containsPattern("(^|\\W)" + name + "\\W"));
    }

    private static void overFrame(Case each) {
        Matcher rows = ROWS.matcher(each.query());
        assertThat(rows.find()).isTrue();
        Table table =
                PLAIN.execute(QueryContext.NONE, new QueryRequest(rows.group())).table();
        try (LocalEngine engine = LocalEngine.builder()
                .frames(name -> name.equals("Lent") ? Optional.of(table) : Optional.empty())
                .build()) {
            verify(each, engine, "Lent" + each.query().substring(rows.end()));
        }
    }

    private static void verify(Case each, LocalEngine engine, String query) {
        assertThat(ordered(each, answer(engine, query)))
                .as(each.query())
                .isEqualTo(ordered(each, each.blocks().getOrDefault("", "")));
    }

    private static List<String> ordered(Case each, String text) {
        List<String> lines = new ArrayList<>(
                text.lines().map(line -> line.strip().replaceAll("  +", "  ")).toList());
        if (each.anyOrder() && lines.size() > 1) {
            Collections.sort(lines.subList(1, lines.size()));
        }
        return lines;
    }

    private static String answer(LocalEngine engine, String query) {
        try {
            return Tables.text(
                    engine.execute(QueryContext.NONE, new QueryRequest(query)).table());
        } catch (QueryException e) {
            return "error: " + e.getMessage();
        }
    }

    private static List<Case> cases() throws IOException {
        List<Case> cases = new ArrayList<>();
        try (Stream<Path> files = Files.list(CASES)) {
            for (Path file : files.sorted().toList()) {
                cases.addAll(Case.read(file));
            }
        }
        return cases;
    }

    /** Writes today's answers into the blocks that are ours. */
    private static void update() throws IOException {
        try (Stream<Path> files = Files.list(CASES)) {
            for (Path file : files.toList()) {
                StringBuilder text = new StringBuilder();
                for (Case each : Case.read(file)) {
                    String expected = each.verdict().equals("ours")
                            ? answer(PLAIN, each.query())
                            : each.blocks().getOrDefault("", "");
                    text.append(text.isEmpty() ? "" : "\n")
                            .append(Files.readAllLines(file).get(each.line() - 1))
                            .append('\n')
                            .append(each.query())
                            .append("\n--\n")
                            .append(expected)
                            .append('\n');
                }
                Files.writeString(file, text);
            }
        }
    }
}
