package vedette.sentinel.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tech.tablesaw.api.Table;
import vedette.emulator.Fault;
import vedette.frame.Frames;
import vedette.kql.query.Connection;
import vedette.kql.query.QueryContext;
import vedette.kql.query.QueryException;
import vedette.kql.query.QueryRequest;
import vedette.kql.query.QueryRequest.Tier;
import vedette.kql.query.QueryResult;
import vedette.kql.query.TimeRange;
import vedette.sentinel.http.CloudHttp;

/** Data Explorer and the lake, against the emulator's and against recorded frames. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KustoConnectionsTest {

    private Lab lab;

    @BeforeAll
    void start() {
        lab = new Lab(Map.of("Events", Lab.events(2500, 10_000_000)), options -> options);
    }

    @AfterAll
    void stop() {
        lab.close();
    }

    private static QueryRequest with(String text, Map<String, String> properties) {
        return new QueryRequest(
                text, Optional.empty(), List.of(), Optional.of(Duration.ofMinutes(2)), Tier.ANALYTICS, properties);
    }

    @Test
    void clusterAnswersWithExactTypesAndRender() {
        QueryResult result = lab.cluster()
                .execute(
                        QueryContext.NONE,
                        new QueryRequest("print t = datetime(9999-12-31T23:59:59.9999999Z), l = 9007199254740993,"
                                + " d = dynamic({'a': [1]}), x = real(nan), s = 'é' | render piechart"));

        Table table = result.table();
        assertThat(table.columns().stream().map(column -> Frames.text(column, 0)))
                .containsExactly("9999-12-31T23:59:59.9999999Z", "9007199254740993", "{\"a\":[1]}", "NaN", "é");
        assertThat(result.render().orElseThrow().visualization()).isEqualTo("piechart");
        assertThat(table.name()).isEqualTo("result");
        assertThat(lab.cluster().description()).startsWith("vedette@127.0.0.1");
    }

    @Test
    void progressiveFragmentsAreOneTable() {
        QueryResult result = lab.cluster()
                .execute(
                        QueryContext.NONE,
                        with(
                                "Events",
                                Map.of(
                                        "results_progressive_enabled", "true",
                                        "query_results_progressive_row_count", "300",
                                        "results_v2_newlines_between_frames", "true")));

        assertThat(result.table().rowCount()).isEqualTo(2500);
        String body = lab.emulator.requests().queries().getLast().body();
        assertThat(body)
                .contains("\"results_progressive_enabled\":true")
                .contains("\"query_results_progressive_row_count\":300")
                .contains("\"servertimeout\":\"00:02:00\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"cluster", "lake"})
    void rangeIsWrittenIntoTheQueryToTheTick(String kind) {
        Connection connection = kind.equals("lake") ? lab.lake() : lab.cluster();
        TimeRange range = new TimeRange(Lab.START.plusSeconds(10), Lab.START.plusSeconds(20));

        Table table = connection
                .execute(QueryContext.NONE, Lab.request("Events | project n", range))
                .table();

        assertThat(table.rowCount()).isEqualTo(10);
        assertThat(Frames.text(table.column(0), 0)).isEqualTo("10");
    }

    @Test
    void lakeIsAskedInItsOwnTerms() {
        lab.lake().execute(QueryContext.NONE, new QueryRequest("print 1"));

        assertThat(lab.emulator.requests().queries().getLast().path()).isEqualTo("/lake/kql/v2/rest/query");
        assertThat(lab.emulator.requests().queries().getLast().body())
                .contains("\"db\":\"vedette-" + lab.emulator.workspace() + "\"")
                .contains("\"queryconsistency\":\"strongconsistency\"")
                .contains("\"query_language\":\"kql\"");
        assertThatThrownBy(() -> lab.lake().execute(QueryContext.NONE, new QueryRequest(".show tables")))
                .hasMessageContaining("no commands");
    }

    @Test
    void commandsGoToTheManagementPath() {
        QueryResult result = lab.cluster().execute(QueryContext.NONE, new QueryRequest(" .show version"));

        assertThat(result.table().columnNames()).contains("BuildVersion");
        assertThat(lab.emulator.requests().all().getLast().path()).isEqualTo("/v1/rest/mgmt");
    }

    @Test
    void truncatedAnswerIsIncomplete() {
        QueryResult result =
                lab.cluster().execute(QueryContext.NONE, with("Events", Map.of("truncationmaxrecords", "100")));

        assertThat(result.table().rowCount()).isEqualTo(100);
        assertThat(result.table().name()).endsWith("(incomplete)");
        assertThat(result.incomplete().orElseThrow()).contains("only 100 came", "limit");
    }

    @Test
    void syntaxErrorStandsUnderItsPlaceDespiteTheRangeThatWasPutIn() {
        String query = "Events\n| where n >> 1";

        assertThatThrownBy(() -> lab.cluster().execute(QueryContext.NONE, new QueryRequest(query)))
                .isInstanceOfSatisfying(
                        QueryException.class,
                        e -> assertThat(e.problems().getFirst().span().start()).isGreaterThanOrEqualTo(15));
        String unknown = "Events | where m > 1";
        assertThatThrownBy(() -> lab.cluster()
                        .execute(
                                QueryContext.NONE,
                                Lab.request(unknown, new TimeRange(Lab.START, Lab.START.plusSeconds(9)))))
                .isInstanceOfSatisfying(
                        QueryException.class,
                        e -> assertThat(e.problems().getFirst().span().start()).isEqualTo(unknown.indexOf("m >")));
    }

    @Test
    void cancelledQueryIsCancelledAtTheService() throws InterruptedException {
        CountDownLatch held = new CountDownLatch(1);
        lab.emulator.faults().next(new Fault.HeldHeaders(held));
        Recorded.Caller caller = new Recorded.Caller();
        CompletableFuture<QueryResult> result = CompletableFuture.supplyAsync(
                () -> lab.cluster().execute(caller, new QueryRequest("Events | where n == 77")));
        lab.emulator
                .requests()
                .await(
                        request -> request.query()
                                .filter(text -> text.contains("77"))
                                .isPresent(),
                        Duration.ofSeconds(20));
        caller.cancel();

        assertThatThrownBy(result::join)
                .cause()
                .isInstanceOfSatisfying(
                        QueryException.class, e -> assertThat(e.isCancelled()).isTrue());
        String id = lab.emulator
                .requests()
                .await(request -> request.body().contains("where n == 77"), Duration.ofSeconds(20))
                .header("x-ms-client-request-id")
                .orElseThrow();
        assertThat(lab.emulator
                        .requests()
                        .await(request -> request.body().contains(".cancel query"), Duration.ofSeconds(20))
                        .body())
                .contains(id);
        held.countDown();
    }

    private static QueryResult recorded(String frames) throws IOException {
        try (Recorded service = new Recorded()) {
            service.then(200, frames);
            return new DataExplorerConnection(
                            new CloudHttp(Recorded.options()).anonymous(), service.uri(), "db", "db@cluster")
                    .execute(QueryContext.NONE, new QueryRequest("T"));
        }
    }

    private static final String HEADER =
            "[{\"FrameType\":\"DataSetHeader\",\"IsProgressive\":true,\"Version\":\"v2.0\"},";
    private static final String TABLE = """
            {"FrameType":"TableHeader","TableId":7,"TableKind":"PrimaryResult","TableName":"PrimaryResult",\
            "Columns":[{"ColumnName":"n","ColumnType":"long"}]},""";

    private static String fragment(String type, String rows) {
        return "{\"FrameType\":\"TableFragment\",\"TableFragmentType\":\"" + type + "\",\"TableId\":7,\"FieldCount\":1,"
                + "\"Rows\":[" + rows + "]},";
    }

    @Test
    void replacingFragmentsReplace() throws IOException {
        Table table = recorded(HEADER + TABLE + fragment("DataAppend", "[1],[2]") + fragment("DataReplace", "[3]")
                        + fragment("DataAppend", "[4]") + "{\"FrameType\":\"DataSetCompletion\",\"HasErrors\":false}]")
                .table();

        assertThat(table.column(0).asStringColumn().asList()).containsExactly("3", "4");
    }

    @Test
    void errorsInTheLastFrameMakeTheAnswerIncomplete() throws IOException {
        QueryResult result = recorded(HEADER + TABLE + fragment("DataAppend", "[1]")
                + "{\"FrameType\":\"DataSetCompletion\",\"HasErrors\":true,\"Cancelled\":true,\"OneApiErrors\":["
                + "{\"error\":{\"code\":\"LimitsExceeded\",\"message\":\"Request aborted\","
                + "\"@message\":\"Query result set has exceeded the internal record count limit 500000\"}}]}]");

        assertThat(result.incomplete().orElseThrow())
                .contains("record count limit 500000", "500,000 rows", "cancelled");
    }

    @Test
    void answerWithoutItsLastFrameIsNoResult() {
        assertThatThrownBy(() -> recorded(HEADER + TABLE.substring(0, TABLE.length() - 1) + "]"))
                .isInstanceOf(QueryException.class)
                .hasMessageContaining("broke off");
    }

    @Test
    void schemaOfADatabase() throws IOException {
        try (Recorded service = new Recorded()) {
            service.then(200, """
                    {"Tables":[{"TableName":"Table_0","Columns":[{"ColumnName":"DatabaseSchema","DataType":"String"}],\
                    "Rows":[["{\\"Databases\\":{\\"db\\":{\\"Tables\\":{\\"T\\":{\\"Name\\":\\"T\\",\\"OrderedColumns\\":[\
                    {\\"Name\\":\\"a\\",\\"Type\\":\\"System.Int64\\",\\"CslType\\":\\"long\\"}]}}}}}"]]}]}""");
            Connection connection = new DataExplorerConnection(
                    new CloudHttp(Recorded.options()).anonymous(), URI.create(service.uri() + "/"), "db", "x");

            assertThat(connection.schema(QueryContext.NONE).toString()).isEqualTo("{T=[a:long]}");
            assertThat(service.seen.getFirst().body()).contains(".show database [\\\"db\\\"] schema as json");
            assertThat(service.seen.getFirst().headers().containsKey("Authorization"))
                    .isFalse();
        }
        assertThat(lab.cluster().schema(QueryContext.NONE)).isNotNull();
    }

    @Test
    void missingRoleOnADatabase() throws IOException {
        try (Recorded service = new Recorded()) {
            service.then(
                    403,
                    "{\"error\":{\"code\":\"Forbidden\",\"@message\":\"Principal 'x' is not authorized to read database\"}}");
            Connection connection = new DataExplorerConnection(
                    new CloudHttp(Recorded.options()).anonymous(), service.uri(), "db", "db@cluster");

            assertThatThrownBy(() -> connection.execute(QueryContext.NONE, new QueryRequest("T")))
                    .hasMessageContaining("Viewer of the database")
                    .hasMessageContaining("not authorized to read database");
        }
    }
}
