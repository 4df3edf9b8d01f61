package vedette.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import vedette.frame.ExactColumn;
import vedette.frame.KqlType;
import vedette.kql.query.Connection;
import vedette.kql.query.QueryContext;
import vedette.kql.query.QueryException;
import vedette.kql.query.QueryRequest;
import vedette.kql.query.TimeRange;

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
    void searchLooksIntoAllFilesOrThoseItNames() throws IOException {
        Files.writeString(folder.resolve("Logons.csv"), "User,Device\nann,fin-07\nbob,hr-01\n");
        Files.writeString(folder.resolve("Mails.csv"), "Sender,Subject\neve,for ann\nbob,hello\n");
        Files.writeString(folder.resolve("Ports.csv"), "Port\n445\n");

        try (LocalEngine engine = LocalEngine.builder().folder(folder).build()) {
            assertThat(text(engine, "search 'ann' | project-reorder $table, Sender, User | sort by $table asc"))
                    .isEqualTo("""
                            $table:string  Sender:string  User:string  Device:string  Subject:string  Port:long
                            "Logons"  ""  "ann"  "fin-07"  ""  null
                            "Mails"  "eve"  ""  ""  "for ann"  null""");
            assertThat(text(engine, "search in (M*) 'hello' | project Sender")).isEqualTo("Sender:string\n\"bob\"");
            assertThat(text(engine, "search User == 'bob' | project $table, Device"))
                    .isEqualTo("$table:string  Device:string\n\"Logons\"  \"hr-01\"");
            assertThat(text(engine, "search Device:'fin*' | project User")).isEqualTo("User:string\n\"ann\"");
            assertThat(text(engine, "search 445 | project $table")).isEqualTo("$table:string\n\"Ports\"");
            assertThat(text(engine, "union withsource=T * | summarize n = count() by T | sort by T asc"))
                    .isEqualTo("T:string  n:long\n\"Logons\"  2\n\"Mails\"  2\n\"Ports\"  1");
            assertThatThrownBy(() -> text(engine, "search Nowhere == 1")).hasMessageContaining("Nowhere");
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

    @Test
    void aTimeRangeBoundsEachStoredTableThatHasATime() throws IOException {
        Files.writeString(
                folder.resolve("Logons.csv"),
                "TimeGenerated,User\n2024-05-01T00:00:00Z,ann\n2024-05-02T00:00:00Z,bob\n2024-05-03T00:00:00Z,cid\n");
        Files.writeString(folder.resolve("Users.csv"), "User,Site\nann,oslo\nbob,bergen\ncid,bergen\n");
        TimeRange range = new TimeRange(Instant.parse("2024-05-01T00:00:00Z"), Instant.parse("2024-05-03T00:00:00Z"));

        try (LocalEngine engine = LocalEngine.builder().folder(folder).build()) {
            assertThat(text(
                            engine,
                            new QueryRequest(
                                            "Users | lookup kind=inner (Logons | where User != 'ann') on User | project Site")
                                    .withTimeRange(range)))
                    .isEqualTo("Site:string\n\"bergen\"");
            assertThat(text(engine, new QueryRequest("Logons | summarize max(User)").withTimeRange(range)))
                    .isEqualTo("max_User:string\n\"bob\"");
            assertThat(text(
                            engine,
                            new QueryRequest("datatable(TimeGenerated: datetime)[datetime(2020-01-01)] | count")
                                    .withTimeRange(range)))
                    .isEqualTo("Count:long\n1");
        }
    }

    @Test
    void aTimeRangeIsExactToTheTickAndBoundsFramesToo() {
        ExactColumn<Instant> times = new ExactColumn<>("TimeGenerated", KqlType.DATETIME);
        times.append(Instant.parse("2024-05-01T00:00:00.000000100Z"));
        times.append(Instant.parse("2024-05-01T00:00:00.000000200Z"));
        Table frame = Table.create("T", times);
        TimeRange range =
                new TimeRange(Instant.parse("2024-05-01T00:00:00.000000101Z"), Instant.parse("+99999-01-01T00:00:00Z"));

        try (LocalEngine engine = LocalEngine.builder()
                .frames(name -> name.equals("T") ? Optional.of(frame) : Optional.empty())
                .build()) {
            assertThat(text(engine, new QueryRequest("T").withTimeRange(range)))
                    .isEqualTo("TimeGenerated:datetime\n2024-05-01T00:00:00.0000002Z");
        }
    }

    @Test
    void enginesTogetherHaveTheRowsOfAll() throws IOException {
        Path first = Files.createDirectory(folder.resolve("first"));
        Path second = Files.createDirectory(folder.resolve("second"));
        Files.writeString(first.resolve("T.csv"), "id,name\n1,one\n2,\n");
        Files.writeString(second.resolve("T.csv"), "id,site\n3,oslo\n");
        Files.writeString(second.resolve("U.csv"), "x\n7\n");
        Table frame = Table.create("T", LongColumn.create("id", 4L));

        try (LocalEngine one = LocalEngine.builder().folder(first).build();
                LocalEngine two = LocalEngine.builder().folder(second).build();
                LocalEngine three = LocalEngine.builder()
                        .frames(name -> name.equals("T") ? Optional.of(frame) : Optional.empty())
                        .build()) {
            Connection all = one.together(List.of(two, three));

            assertThat(text(all, new QueryRequest("T | sort by id asc")))
                    .isEqualTo(
                            "id:long  name:string  site:string\n1  \"one\"  \"\"\n2  \"\"  \"\"\n3  \"\"  \"oslo\"\n4  \"\"  \"\"");
            assertThat(text(all, new QueryRequest("T | where isempty(name) | count")))
                    .isEqualTo("Count:long\n3");
            assertThat(text(all, new QueryRequest("U"))).isEqualTo("x:long\n7");
            assertThat(all.schema(QueryContext.NONE).sequencedKeySet()).containsExactly("T", "U");
        }
    }

    @Test
    void aColumnOfTwoTypesIsToldAndNotConverted() {
        Table numbers = Table.create("T", LongColumn.create("id", 4L));
        Table texts = Table.create("T", StringColumn.create("id", "four"));

        try (LocalEngine one = LocalEngine.builder()
                        .frames(name -> Optional.of(numbers))
                        .build();
                LocalEngine two =
                        LocalEngine.builder().frames(name -> Optional.of(texts)).build()) {
            Connection both = one.together(List.of(two));

            assertThatThrownBy(() -> text(both, new QueryRequest("T")))
                    .isInstanceOf(QueryException.class)
                    .hasMessageContaining("'id'")
                    .hasMessageContaining("string");
        }
    }

    @Test
    void whatARequestAsksOfAServiceIsToldToBeLeftOut() {
        QueryRequest asked = new QueryRequest("print 1");

        try (LocalEngine engine = LocalEngine.builder().build()) {
            assertThat(engine.execute(
                                    QueryContext.NONE,
                                    new QueryRequest(
                                            asked.text(),
                                            Optional.empty(),
                                            List.of(),
                                            Optional.empty(),
                                            QueryRequest.Tier.BASIC,
                                            Map.of("notruncation", "true")))
                            .warnings())
                    .singleElement()
                    .asString()
                    .contains("notruncation");
            assertThatThrownBy(() -> engine.execute(
                            QueryContext.NONE,
                            new QueryRequest(
                                    asked.text(),
                                    Optional.empty(),
                                    List.of("soc"),
                                    Optional.empty(),
                                    asked.tier(),
                                    Map.of())))
                    .isInstanceOf(QueryException.class)
                    .hasMessageContaining("soc");
        }
    }

    @Test
    void aRequestsTimeoutStopsTheQuery() {
        QueryRequest endless = new QueryRequest(
                "range i from 1 to 100000000 step 1 | summarize dcount(tostring(i))",
                Optional.empty(),
                List.of(),
                Optional.of(Duration.ofMillis(1)),
                QueryRequest.Tier.ANALYTICS,
                Map.of());

        try (LocalEngine engine = LocalEngine.builder().build()) {
            assertThatThrownBy(() -> engine.execute(QueryContext.NONE, endless))
                    .isInstanceOf(QueryException.class)
                    .hasMessageContaining("took longer");
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

    private static String text(Connection engine, QueryRequest request) {
        return Tables.text(engine.execute(QueryContext.NONE, request).table());
    }
}
