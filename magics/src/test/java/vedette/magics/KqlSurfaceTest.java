package vedette.magics;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import vedette.display.MimeBundle;

/** What users of {@code %kql} see, over the local engine. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KqlSurfaceTest {

    private final Notebook notebook = new Notebook();

    @BeforeAll
    void define() {
        notebook.run("""
            Table logons = Table.create("logons",
                StringColumn.create("Account", "anna", "bo", "anna"),
                IntColumn.create("Failures", 3, 0, 5),
                StringColumn.create("Extra", "{\\"ip\\":\\"10.0.0.1\\",\\"n\\":1}", "{}", "{\\"ip\\":\\"10.0.0.2\\"}"),
                DateTimeColumn.create("TimeGenerated", java.util.stream.Stream.of(
                    LocalDateTime.now(ZoneOffset.UTC).minusMinutes(5),
                    LocalDateTime.now(ZoneOffset.UTC).minusDays(3),
                    LocalDateTime.of(2026, 1, 1, 12, 0))));\
            """);
    }

    @AfterAll
    void close() {
        notebook.close();
    }

    @Nested
    class SeveralQueries {

        @Test
        void areShownEachWithItsOwnLine() {
            int before = notebook.cell.displayed().size();

            assertThat(notebook.text("%%kql\nlogons | count\n\nlogons | where Account == \"bo\"\n\nprint last = 3"))
                    .contains("last", "1 row x 1 col | local");
            List<MimeBundle> earlier = notebook.cell.displayed().subList(before, before + 2);
            assertThat(earlier.get(0).text().orElseThrow()).contains("1 row x 1 col | local");
            assertThat(earlier.get(1).text().orElseThrow()).contains("bo", "1 row x 4 cols | local");
        }

        @Test
        void keepTheirOwnNamesAndOptions() {
            notebook.run("%%kql first << -take=1\nlogons\n\nsecond << -take=2 logons");

            assertThat(notebook.text("first.rowCount() + second.rowCount()")).isEqualTo("3");
        }

        @Test
        void mayBeOneWithAnEmptyLine() {
            assertThat(notebook.text("%%kql\nlet x = \"Hello\"; let y = 10;\n\nprint x, y"))
                    .contains("Hello", "10");
        }

        @Test
        void giveSeveralNamesTheirTables() {
            notebook.run("%%kql total, bos <<\nlogons | count; logons | where Account == \"bo\"");

            assertThat(notebook.text("total.rowCount() + \" \" + bos.rowCount()"))
                    .isEqualTo("1 1");
            assertThat(notebook.failure("%%kql one, two << logons").value()).contains("1 result for 2 variables");
        }

        @Test
        void mayHoldCommands() {
            assertThat(notebook.text("%%kql\nlogons | count\n%kql --tables logons"))
                    .contains("logons", "4");
        }
    }

    @Nested
    class Options {

        @Test
        void limitWhatIsShownAndKept() {
            assertThat(notebook.text("%kql -display_limit=1 logons")).contains("3 rows x 4 cols, first 1 shown");
            assertThat(notebook.text("%kql -dl=0 logons"))
                    .doesNotContain("anna")
                    .contains("3 rows x 4 cols, none shown");
            assertThat(notebook.text("%kql -display_limit=none range x from 1 to 60 step 1"))
                    .contains("\n60\n");
            assertThat(notebook.text("%kql -al 2 logons")).contains("2 rows x 4 cols");
            assertThat(notebook.text("%kql -take=1 -show_query logons | render table"))
                    .contains("1 row x 4 cols");
            assertThat(notebook.cell.stdout()).contains("logons\n| take 1 | render table");
        }

        @Test
        void limitNoPicture() {
            assertThat(notebook.text(
                            "%kql -display_limit=1 range x from 1 to 60 step 1 | extend y = x | render linechart"))
                    .contains("60 rows x 2 cols")
                    .doesNotContain("shown");
        }

        @Test
        void areLiteralsOrVariables() {
            notebook.run("int most = 1; String which = \"Account\";");

            assertThat(notebook.text("%kql -dl=most logons")).contains("first 1 shown");
            assertThat(notebook.traceback("%kql -dl=mots logons"))
                    .contains("1:10", "'mots' is no whole number", "did you mean 'most'?");
            assertThat(notebook.traceback("%kql -dl=which logons")).contains("holds String");
        }

        @Test
        void thatDoNotExistAreFailuresUnderTheirPlace() {
            assertThat(notebook.traceback("%%kql\n-display_limt=3\nlogons"))
                    .contains("2:1", "there is no option '-display_limt'", "did you mean '-display_limit'?");
            assertThat(notebook.traceback("%kql -plot_package=matplotlib logons"))
                    .contains("'matplotlib' is no value of -plot_package");
            assertThat(notebook.traceback("%kql -cursor_var=x logons"))
                    .contains("does not exist here", "cursor_current()");
        }

        @Test
        void thatHaveNoEffectAreExplainedOnce() {
            assertThat(notebook.printed("%kql -popup_window -pp=plotly logons | count"))
                    .contains("-popup_window has no effect", "-plot_package has no effect");
            assertThat(notebook.printed("%kql -popup_window logons | count")).doesNotContain("no effect");
        }

        @Test
        void haveValuesOfTheNotebook() {
            assertThat(notebook.printed("%kql --config \"display_limit=1; feedback=true\""))
                    .contains("display_limit = 1", "feedback = true");
            assertThat(notebook.text("%kql logons")).contains("first 1 shown");
            assertThat(notebook.printed("%config Kqlmagic.display_limit = 50")).contains("display_limit = 50");
            assertThat(notebook.text("%kql --config")).contains("display_limit", "plotly_layout");
            assertThat(notebook.failure("%config Kqlmagic.display_limt = 1").value())
                    .contains("did you mean");
        }

        @Test
        void spreadDynamicColumnsAndZones() {
            assertThat(notebook.text("%kql -expand=Extra logons | project Account, Extra=parse_json(Extra)"))
                    .contains("Extra_ip", "10.0.0.2", "Extra_n");
            assertThat(notebook.text("%kql -tz=Europe/Oslo print t = datetime(2026-07-01T10:00:00Z)"))
                    .contains("2026-07-01 12:00:00+02:00");
            assertThat(notebook.failure("%kql -tz=Oslo print 1").value()).contains("no zone of time");
        }

        @Test
        void putColumnsIntoVariables() {
            notebook.run("%kql -c2lv logons | project Account");

            assertThat(notebook.text("Account.size()")).isEqualTo("3");
        }

        @Test
        void showWhatWouldBeSent() {
            assertThat(notebook.text("%kql -dry_run -time=1h -take=3 logons"))
                    .contains("not sent", "connection: local", "time range: 1h to", "logons\n| take 3");
        }

        @Test
        void suppressRows() {
            notebook.run("%kql logons | count;");

            assertThat(notebook.text("_kql.table().rowCount()")).isEqualTo("1");
        }
    }

    @Nested
    class Time {

        @Test
        void boundsRowsAndIsShown() {
            assertThat(notebook.text("%kql -time=1h logons")).contains("1 row x 4 cols | local | 1h to ");
            assertThat(notebook.text("%kql -time=2026-01-01..2026-01-02 logons"))
                    .contains("1 row x 4 cols | local | 2026-01-01 to 2026-01-02");
            assertThat(notebook.text("%kql -from=2026-01-01 -to=2026-01-02 logons"))
                    .contains("1 row x 4 cols");
            assertThat(notebook.text("%kql +timespan=P7D logons")).contains("2 rows x 4 cols | local | 7d to ");
        }

        @Test
        void maybeAVariable() {
            notebook.run("var recent = Duration.ofHours(1); var newYear = LocalDate.of(2026, 1, 1);");

            assertThat(notebook.text("%kql -time=recent logons")).contains("1 row x 4 cols");
            assertThat(notebook.text("%kql -from=newYear -to=2026-01-02 logons"))
                    .contains("1 row x 4 cols");
        }

        @Test
        void ofTheQueryAndOfTheOptionMeetAndSaySo() {
            assertThat(notebook.text("%kql -time=7d logons | where TimeGenerated > ago(1h)"))
                    .contains("1 row", "intersection of -time (7d to", ") and the query");
            assertThat(notebook.text("%kql logons | where TimeGenerated > ago(1h)"))
                    .contains("| time as in the query |");
        }

        @Test
        void ofTheNotebookIsForQueriesWithoutTheirOwn() {
            assertThat(notebook.printed("%kql --time 1h")).contains("1h");
            try {
                assertThat(notebook.text("%kql logons")).contains("1 row x 4 cols | local | 1h to ");
                assertThat(notebook.text("%kql logons | where TimeGenerated > ago(7d)"))
                        .contains("2 rows", "| time as in the query |");
                assertThat(notebook.text("%kql -time=none logons")).contains("3 rows x 4 cols | local | all time");
            } finally {
                notebook.run("%kql --time none");
            }
            assertThat(notebook.text("%kql logons")).contains("3 rows");
        }

        @Test
        void thatIsNoneIsAFailure() {
            assertThat(notebook.traceback("%kql -time=P10M logons")).contains("10m or PT10M");
            assertThat(notebook.failure("%kql --time soon").value()).contains("no stretch of time");
        }

        @Test
        void asABareNumberIsTheOldTimeout() {
            assertThat(notebook.text("%kql -to=30 logons | count")).contains("all time");
        }
    }

    @Nested
    class Parameters {

        @Test
        void leadIntoRecordsMapsAndFrames() {
            notebook.run("record Alert(String account, int failures) {}\nvar alert = new Alert(\"anna\", 3);");
            notebook.run("var found = Map.of(\"who\", \"bo\");");

            assertThat(notebook.text(
                            "%%kql\nlogons | where Account == {alert.account} and Failures == {alert.failures}"))
                    .contains("1 row x");
            assertThat(notebook.text("%%kql\nlogons | where Account == {found.who}"))
                    .contains("1 row x");
            assertThat(notebook.text("%%kql\nlogons | where Account in ({logons.Account})"))
                    .contains("3 rows x");
            assertThat(notebook.traceback("%%kql\nprint {alert.host}")).contains("2:7", "Alert has no member 'host'");
        }

        @Test
        void areNamesAndTextWhereTheySaySo() {
            notebook.run("String table = \"logons\"; String filter = \"Failures > 3\";");

            assertThat(notebook.text("%%kql\n{table:id} | where {filter:raw}")).contains("1 row x");
        }

        @Test
        void areBorrowedByLetButNeverForATable() {
            notebook.run("long least = 4; String nobody = \"x\";");

            assertThat(notebook.text("%%kql\nlet n = least;\nlogons | where Failures > n"))
                    .contains("1 row x");
            assertThat(notebook.text("%%kql\nlet T = logons;\nT | count")).contains("3");
        }

        @Test
        void areTablesAsWell() {
            notebook.run(
                    "Table hostile = Table.create(\"h\", StringColumn.create(\"a-b c\", \"x'] ; .drop table T //\", \"\\\"\\\\\"));");

            assertThat(notebook.text("%%kql\n{hostile} | summarize count()")).contains("2");
        }

        @Test
        void comeFromMapsAndQueriesFromVariables() {
            notebook.run("var values = Map.of(\"who\", \"bo\"); String asked = \"logons | where Account == {who}\";");

            assertThat(notebook.text("%kql -params_dict=values -query=asked")).contains("1 row x");
        }

        @Test
        void leaveStringsCommentsDynamicAndBodiesAlone() {
            notebook.run("String a = \"no\"; int x = 3;");

            assertThat(notebook.text("%%kql\nprint d = dynamic({\"a\":1}), s = \"{a}\" // {a}"))
                    .contains("{\"a\":1}", "{a}");
            assertThat(notebook.text("%%kql\nlet f = (x:long) { x + 1 }; print f(1)"))
                    .contains("2");
        }

        @Test
        void keepTenThousandHostileValues() {
            notebook.run("""
                    var random = new Random(7);
                    var texts = new ArrayList<String>();
                    String alphabet = "ab\\"'\\\\`~{}[]();|/*%$\\n\\r\\t\\u0007\\u200b\\u2028é漢🙂";
                    for (int i = 0; i < 10_000; i++) {
                        var text = new StringBuilder();
                        int length = random.nextInt(12);
                        for (int j = 0; j < length; j++) {
                            int at = random.nextInt(alphabet.codePointCount(0, alphabet.length()));
                            text.appendCodePoint(alphabet.codePointAt(alphabet.offsetByCodePoints(0, at)));
                        }
                        texts.add(text.toString());
                    }
                    Table sent = Table.create("sent", StringColumn.create("text", texts));
                    """);
            notebook.run("%%kql back << -display_limit=0\n{sent} | serialize");

            assertThat(notebook.text("back.stringColumn(\"text\").asList().equals(texts)"))
                    .isEqualTo("true");
        }
    }

    @Nested
    class Failures {

        @Test
        void saySoOfVariablesThatKeepTheirValues() {
            notebook.run("%%kql kept <<\nlogons");

            assertThat(notebook.traceback("%%kql kept <<\nlogons | nonsense")).contains("kept is unchanged");
            assertThat(notebook.traceback("%%kql never << logons | nonsense")).contains("never is not assigned");
        }

        @Test
        void standUnderTheQueryBehindOptionsAndTakes() {
            assertThat(notebook.traceback("%%kql -take=5 -stats // why\n\nlogons\n\n| where Nope > 1"))
                    .contains("5:9", "Nope");
        }

        @Test
        void ofCommandsHaveAWordOnWhatWasMeant() {
            assertThat(notebook.traceback("%kql --tabels")).contains("1:6", "did you mean '--tables'?");
            assertThat(notebook.traceback("%kql --schema logon")).contains("did you mean 'logons'?");
            assertThat(notebook.traceback("%kql socc a << logons")).contains("socc");
        }
    }

    @Nested
    class Recordings {

        @TempDir
        Path folder;

        @Test
        void answerWithoutAskingAndLookTheSame() {
            notebook.run("%kql --config cache_folder_name=\""
                    + folder.resolve("all").toString().replace('\\', '/') + "\"");
            notebook.run("%kql --cache night");
            String query =
                    "%kql -show_query_time=false print a = 1.5, b = datetime(2026-01-01), c = dynamic({\"x\":1}),"
                            + " d = 1d, e = long(null), f = decimal(1.20), g = \"//host1\", h = real(nan), i = true";
            String first = notebook.text(query);
            notebook.run("%kql --cache_stop");
            notebook.run("%kql --use_cache night");
            try {
                assertThat(notebook.text(query).replace(" | recorded in night", ""))
                        .isEqualTo(first);
                assertThat(notebook.failure(query.replace("host1", "host2")).value())
                        .contains("has no answer to this query");
                assertThat(notebook.failure(query.replace("-show", "-time=1h -show"))
                                .value())
                        .contains("has no answer");
                assertThat(notebook.text("%kql --cache_list")).contains("night", "replaying");
            } finally {
                notebook.run("%kql --use_cache_stop");
            }
            notebook.run("%kql --cache_remove night");
            assertThat(notebook.failure("%kql --use_cache night").value()).contains("there is no recording night");
        }

        @Test
        void ofOneResultAreReadByJava() {
            String file = folder.resolve("one.jsonl").toString().replace('\\', '/');
            notebook.run("%kql -save_as=\"" + file + "\" logons | project Account;");

            assertThat(notebook.text("Kql.read(Path.of(\"" + file + "\")).table().rowCount()"))
                    .isEqualTo("3");
        }
    }

    @Nested
    class FromJava {

        @Test
        void queriesReturnTheirResults() {
            assertThat(notebook.text("Kql.query(\"logons | count\").table().longColumn(0).get(0)"))
                    .isEqualTo("3");
            assertThat(notebook.text("Kql.with(\"local\").time(\"1h\").param(\"who\", \"anna\")"
                            + ".query(\"logons | where Account == {who}\")"))
                    .contains("anna", "1 row x 4 cols | local | 1h to");
        }

        @Test
        void queriesRunSideBySide() {
            assertThat(notebook.text("""
                            IntStream.range(0, 8).parallel()
                                .mapToObj(i -> Kql.current().param("i", i).query("print v = {i}").table().intColumn(0).get(0))
                                .toList()\
                            """)).isEqualTo("[0, 1, 2, 3, 4, 5, 6, 7]");
        }

        @Test
        void resultsKnowWhatWasSentAndCanBeAskedAgain() {
            notebook.run("%%kql\nlogons | where Account == {given}\n%kql --version".replace("{given}", "\"bo\""));
            notebook.run("String person = \"bo\";");
            notebook.run("%%kql\nlogons | where Account == {person};\n;");

            assertThat(notebook.text("_kql.info().sentQuery()")).contains("Account == \"bo\"");
            assertThat(notebook.text("_kql_raw_result_.info().connection()")).isEqualTo("local");
            assertThat(notebook.text("_kql.submit(Map.of(\"person\", \"anna\")).table().rowCount()"))
                    .isEqualTo("2");
            assertThat(notebook.text("_kql.refresh().table().rowCount()")).isEqualTo("1");
        }

        @Test
        void csvRunsNoFormula() {
            notebook.run("%kql print cmd = \"=1+2\", n = -5, s = \"a,b\";");

            assertThat(notebook.text("_kql.toCsv()")).contains("'=1+2,-5,\"a,b\"");
        }
    }

    @Test
    void commandsExplain() {
        assertThat(notebook.printed("%kql --help")).contains("%%kql [connection]", "--schema [table|pattern]");
        assertThat(notebook.text("%kql --help options")).contains("display_limit");
        assertThat(notebook.printed("%kql --py print(1)")).contains("Python");
        assertThat(notebook.text("%kql --schema logons")).contains("Failures", "int");
        assertThat(notebook.text("%kql --conn")).contains("local", "none needed");
        notebook.run("%kql logons | count;");
        assertThat(notebook.printed("%kql --bug_report"))
                .contains("Java", "text left out")
                .doesNotContain("logons");
    }

    @Test
    void lineValuesAreFrames() {
        notebook.run("var counted = %kql logons | count");

        assertThat(notebook.text("counted.rowCount()")).isEqualTo("1");
    }
}
