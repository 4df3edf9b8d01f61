package vedette.magics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vedette.display.Renderers;
import vedette.kernel.CellFailure;
import vedette.kernel.java.JavaLanguage;

/** The commands for packs, rules, hunts, files and snippets, over the frames of a notebook. */
class WrittenQueriesTest {

    private final RecordingCell cell = new RecordingCell();
    private final JavaLanguage language = JavaLanguage.builder()
            .renderers(Renderers.load(WrittenQueriesTest.class.getClassLoader()))
            .magics(List.of(new KqlLibrary()))
            .build();

    @TempDir
    Path folder;

    @BeforeEach
    void define() {
        run("""
            Table logons = Table.create("logons",
                StringColumn.create("Account", "anna", "bo", "anna"),
                IntColumn.create("Failures", 3, 0, 5));\
            """);
    }

    @AfterEach
    void close() {
        language.close();
    }

    private String file(String name, String text) throws IOException {
        return "'" + Files.writeString(folder.resolve(name), text).toString().replace("\\", "\\\\") + "'";
    }

    private String pack() throws IOException {
        return file("pack.yaml", """
                metadata: {version: 1, data_environments: [MSSentinel], data_families: [Test]}
                sources:
                  of_account:
                    description: Logons of an account.
                    args: {query: 'logons | where Account == "{account}" | where Failures > {least} {add_query_items}'}
                    parameters:
                      account: {type: str, description: The account, aliases: [user]}
                      least: {type: int, description: More failures than this, default: 0}
                      add_query_items: {type: str, description: More, default: ''}
                  second: {description: Another, args: {query: logons | count}}
                """);
    }

    @Nested
    class Packs {

        @Test
        void areLoadedFoundExplainedAndRun() throws IOException {
            run("%kql --load_queries " + pack());
            assertThat(cell.stdout()).contains("2 queries from ");
            assertThat(text("%kql --queries table:logons account"))
                    .contains("of_account")
                    .doesNotContain("second");

            run("%kql --query_help of_account");
            assertThat(cell.stdout()).contains("account: str, must be given, also user", "least: int, default 0");

            assertThat(text("%kql --run of_account -p user=anna")).contains("2 rows x 2 cols");
            assertThat(text("%kql --run of_account -p account=anna -p least=4")).contains("1 row x 2 cols");
            assertThat(text("%kql --run of_account account=\"an\\\"na\"")).contains("0 rows");
            run("String who = \"bo\"; int n = -1;");
            assertThat(text("%kql --run of_account account={who} least={n}")).contains("1 row x 2 cols", "bo");
            assertThat(text("%kql --run of_account account=anna add_query_items='| project Failures'"))
                    .contains("2 rows x 1 col");
        }

        @Test
        void putTheirRowsIntoVariablesToo() throws IOException {
            run("%kql found << --run " + pack() + " of_account -p account=anna");

            assertThat(text("found.rowCount()")).isEqualTo("2");
        }

        @Test
        void sayWhatIsWrong() throws IOException {
            String pack = pack();
            run("%kql --load_queries " + pack);

            assertThat(failure("%kql --run of_acount").traceback()).anyMatch(line -> line.contains("of_account"));
            assertThat(failure("%kql --run of_account").value()).contains("a value is missing for account");
            assertThat(failure("%kql --run of_account accuont=x").value()).contains("did you mean 'account'?");
            assertThat(failure("%kql --run of_account account").value()).contains("is no value of a parameter");
            assertThat(failure("%kql --run of_account account={nobody}").value())
                    .contains("no variable");
            assertThat(failure("%kql --run of_account account=x least=many").value())
                    .contains("a whole number");
            assertThat(failure("%kql --run " + pack).traceback()).anyMatch(line -> line.contains("of_account, second"));
            assertThat(failure("%kql --load_queries nowhere.yaml").value()).contains("no such file");
            assertThat(failure("%kql --run").value()).contains("needs the name");
        }

