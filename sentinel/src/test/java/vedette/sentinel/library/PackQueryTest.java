package vedette.sentinel.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tech.tablesaw.api.Table;
import vedette.engine.LocalEngine;
import vedette.frame.Frames;
import vedette.frame.Json;
import vedette.kql.query.QueryContext;

/** Values reach the engine as what they are, wherever a pack lets them stand. */
class PackQueryTest {

    private static final Instant NOW = Instant.parse("2026-11-05T12:34:56.789Z");
    private static final LocalEngine ENGINE = LocalEngine.builder().build();

    private static final String PACK = """
            metadata:
              version: 1
              data_environments: [MSSentinel]
              data_families: [Test]
            defaults:
              parameters:
                value: {type: str, description: A text, aliases: [v, text]}
            sources:
              double: {args: {query: 'print x = "<{value}>"'}}
              single: {args: {query: "print x = '<{value}>'"}}
              verbatim: {args: {query: 'print x = @"<{value}>"'}}
              verbatim_single: {args: {query: "print x = @'<{value}>'"}}
              hidden: {args: {query: 'print x = h"<{value}>"'}}
              fenced: {args: {query: 'print x = ```<{value}>```'}}
              argument: {args: {query: 'print x = strcat("<", "{value}", ">")'}}
              bag: {args: {query: 'print x = tostring(dynamic({{"a": ["<{value}>"]}}).a[0])'}}
              commented:
                args:
                  query: |-
                    print x = "<" // {value}
                    | extend x = strcat(x, "{value}", ">")
              among:
                args: {query: 'print v = dynamic([{list}]) | mv-expand v to typeof(string) | where v in ({list})'}
                parameters: {list: {type: list}, value: {default: ''}}
              times:
                args: {query: 'print a = datetime({start}), b = "{start}", c = {start} + {span}, d = datetime({end})'}
                parameters: {start: {type: datetime}, end: {type: datetime, default: 0}, span: {type: timespan, default: 1h}, value: {default: ''}}
              numbers:
                args: {query: 'print a = {n}, b = "{n}", c = {r}, d = {flag}, e = 10 -{n}'}
                parameters: {n: {type: int}, r: {type: float, default: 0.5}, flag: {type: bool, default: true}, value: {default: ''}}
              rows:
                args:
                  query: |-
                    let {table}_copy = datatable(A: string, N: long) ["x", 1, "y", 2, "z", 3];
                    {table}_copy
                    {items}
                    | where A {op} "{value}"
                    | where {filter}
                parameters:
                  table: {type: str, default: T}
                  items: {type: str, default: ''}
                  op: {type: str, default: '!='}
                  filter: {type: str, default: 'true'}
            """;

    @TempDir
    Path folder;

    private QueryLibrary library;

    @BeforeEach
    void load() throws IOException {
        library = QueryLibrary.load(Files.writeString(folder.resolve("test.yaml"), PACK));
    }

    @AfterAll
    static void close() {
        ENGINE.close();
    }

    private Table run(String name, Map<String, ?> values) {
        return ENGINE.execute(QueryContext.NONE, library.find(name).request(values, NOW))
                .table();
    }

    private Object value(Table table, String column) {
        return Frames.value(table.column(column), 0).orElseThrow();
    }

    static Stream<String> hostile() {
        return Stream.of(
                "plain",
                "",
                " ",
                "\"",
                "'",
                "\\",
                "\\\"",
                "a\\",
                "\\\\server\\share",
                "'] ; .drop table SecurityEvent",
                "\" | take 0 | where \"\" == \"",
                "\"); print x = (\"",
                "{{",
                "}}",
                "{value}",
                "{{value}}",
                "%s {0} $1 \\1",
                "line one\nline two",
                "\r\n| take 0\r\n",
                "\t\u0001\u0085\u2028",
                "// not a comment",
                "/* nor this */",
                "``` ~~~ ```",
                "@\"x\"",
                "dynamic([1])",
                "datetime(2026-01-01)",
                "<script>alert(1)</script>",
                "ünï – 漢字 🦉",
                "parameter0e");
    }

