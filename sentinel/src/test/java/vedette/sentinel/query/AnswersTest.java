package vedette.sentinel.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static vedette.sentinel.query.Recorded.answered;
import static vedette.sentinel.query.Recorded.table;

import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.Table;
import vedette.frame.Frames;
import vedette.kql.query.QueryContext;
import vedette.kql.query.QueryException;
import vedette.kql.query.QueryRequest;
import vedette.kql.query.QueryResult;

/** The shapes in which answers come, odd ones included, and what is never lost without a word. */
class AnswersTest {

    private static final String ROWS = "[1],[2],[3]";
    private static final String TOO_LARGE = """
            "error":{"code":"PartialError","message":"There were some errors when processing your query.",\
            "details":[{"code":"EngineError","message":"Something went wrong processing your query on the server.",\
            "innererror":{"code":"-2133196797","message":"The results of this query exceed the set limit of 64000000 \
            bytes, so not all records were returned (E_QUERY_RESULT_SET_TOO_LARGE).","severity":2,\
            "severityName":"Error"}}]}""";

    private static String with(String table, String more) {
        return table.substring(0, table.length() - 1) + "," + more + "}";
    }

    @Test
    void partialErrorAfterTheTablesIsNeverOverlooked() throws IOException {
        QueryResult result = answered(with(table("n:long", ROWS), TOO_LARGE));

        assertThat(result.table().rowCount()).isEqualTo(3);
        assertThat(result.table().name()).isEqualTo("result (incomplete)");
        assertThat(result.incomplete().orElseThrow())
                .contains("only 3 came")
                .contains("exceed the set limit of 64000000 bytes")
                .contains("64 MB")
                .contains("-split_by")
                .contains("project fewer columns")
                .contains("request id")
                .doesNotContain("There were some errors");
    }

    @Test
    void rowLimitIsNamed() throws IOException {
        String error = """
                "error":{"code":"PartialError","details":[{"innererror":{"message":\
                "Query result set has exceeded the set limit of 500000 records"}}]}""";

        assertThat(answered(with(table("n:long", ROWS), error)).incomplete().orElseThrow())
                .contains("500,000 rows");
    }

    @Test
    void errorAmongRowsMakesTheAnswerIncomplete() throws IOException {
        QueryResult result = answered(table(
                "n:long",
                "[1],{\"OneApiErrors\":[{\"error\":{\"code\":\"LimitsExceeded\","
                        + "\"message\":\"m\",\"@message\":\"Query execution lacks memory\"}}]}"));

        assertThat(result.table().rowCount()).isEqualTo(1);
        assertThat(result.incomplete().orElseThrow()).contains("Query execution lacks memory");
    }

    @Test
    void errorWithoutTablesIsAFailure() {
        assertThatThrownBy(() -> answered("{" + TOO_LARGE + "}"))
                .isInstanceOf(QueryException.class)
                .hasMessageContaining("too large")
                .hasMessageContaining("64000000");
    }

    @Test
    void zeroRowsKeepTheirSchema() throws IOException {
        Table table = answered(table("TimeGenerated:datetime,n:long", "")).table();

        assertThat(table.rowCount()).isZero();
        assertThat(Frames.schema(table).toString()).isEqualTo("[TimeGenerated:datetime, n:long]");
    }

    @Test
    void zeroColumns() throws IOException {
        Table table = answered("{\"tables\":[{\"name\":\"PrimaryResult\",\"columns\":[],\"rows\":[]}]}")
                .table();

        assertThat(table.columnCount()).isZero();
    }

    @Test
    void noContentIsAnEmptyFrameWithAWarning() throws IOException {
        try (Recorded service = new Recorded()) {
            service.then(204, "").then(200, "").then(200, "{\"tables\":[]}");
            for (int i = 0; i < 3; i++) {
                QueryResult result = service.workspace().execute(QueryContext.NONE, new QueryRequest("T"));
                assertThat(result.table().rowCount()).isZero();
                assertThat(result.warnings()).singleElement().asString().contains("empty answer");
            }
        }
    }