        @Test
        void takeTheirTimeFromTheCellOrTheNotebook() throws IOException {
            run("%kql --load_queries " + file("times.yaml", """
                    metadata: {version: 1, data_environments: [MSSentinel], data_families: [Test]}
                    sources:
                      times:
                        args: {query: 'print TimeGenerated = datetime({start}), To = datetime({end})'}
                        parameters: {start: {type: datetime, default: -7}, end: {type: datetime}}
                    """));

            assertThat(text("%kql -time=2026-11-02..2026-11-03 --run times"))
                    .contains("2026-11-02 00:00", "2026-11-03 00:00");
            assertThat(text("%kql --run times -time=2026-11-02..2026-11-03 end=2026-11-05"))
                    .contains("2026-11-02 00:00", "2026-11-05 00:00");
            run("%kql --time 2026-10-01..2026-10-02");
            assertThat(text("%kql --run times")).contains("2026-10-01 00:00", "2026-10-02 00:00");
        }

        @Test
        void huntsOfOurOwnAreThereFromTheStart() {
            assertThat(text("%kql --queries technique:T1110.003")).contains("password_spray");
        }
    }

    @Test
    void javaUsesTheLibraryWithoutAnImport() throws IOException {
        String file = pack().replace('\'', '"');
        run("QueryLibrary library = QueryLibrary.load(java.nio.file.Path.of(" + file + "));");

        assertThat(text("library.search(\"another\").getFirst().name()")).contains("second");
        assertThat(
                        text(
                                "Kql.query(library.find(\"of_account\").render(java.util.Map.of(\"account\", \"anna\"))).table().rowCount()"))
                .isEqualTo("2");
    }

    @Nested
    class Rules {

        @Test
        void runAsTheyAreAndSayWhatTheyWouldDo() throws IOException {
            String rule = file("Rule.yaml", """
                    id: 00000000-aaaa-bbbb-cccc-000000000001
                    name: Failing accounts
                    severity: Low
                    queryFrequency: 1h
                    queryPeriod: 1d
                    triggerOperator: gt
                    triggerThreshold: 0
                    query: |
                      let least = 1;
                      let f = (T: (*)) { T | where Failures > least };
                      f(logons)
                    entityMappings:
                      - entityType: Account
                        fieldMappings: [{identifier: FullName, columnName: Account}]
                    """);

            assertThat(text("%kql --run " + rule)).contains("2 rows x 2 cols");
            assertThat(cell.stdout())
                    .contains("Failing accounts: raises an alert: 2 rows, and the rule alerts at more than 0 rows");
            assertThat(cell.displayed().getLast().text().orElseThrow()).contains("FullName", "anna");
        }
    }

    @Nested
    class Snippet {

        @Test
        void isUsedAsATable() {
            assertThat(text("%%kql --save failing\nlogons\n| where Failures > 0 // those that failed\n"))
                    .contains("2 rows x 2 cols");
            assertThat(cell.stdout()).contains("saved as failing");

            assertThat(text("%%kql\nfailing | summarize n = sum(Failures) by Account"))
                    .contains("8", "anna");
            assertThat(text("%kql logons | where Account in ((failing | project Account))"))
                    .contains("2 rows");
            assertThat(text("%kql --run failing")).contains("2 rows");
            assertThat(text("%kql --snippets")).contains("failing", "Failures > 0");
            run("%kql --forget failing");
            assertThat(failure("%kql failing").value()).contains("unknown table 'failing'");
        }

        @Test
        void isKeptAsItWasWritten() throws IOException {
            String text = "    // why: they failed\n    logons // all of them\n    | summarize n = sum(Failures) by"
                    + " Account // {not} a parameter\n    | render columnchart with (title = 'a  b')\n    // the end";
            String file = folder.resolve("failing.kql").toString().replace("\\", "\\\\");
            run("%%kql --save '" + file + "'\n\n" + text + "\n\n");

            assertThat(Files.readString(folder.resolve("failing.kql"))).isEqualTo(text + "\n");
            for (int i = 0; i < 2; i++) {
                assertThat(kept()).isEqualTo(text);
                run("%kql --forget failing");
                run("%kql --snippets '" + folder.toString().replace("\\", "\\\\") + "'");
            }
            assertThat(text("%kql failing | count")).contains("2");
        }

        private String kept() {
            run("var kept = %kql --snippets");
            return text("((Table) kept).stringColumn(\"query\").get(0)");
        }