    @ParameterizedTest
    @MethodSource("hostile")
    void textStaysItselfInEveryQuotation(String text) {
        for (String query : List.of(
                "double",
                "single",
                "verbatim",
                "verbatim_single",
                "hidden",
                "fenced",
                "argument",
                "bag",
                "commented")) {
            assertThat(value(run(query, Map.of("value", text)), "x")).as(query).isEqualTo("<" + text + ">");
        }
    }

    @ParameterizedTest
    @MethodSource("hostile")
    void itemsOfListsStayThemselves(String text) {
        Table found = run("among", Map.of("list", List.of(text, "other")));

        assertThat(found.stringColumn("v").asList()).containsExactly(text, "other");
    }

    @ParameterizedTest
    @MethodSource("hostile")
    void aListAsTextIsJsonOrHasCommasBetween(String text) {
        Table found = run("among", Map.of("list", Json.print(List.of(text, "b,c"))));

        assertThat(found.stringColumn("v").asList()).containsExactly(text, "b,c");
        assertThat(run("among", Map.of("list", "a, b ,c")).stringColumn("v").asList())
                .containsExactly("a", "b", "c");
    }

    @ParameterizedTest
    @MethodSource("hostile")
    void textIsNoDateNumberOrFlag(String text) {
        for (Map.Entry<String, String> wrong :
                Map.of("times", "start", "numbers", "n").entrySet()) {
            assertThatThrownBy(() -> run(wrong.getKey(), Map.of(wrong.getValue(), text)))
                    .isInstanceOf(QueryLibraryException.class)
                    .hasMessageContaining(wrong.getKey() + ": " + wrong.getValue() + " cannot be ");
        }
    }

    @Test
    void timesAreDatesOrOffsetsFromNow() {
        Table table = run("times", Map.of("start", "-1d@d", "span", Duration.ofMinutes(90)));

        assertThat(value(table, "a")).isEqualTo(Instant.parse("2026-11-04T00:00:00Z"));
        assertThat(value(table, "b")).isEqualTo("2026-11-04T00:00:00.0000000Z");
        assertThat(value(table, "c")).isEqualTo(Instant.parse("2026-11-04T01:30:00Z"));
        assertThat(value(table, "d")).isEqualTo(NOW);
        assertThat(start("-7")).isEqualTo(Instant.parse("2026-10-29T12:34:56.789Z"));
        assertThat(start(-7)).isEqualTo(Instant.parse("2026-10-29T12:34:56.789Z"));
        assertThat(start(-0.5)).isEqualTo(Instant.parse("2026-11-05T00:34:56.789Z"));
        assertThat(start("-1mon")).isEqualTo(Instant.parse("2026-10-05T12:34:56.789Z"));
        assertThat(start("-90m")).isEqualTo(Instant.parse("2026-11-05T11:04:56.789Z"));
        assertThat(start("+1d@d")).isEqualTo(Instant.parse("2026-11-07T00:00:00Z"));
        assertThat(start("2026-11-02T08:00+02:00")).isEqualTo(Instant.parse("2026-11-02T06:00:00Z"));
        assertThat(start(Instant.parse("2026-11-02T08:00:00.1234567Z")))
                .isEqualTo(Instant.parse("2026-11-02T08:00:00.1234567Z"));
    }

    private Object start(Object start) {
        return value(run("times", Map.of("start", start)), "a");
    }

    @Test
    void numbersAndFlagsKeepTheirTypes() {
        Table table = run("numbers", Map.of("n", "-5", "r", 2.5, "flag", "false"));

        assertThat(value(table, "a")).isEqualTo(-5L);
        assertThat(value(table, "b")).isEqualTo("-5");
        assertThat(value(table, "c")).isEqualTo(2.5);
        assertThat(value(table, "d")).isEqualTo(false);
        assertThat(value(table, "e")).isEqualTo(15L);
    }

