package vedette.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.Table;
import vedette.kql.query.QueryContext;
import vedette.kql.query.QueryException;
import vedette.kql.query.QueryRequest;

class LocalEngineTest {

    @TempDir
    Path folder;

    @Test
    void aFileIsATableByItsName() throws IOException {
        Files.writeString(folder.resolve("Logons.csv"), "User,Count\nann,3\nbob,\n");

        try (LocalEngine engine = LocalEngine.builder().folder(folder).build()) {
            assertThat(text(engine, "Logons | where User == 'ann' or isnull(Count) | sort by User asc"))
                    .isEqualTo("User:string  Count:long\n\"ann\"  3\n\"bob\"  null");
            assertThat(engine.tableNames()).containsExactly("Logons");
        }
    }

    @Test
    void aFileThatChangedIsReadAnew() throws IOException {
        Path file = Files.writeString(folder.resolve("T.csv"), "x\n1\n");

        try (LocalEngine engine = LocalEngine.builder().folder(folder).build()) {
            assertThat(text(engine, "T")).isEqualTo("x:long\n1");
            Files.writeString(file, "x,y\n1,two\n");
            assertThat(text(engine, "T")).isEqualTo("x:long  y:string\n1  \"two\"");
        }
    }

    @Test
    void aFrameCanBeJoinedWithAFile() throws IOException {
        Files.writeString(folder.resolve("Names.jsonl"), "{\"id\":1,\"name\":\"one\"}\n");
        Table numbers = Table.create("numbers", IntColumn.create("id", 1, 2));

        try (LocalEngine engine = LocalEngine.builder()
                .folder(folder)
                .frames(name -> name.equals("numbers") ? Optional.of(numbers) : Optional.empty())
                .build()) {
            assertThat(text(engine, "numbers | lookup Names on id | sort by id asc"))
                    .isEqualTo("id:int  name:string\n1  \"one\"\n2  \"\"");
        }
    }

    @Test
    void aLargeResultKeepsItsOrder() {
        try (LocalEngine engine = LocalEngine.builder().build()) {
            Table table = engine.execute(
                            QueryContext.NONE,
                            new QueryRequest("range i from 1 to 300000 step 1 | sort by i desc | where i % 3 == 0"
                                    + " | extend n = row_number() | where i + 3 * n != 300003"))
                    .table();

            assertThat(table.rowCount()).isZero();
        }
    }

    @Test
    void anUnknownTableIsAProblemWithItsPlace() {
        try (LocalEngine engine = LocalEngine.builder().build()) {
            assertThatThrownBy(() -> text(engine, "Nowhere | take 1"))
                    .isInstanceOfSatisfying(
                            QueryException.class,
                            failure -> assertThat(
                                            failure.problems().getFirst().span().start())
                                    .isZero());
        }
    }

    @Test
    void aFunctionThatOnlyAWorkspaceHasIsAProblemWithItsPlaceBeforeAnythingRuns() {
        try (LocalEngine engine = LocalEngine.builder().build()) {
            assertThatThrownBy(() -> text(engine, "print 1; print geo_info_from_ip_address('8.8.8.8')"))
                    .isInstanceOfSatisfying(
                            QueryException.class,
                            failure -> assertThat(
                                            failure.problems().getFirst().span().start())
                                    .isEqualTo(15))
                    .hasMessage("geo_info_from_ip_address is not supported locally");
        }
    }

    @Test
    void aCancelledQueryStops() {
        QueryContext cancelled = new QueryContext() {
            @Override
            public AutoCloseable onCancel(Runnable action) {
                action.run();
                return () -> {};
            }

            @Override
            public boolean isCancelled() {
                return true;
            }

            @Override
            public Optional<java.time.Duration> timeLimit() {
                return Optional.empty();
            }

            @Override
            public java.util.function.Consumer<vedette.kql.query.Progress> progress() {
                return progress -> {};
            }

            @Override
            public java.util.function.Consumer<String> notices() {
                return notice -> {};
            }
        };

        try (LocalEngine engine = LocalEngine.builder().build()) {
            assertThatThrownBy(() -> engine.execute(cancelled, new QueryRequest("range i from 1 to 9 step 1")))
                    .isInstanceOfSatisfying(
                            QueryException.class,
                            failure -> assertThat(failure.isCancelled()).isTrue());
        }
    }

    @Test
    void aRowThatDoesNotFitFailsAndNamesTheFile() throws IOException {
        Path file = folder.resolve("T.csv");
        StringBuilder rows = new StringBuilder("x\n");
        rows.append("1\n".repeat(100)).append("\"unclosed\n");
        Files.writeString(file, rows);

        try (LocalEngine engine = LocalEngine.builder().folder(folder).build()) {
            assertThat(catchMessage(engine)).doesNotContain("SELECT");
        }
    }

    private static String catchMessage(LocalEngine engine) {
        try {
            return text(engine, "T | summarize count() by x");
        } catch (QueryException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private static String text(LocalEngine engine, String query) {
        return Tables.text(
                engine.execute(QueryContext.NONE, new QueryRequest(query)).table());
    }
}
