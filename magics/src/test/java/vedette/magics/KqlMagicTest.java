package vedette.magics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import vedette.display.MimeBundle;
import vedette.display.Renderers;
import vedette.kernel.CellFailure;
import vedette.kernel.java.JavaLanguage;

/** Cells with {@code %kql} and {@code %%kql}, evaluated by the language that a notebook runs, over the local engine. */
class KqlMagicTest {

    private final RecordingCell cell = new RecordingCell();
    private final JavaLanguage language = language();

    private static JavaLanguage language() {
        return JavaLanguage.builder()
                .renderers(Renderers.load(KqlMagicTest.class.getClassLoader()))
                .magics(List.of(new KqlLibrary()))
                .build();
    }

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

    @Nested
    class Results {

        @Test
        void areShownAsTables() {
            assertThat(text("%%kql\nlogons | where Failures > 0 | sort by Failures asc"))
                    .contains("anna", "3", "5", "2 rows x 2 cols | local | all time | ");
        }

        @Test
        void goIntoVariablesOfJava() {
            run("%%kql failing <<\nlogons | where Failures > 0");

            assertThat(cell.stdout()).contains("failing: 2 rows x 2 cols | local");
            assertThat(text("failing.rowCount()")).isEqualTo("2");
        }

        @Test
        void goIntoVariablesAlsoWithTheNameBelow() {
            run("%%kql\nfailing << logons | where Failures > 3");

            assertThat(text("failing.rowCount()")).isEqualTo("1");
        }

        @Test
        void ofALineAreValuesOfJava() {
            assertThat(text("%kql logons | count")).contains("3");
        }

        @Test
        void areDrawnWhereRenderSaysSo() {
            assertThat(text("%%kql\nlogons | render columnchart")).startsWith("3 rows x 2 cols | local");

            assertThat(cell.displayed().getLast().data()).containsKeys(MimeBundle.VEGA_LITE, MimeBundle.PNG);
        }

        @Test
        void areTablesWithAWordWhereTheyCannotBeDrawn() {
            assertThat(text("%%kql\nlogons | project Account | render timechart"))
                    .contains("3 rows");
            assertThat(cell.stderr()).contains("render timechart", "datetimes");
        }

        @Test
        void ofSeveralStatementsAreAllShown() {
            assertThat(text("%%kql\nlogons | count;\nlogons | where Account == \"bo\""))
                    .contains("bo");
            assertThat(cell.displayed()).hasSize(1);
        }
    }

    @Nested
    class Parameters {

        @Test
        void areValuesWhateverTheyHold() {
            run("String who = \"anna\\\" or 1 == 1 //\";");

            assertThat(text("%%kql\nlogons | where Account == {who} | count")).contains("0");
        }

        @Test
        void maybeLists() {
            run("var people = java.util.List.of(\"bo\", \"carl\");");

            assertThat(text("%%kql\nlogons | where Account in ({people})"))
                    .contains("bo")
                    .doesNotContain("anna");
        }

        @Test
        void thatDoNotExistAreShownWhereTheyStand() {
            run("String who = \"anna\";");

            assertThat(failure("%%kql\nlogons | where Account == {whom}").traceback())
                    .anyMatch(line -> line.contains("2:27"))
                    .anyMatch(line -> line.contains("did you mean 'who'?"));
        }
    }

    @Nested
    class Errors {

        @Test
        void areShownUnderTheUsersOwnText() {
            List<String> traceback =
                    failure("%%kql\nlogons\n| where Failure > 0").traceback();

            assertThat(traceback.getFirst()).contains("3:9", "Failure");
            assertThat(traceback).anyMatch(line -> line.strip().equals("^^^^^^^"));
            assertThat(String.join("\n", traceback)).contains("did you mean 'Failures'?");
        }

        @Test
        void areShownUnderTheUsersOwnTextBehindParameters() {
            run("String who = \"a very long name that shifts what comes behind\";");

            assertThat(failure("%%kql\nlogons | where Account == {who} and Nope > 1")
                            .traceback()
                            .getFirst())
                    .contains("2:37");
        }

        @Test
        void keepWhatWasThere() {
            run("%%kql kept <<\nlogons");
            failure("%%kql kept <<\nlogons | nonsense");

            assertThat(text("kept.rowCount()")).isEqualTo("3");
        }

        @Test
        void sayThatThereIsNoQuery() {
            assertThat(failure("%%kql\n  ").value()).contains("no query");
        }

        @Test
        void refuseNamesThatAreNone() {
            assertThat(failure("%%kql class <<\nlogons").value()).contains("class");
        }
    }

    @Test
    @Timeout(60)
    void anInterruptStopsAQueryAndTheNextOneRuns() throws Exception {
        CompletableFuture<CellFailure> stopped = CompletableFuture.supplyAsync(() -> failure("%%kql\n"
                + "range a from 1 to 100000 step 1 | extend k = 1 | join kind=inner (range b from 1 to"
                + " 100000 step 1 | extend k = 1) on k | summarize sum(a * b)"));
        assertThat(cell.awaitDisplay(30, TimeUnit.SECONDS))
                .as("a line of progress")
                .isTrue();
        cell.interrupt();

        assertThat(stopped.get(30, TimeUnit.SECONDS).name()).isEqualTo("KeyboardInterrupt");
        cell.reset();
        assertThat(text("%kql logons | count")).contains("3");
    }

    private void run(String code) {
        language.evaluate(code, cell);
    }

    private MimeBundle bundle(String code) {
        return language.evaluate(code, cell).orElseThrow();
    }

    private String text(String code) {
        return bundle(code).text().orElseThrow();
    }

    private CellFailure failure(String code) {
        return catchThrowableOfType(CellFailure.class, () -> language.evaluate(code, cell));
    }
}