    @Nested
    class Bare {

        private List<String> rows(Map<String, ?> values) {
            return run("rows", values).stringColumn("A").asList();
        }

        @Test
        void takesPiecesOfKql() {
            assertThat(rows(Map.of("value", "x"))).containsExactlyInAnyOrder("y", "z");
            assertThat(rows(Map.of("value", "x", "op", "==", "table", "Other"))).containsExactly("x");
            assertThat(rows(Map.of("value", "Y", "op", "=~"))).containsExactly("y");
            assertThat(rows(Map.of("value", "", "filter", "N == 1 or N == 2"))).containsExactlyInAnyOrder("x", "y");
            assertThat(rows(Map.of("value", "", "items", "| extend N = N + 1 | where N > 3 // last")))
                    .containsExactly("z");
        }

        @ParameterizedTest
        @MethodSource("vedette.sentinel.library.PackQueryTest#hostile")
        void refusesWhatIsNoPieceOfKql(String text) {
            for (String parameter : List.of("items", "op", "filter", "table")) {
                try {
                    String rendered = library.find("rows").render(Map.of("value", "none", parameter, text));
                    // What is accepted is one piece: the rest of the query is what it was.
                    assertThat(rendered)
                            .contains("| where A ")
                            .endsWith(parameter.equals("filter") ? "" : "| where true");
                } catch (QueryLibraryException e) {
                    assertThat(e).hasMessageContaining("rows: ");
                }
            }
        }

        @Test
        void neverEndsTheStatementOrTheOperatorAround() {
            for (String text : List.of(
                    "true; print 1",
                    "true | take 0",
                    "true // and no more",
                    "true) or (true",
                    ") | take 1 | where (true",
                    "\"",
                    "'a",
                    "| where true",
                    "1 2",
                    "let a = 1",
                    "a, ",
                    "")) {
                assertThatThrownBy(() -> rows(Map.of("value", "x", "filter", text)))
                        .as(text)
                        .isInstanceOf(RuntimeException.class);
            }
            assertThatThrownBy(() -> rows(Map.of("value", "x", "items", "| where N > 1; T")))
                    .hasMessageContaining("the value of items does not fit");
            assertThatThrownBy(() -> rows(Map.of("value", "x", "items", "where N > 1")))
                    .hasMessageContaining("operators that begin with |");
            assertThatThrownBy(() -> rows(Map.of("value", "x", "op", "== A or A !=")))
                    .hasMessageContaining("rows: ");
            assertThatThrownBy(() -> rows(Map.of("value", "x", "table", "a-b")))
                    .hasMessageContaining("part of a longer word");
        }

        @Test
        void bindsNoLooserThanWhatStoodThere() {
            assertThat(rows(Map.of("value", "x", "filter", "false or true"))).containsExactlyInAnyOrder("y", "z");
            assertThat(library.find("rows").render(Map.of("value", "x", "filter", "false or true")))
                    .contains("where (false or true)");
        }
    }

    @Test
    void tellsWhatIsMissingUnknownOrGivenTwice() {
        assertThatThrownBy(() -> run("double", Map.of()))
                .hasMessage("double: a value is missing for value; it takes value (str)");
        assertThatThrownBy(() -> run("double", Map.of("valeu", "x")))
                .hasMessage("double: there is no parameter 'valeu'; did you mean 'value'?");
        assertThatThrownBy(() -> run("double", Map.of("value", "x", "text", "y")))
                .hasMessage("double: two values are given for value");
        assertThatThrownBy(() -> run("double", Map.of("value", List.of("x"))))
                .hasMessageContaining("stands in quotes and takes one value, not a list");
        assertThat(value(run("double", Map.of("v", "by alias")), "x")).isEqualTo("<by alias>");
    }
}