        @Test
        void drawsItsPictureWhereItRuns() {
            run("%%kql --save failing\nlogons | summarize n = sum(Failures) by Account | render columnchart // bars");
            int before = cell.displayed().size();

            text("%kql --run failing");
            assertThat(cell.displayed()).hasSizeGreaterThan(before);
            int drawn = cell.displayed().size();
            text("%kql failing");
            assertThat(cell.displayed()).hasSize(drawn);
        }

        @Test
        void bracesOfItsTextAreItsOwnWhenItRuns() {
            run("String who = \"anna\";");
            run("%%kql --save braces\nlogons | where Account == {who} | extend x = strcat('{{who}}', '{who}')");
            run("who = \"bo\";");

            assertThat(text("%kql --run braces"))
                    .contains("anna", "{{who}}{who}")
                    .doesNotContain("bo");
            assertThat(failure("%kql --run braces -p who=bo").value()).contains("a snippet takes no values");
        }

        @Test
        void keepsTheValuesThatItsParametersHad() {
            run("String who = \"anna\";");
            run("%%kql --save hers\nlogons | where Account == {who}");
            run("who = \"bo\";");

            assertThat(text("%kql hers | count")).contains("2");
        }

        @Test
        void leavesCaretsWhereTheyBelong() {
            run("%%kql --save failing\nlogons | where Failures > 0");

            assertThat(failure("%%kql\nfailing\n| where Failure > 0")
                            .traceback()
                            .subList(0, 3))
                    .containsExactly(
                            "3:9: unknown column or value 'Failure' (KQL201)",
                            "  | where Failure > 0",
                            "          ^^^^^^^");
            run("logons = Table.create(\"logons\", IntColumn.create(\"Other\", 1));");
            assertThat(failure("%%kql\nfailing | take 1").traceback().getFirst())
                    .isEqualTo("1:16: in the snippet 'failing': unknown column or value 'Failures' (KQL201)");
        }

        @Test
        void neverStandsInForATable() {
            assertThat(failure("%%kql --save logons\nprint 1").value()).contains("'logons' is a table");
            run("%%kql --save later\nprint 1");
            run("Table later = Table.create(\"later\", IntColumn.create(\"Mine\", 7));");

            assertThat(text("%kql later")).contains("Mine", "7");
            assertThat(cell.stdout()).contains("later is the connection's table, not the snippet of that name");
        }

        @Test
        void isNotSavedWhereItFails() {
            failure("%%kql --save broken\nlogons | where Nope > 0");
            failure("%%kql --save broken\nlogons | where");
            failure("%%kql --save bro-ken\nlogons");
            assertThat(failure("%%kql --save broken\n").value()).contains("no query to save");

            run("%kql --snippets");
            assertThat(cell.stdout()).contains("there are no snippets");
        }

        @Test
        void canLiveInAFolder() throws IOException {
            String file = folder.resolve("queries/failing.kql").toString().replace("\\", "\\\\");
            run("%%kql --save '" + file + "'\nlogons | where Failures > 0");
            run("%kql --forget failing");

            assertThat(text("%kql --file '" + file + "'")).contains("2 rows");
            assertThat(text("%kql --snippets '"
                            + folder.resolve("queries").toString().replace("\\", "\\\\") + "'"))
                    .contains("failing");
            assertThat(text("%kql failing | count")).contains("2");
        }
    }

    @Test
    void filesTakeParametersByNameOrFromVariables() throws IOException {
        String file = file("one.kql", "logons\n| where Account == {account}\n");
        run("String account = \"bo\";");

        assertThat(text("%kql --file " + file)).contains("bo");
        assertThat(text("%kql --run " + file + " -p account=anna")).contains("2 rows");
        assertThat(failure("%kql --file " + folder.resolve("none.kql")).value()).contains("cannot be read");
    }

    private void run(String code) {
        language.evaluate(code, cell);
    }

    private String text(String code) {
        return language.evaluate(code, cell).orElseThrow().text().orElseThrow();
    }

    private CellFailure failure(String code) {
        return catchThrowableOfType(CellFailure.class, () -> language.evaluate(code, cell));
    }
}