    @Test
    void namesThatRepeatOrDifferInCaseAreKeptAndNumbered() throws IOException {
        QueryResult result = answered(table("a:long,a:long,A:string,a b-ü:long", "[1,2,\"x\",3]"));

        assertThat(result.table().columnNames()).containsExactly("a", "a_1", "A_2", "a b-ü");
        assertThat(Frames.text(result.table().column("A_2"), 0)).isEqualTo("x");
        assertThat(result.warnings()).singleElement().asString().contains("more than once");
    }

    @Test
    void columnWithoutAName() throws IOException {
        assertThat(answered(table(":long", "[1]")).table().columnNames()).containsExactly("Column1");
    }

    @Test
    void rowsMayComeBeforeTheirColumns() throws IOException {
        Table table = answered("""
                        {"tables":[{"rows":[[1,{"a":[2]}],[3,null]],"name":"x",\
                        "columns":[{"name":"n","type":"long"},{"name":"d","type":"dynamic"}]}]}""").table();

        assertThat(table.rowCount()).isEqualTo(2);
        assertThat(Frames.text(table.column("d"), 0)).isEqualTo("{\"a\":[2]}");
    }

    @Test
    void unknownKeysAreSkipped() throws IOException {
        QueryResult result = answered("""
                {"x":{"y":[1]},"tables":[{"name":"t","columnDescriptors":[{"a":[]}],\
                "columns":[{"name":"n","type":"long","z":{}}],"rows":[[1]],"more":[[1]]}],"dataSources":[{}]}""");

        assertThat(result.table().rowCount()).isEqualTo(1);
        assertThat(result.warnings()).isEmpty();
        assertThat(result.incomplete()).isEmpty();
    }

    @Test
    void raggedRowsAreToldOf() throws IOException {
        QueryResult result = answered(table("a:long,b:long", "[1],[1,2,3],[4,5]"));

        assertThat(result.table().rowCount()).isEqualTo(3);
        assertThat(result.warnings()).singleElement().asString().contains("more or fewer cells", "2 times");
    }

    @Test
    void severalTablesKeepTheirOrder() throws IOException {
        QueryResult result = answered("""
                {"tables":[{"name":"one","columns":[{"name":"n","type":"long"}],"rows":[[1]]},\
                {"name":"two","columns":[{"name":"n","type":"long"}],"rows":[[2],[3]]}]}""");

        assertThat(result.tables()).extracting(Table::name).containsExactly("one", "two");
        assertThat(result.statistics().rows()).isEqualTo(3);
    }

    @Test
    void renderAndStatistics() throws IOException {
        QueryResult result = answered(with(table("n:long", ROWS), """
                        "render":{"visualization":"ColumnChart","title":"t","accumulate":false,"isQuerySorted":false,\
                        "kind":null,"yMin":"NaN","yMax":"NaN","xColumn":"a","yColumns":["b","c"]},\
                        "statistics":{"query":{"executionTime":0.0156,"resourceUsage":{"cpu":{"totalCpu":"00:00:01.5"},\
                        "memory":{"peakPerNode":1048576}},"inputDatasetStatistics":{"extents":{"scanned":7},\
                        "rows":{"total":5000,"scanned":1234}}}}"""));

        assertThat(result.render().orElseThrow().visualization()).isEqualTo("columnchart");
        assertThat(result.render().orElseThrow().properties())
                .isEqualTo(Map.of("title", "t", "xcolumn", "a", "ycolumns", "b,c"));
        assertThat(result.statistics().details())
                .containsEntry("CPU", "00:00:01.5")
                .containsEntry("memory", "1.0 MB")
                .containsEntry("rows scanned", "1,234")
                .containsKey("request id");
    }

    @Test
    void answerThatBreaksOffIsNoResult() throws IOException {
        String whole = table("n:long,s:string", "[1,\"a\"],[2,\"b\"]");
        for (int cut : new int[] {1, 20, whole.length() / 2, whole.length() - 1}) {
            assertThatThrownBy(() -> answered(whole.substring(0, cut)))
                    .isInstanceOf(QueryException.class)
                    .hasMessageContaining("broke off")
                    .hasMessageContaining("request id");
        }
    }

    @Test
    void pageOfAProxyInPlaceOfAnAnswer() {
        assertThatThrownBy(() -> answered("<html><body>Please log in</body></html>"))
                .isInstanceOf(QueryException.class)
                .hasMessageContaining("not what the service sends")
                .hasMessageContaining("proxy");
    }
}
