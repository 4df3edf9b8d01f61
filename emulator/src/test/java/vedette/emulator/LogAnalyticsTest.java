package vedette.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static vedette.emulator.Client.json;
import static vedette.emulator.Client.rows;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.InputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The query API of Log Analytics, as it is on the wire. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LogAnalyticsTest {

    private static final String OTHER = "9b2c1a5e-0000-4000-8000-000000000002";

    private Emulator emulator;
    private Client client;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        Path first = Files.createDirectory(folder.resolve("first"));
        Path second = Files.createDirectory(folder.resolve("second"));
        Files.writeString(first.resolve("Logons.csv"), """
                TimeGenerated,User
                2024-05-01T00:00:00Z,ann
                2024-05-02T00:00:00Z,bob
                2024-05-03T00:00:00Z,cid
                """);
        Files.writeString(first.resolve("Flows.csv"), "TimeGenerated,Bytes\n2024-05-01T00:00:00Z,7\n");
        Files.writeString(second.resolve("Logons.csv"), "TimeGenerated,User,Site\n2024-05-02T00:00:00Z,dee,oslo\n");
        emulator = Emulator.start(EmulatorOptions.builder()
                .workspace(EmulatedWorkspace.ofFolders("first", first).withBasicTables("Flows"))
                .workspace(EmulatedWorkspace.ofFolders("second", second).withId(OTHER))
                .build());
        client = new Client(emulator);
    }

    @AfterAll
    void stop() {
        client.close();
        emulator.close();
    }

    @Test
    void eachTypeHasItsForm() throws Exception {
        HttpResponse<String> answer = client.query("""
                print d = datetime(2015-12-31T23:59:59.9), z = datetime(0001-01-01), b = true, i = int(7), \
                l = 9223372036854775807, r = 12.5, w = real(1), e = real(1e300), n = real(nan), p = real(+inf), m = real(-inf), \
                s = 'a"b', t = 10s, u = time(-1.02:03:04.5), dec = decimal(0.10101), \
                g = guid(74be27de-1e4e-49d9-b579-fe0b331d3642), o = dynamic({"a":[1,"x"]}), q = dynamic("plain"), \
                x = dynamic(null), nl = long(null), nd = datetime(null), ns = tostring(dynamic(null))""");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(rows(answer)).isEqualTo("""
                        [["2015-12-31T23:59:59.9Z","0001-01-01T00:00:00Z",true,7,9223372036854775807,12.5,1,1.0E300,"NaN",\
                        "Infinity","-Infinity","a\\"b","00:00:10","-1.02:03:04.5000000","0.10101",\
                        "74be27de-1e4e-49d9-b579-fe0b331d3642","{\\"a\\":[1,\\"x\\"]}","plain",null,null,null,""]]""");
        assertThat(json(answer).at("/tables/0/columns").toString())
                .startsWith("[{\"name\":\"d\",\"type\":\"datetime\"},")
                .contains("{\"name\":\"dec\",\"type\":\"decimal\"}", "{\"name\":\"o\",\"type\":\"dynamic\"}");
        assertThat(json(answer).at("/tables/0/name").asText()).isEqualTo("PrimaryResult");
    }

    @Test
    void anEmptyResultKeepsItsColumns() throws Exception {
        JsonNode table = json(client.query("Logons | where User == 'nobody'")).at("/tables/0");

        assertThat(table.get("rows")).isEmpty();
        assertThat(table.get("columns")).hasSize(2);
    }

    @Test
    void aGetAsksInItsTarget() throws Exception {
        HttpResponse<String> answer = client.get(emulator.logAnalytics() + "/workspaces/" + emulator.workspace()
                + "/query?query=Logons%20%7C%20project%20User&timespan=2024-05-02T00%3A00Z/PT1H");

        assertThat(rows(answer)).isEqualTo("[[\"bob\"]]");
    }

    @Test
    void aResourceIsAskedByItsId() throws Exception {
        String resource = EmulatedWorkspace.ofFolders("first").resourceId();

        assertThat(rows(client.post(
                        emulator.logAnalytics() + "/" + resource + "/query", "{\"query\":\"Logons | count\"}")))
                .isEqualTo("[[3]]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2024-05-01T00:00Z/2024-05-02T00:00Z | ann bob",
                "2024-05-01T00:00:00.0000001Z/2024-05-02 | bob",
                "2024-05-01T12:00:00+00:00/P1D | bob",
                "P1D/2024-05-03 | bob cid",
                "PT24H/2024-05-03T00:00:00Z | bob cid",
                "2024-05-01/P1M | ann bob cid",
                "P1D | ",
                "P30Y | ann bob cid",
            })
    void aTimespanBoundsTheStoredRows(String timespan, String users) throws Exception {
        HttpResponse<String> answer = client.post(
                emulator.logAnalytics() + "/workspaces/" + emulator.workspace() + "/query",
                Client.JSON
                        .createObjectNode()
                        .put("query", "Logons | sort by User asc | summarize strcat_array(make_list(User), ' ')")
                        .put("timespan", timespan)
                        .toString());

        assertThat(rows(answer)).isEqualTo("[[\"" + (users == null ? "" : users) + "\"]]");
    }

    @Test
    void aTimespanThatIsNoneIsRefused() throws Exception {
        HttpResponse<String> answer = client.post(
                emulator.logAnalytics() + "/workspaces/" + emulator.workspace() + "/query",
                "{\"query\":\"Logons\",\"timespan\":\"yesterday\"}");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(json(answer).at("/error/code").asText()).isEqualTo("BadArgumentError");
    }

    @Test
    void furtherWorkspacesAddTheirRows() throws Exception {
        HttpResponse<String> answer = client.post(
                emulator.logAnalytics() + "/workspaces/" + emulator.workspace() + "/query",
                "{\"query\":\"Logons | sort by User asc | project User, Site\",\"workspaces\":[\"" + OTHER + "\"]}");

        assertThat(rows(answer)).isEqualTo("[[\"ann\",\"\"],[\"bob\",\"\"],[\"cid\",\"\"],[\"dee\",\"oslo\"]]");
    }

    @Test
    void whatIsPreferredIsAddedAndTold() throws Exception {
        try (Client preferring = new Client(emulator)
                .with(
                        "Prefer",
                        "wait=600, include-render=true, include-statistics=true, include-dataSources=true,"
                                + " include-permissions=true")
                .with("x-ms-client-request-id", "mine")) {
            HttpResponse<String> answer =
                    preferring.query("Logons | summarize n = count() by User | render barchart with (title='Users')");

            assertThat(json(answer).at("/render/visualization").asText()).isEqualTo("barchart");
            assertThat(json(answer).at("/render/title").asText()).isEqualTo("Users");
            assertThat(json(answer).at("/render/yMin").asText()).isEqualTo("NaN");
            assertThat(json(answer)
                            .at("/statistics/query/datasetStatistics/0/tableRowCount")
                            .asInt())
                    .isEqualTo(3);
            assertThat(json(answer).at("/dataSources/0/resourceId").asText()).endsWith("/workspaces/first");
            assertThat(json(answer).at("/permissions/workspaces")).hasSize(1);
            assertThat(answer.headers().firstValue("Preference-Applied").orElseThrow())
                    .contains("wait=600", "include-render=true");
            assertThat(answer.headers().firstValue("x-ms-client-request-id")).contains("mine");
            assertThat(answer.headers().firstValue("Vary")).contains("Accept-Encoding");
        }
    }

    @Test
    void whatIsNotPreferredIsNotThere() throws Exception {
        HttpResponse<String> answer = client.query("Logons");

        assertThat(json(answer).properties())
                .extracting(java.util.Map.Entry::getKey)
                .containsExactly("tables");
        assertThat(answer.headers().firstValue("Preference-Applied")).isEmpty();
    }

    @Test
    void largeAnswersAreCompressedWhenAskedFor() throws Exception {
        String target = emulator.logAnalytics() + "/workspaces/" + emulator.workspace() + "/query";
        HttpRequest request = client.request(target)
                .header("Accept-Encoding", "gzip")
                .POST(HttpRequest.BodyPublishers.ofString("{\"query\":\"range i from 1 to 5000 step 1\"}"))
                .build();

        HttpResponse<InputStream> answer = client.http().send(request, HttpResponse.BodyHandlers.ofInputStream());

        assertThat(answer.headers().firstValue("Content-Encoding")).contains("gzip");
        try (InputStream body = new GZIPInputStream(answer.body())) {
            assertThat(Client.JSON.readTree(body).at("/tables/0/rows")).hasSize(5000);
        }
    }

    @Test
    void aSyntaxErrorHasItsPlace() throws Exception {
        HttpResponse<String> answer = client.query("Logons\n| joi x");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(json(answer).at("/error/code").asText()).isEqualTo("BadArgumentError");
        assertThat(json(answer).at("/error/innererror/code").asText()).isEqualTo("SyntaxError");
        JsonNode innermost = json(answer).at("/error/innererror/innererror");
        assertThat(innermost.path("code").asText()).isEqualTo("SYN0002");
        assertThat(innermost.path("line").asInt()).isEqualTo(2);
        assertThat(innermost.path("pos").asInt()).isEqualTo(2);
        assertThat(innermost.path("token").asText()).isEqualTo("joi");
    }

    @Test
    void anUnknownTableIsASemanticError() throws Exception {
        HttpResponse<String> answer = client.query("Nowhere | take 1");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(json(answer).at("/error/innererror/code").asText()).isEqualTo("SemanticError");
        assertThat(json(answer).at("/error/innererror/innererror/code").asText())
                .isEqualTo("SEM0100");
        assertThat(json(answer).at("/error/innererror/innererror/message").asText())
                .contains("'Nowhere'");
        assertThat(json(answer).at("/error/correlationId").asText()).hasSize(36);
    }

    @Test
    void anUnknownWorkspaceIsNotFound() throws Exception {
        HttpResponse<String> byId = client.post(
                emulator.logAnalytics() + "/workspaces/00000000-0000-4000-8000-000000000009/query",
                "{\"query\":\"T\"}");
        HttpResponse<String> byName =
                client.post(emulator.logAnalytics() + "/workspaces/nowhere/query", "{\"query\":\"T\"}");

        assertThat(byId.statusCode()).isEqualTo(404);
        assertThat(json(byId).at("/error/code").asText()).isEqualTo("WorkspaceNotFoundError");
        assertThat(json(byName).at("/error/code").asText()).isEqualTo("PathNotFoundError");
    }

    @Test
    void withoutAContentTypeTheAnswerIsEmpty() throws Exception {
        try (Client bare = new Client(emulator).without("Content-Type")) {
            HttpResponse<String> answer = bare.query("Logons");

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).isEmpty();
        }
    }

    @Test
    void tokensAreChecked() throws Exception {
        emulator.tokens().accept("short", Instant.now().plusSeconds(3600));
        try (Client none = new Client(emulator).without("Authorization");
                Client wrong = new Client(emulator).with("Authorization", "Bearer wrong");
                Client other = new Client(emulator).with("Authorization", "Bearer short")) {
            assertThat(none.query("Logons").statusCode()).isEqualTo(401);
            assertThat(none.query("Logons")
                            .headers()
                            .firstValue("WWW-Authenticate")
                            .orElseThrow())
                    .startsWith("Bearer ");
            assertThat(json(wrong.query("Logons")).at("/error/code").asText()).isEqualTo("InvalidTokenError");
            assertThat(other.query("Logons").statusCode()).isEqualTo(200);
            emulator.tokens().expire("short");
            assertThat(other.query("Logons").statusCode()).isEqualTo(401);
        }
    }

    @Test
    void aBasicTableIsReadBySearchAlone() throws Exception {
        HttpResponse<String> refused = client.query("Flows | count");
        String search = emulator.logAnalytics() + "/workspaces/" + emulator.workspace() + "/search";
        HttpResponse<String> found = client.post(search + "?timespan=P30Y", "{\"query\":\"Flows | project Bytes\"}");
        HttpResponse<String> joined = client.post(search, "{\"query\":\"Flows | join (Logons) on TimeGenerated\"}");

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(json(refused).at("/error/innererror/code").asText()).isEqualTo("UnsupportedApiQueryValidationError");
        assertThat(json(refused).at("/error/innererror/message").asText()).contains("/search' instead");
        assertThat(rows(found)).isEqualTo("[[7]]");
        assertThat(joined.statusCode()).isEqualTo(400);
        assertThat(json(joined).at("/error/innererror/message").asText()).contains("'join'");
    }

    @Test
    void aBatchAnswersEachOfItsQueries() throws Exception {
        HttpResponse<String> answer = client.post(
                emulator.logAnalytics() + "/$batch", """
                {"requests":[
                  {"id":"one","body":{"query":"Logons | count"},"method":"POST","path":"/query","workspace":"%s"},
                  {"id":"two","body":{"query":"Logons | nothing"},"method":"POST","path":"/query","workspace":"%s"}]}""".formatted(emulator.workspace(), emulator.workspace()));

        JsonNode responses = json(answer).get("responses");
        assertThat(responses.at("/0/id").asText()).isEqualTo("one");
        assertThat(responses.at("/0/body/tables/0/rows/0/0").asInt()).isEqualTo(3);
        assertThat(responses.at("/1/status").asInt()).isEqualTo(400);
        assertThat(responses.at("/1/body/error/code").asText()).isEqualTo("BadArgumentError");
    }

    @Test
    void metadataNamesTablesAndColumns() throws Exception {
        JsonNode metadata =
                json(client.get(emulator.logAnalytics() + "/workspaces/" + emulator.workspace() + "/metadata"));

        assertThat(metadata.at("/tables"))
                .extracting(table -> table.get("name").asText())
                .containsExactly("Flows", "Logons", "SecurityIncident");
        assertThat(metadata.at("/tables/1/columns/0/type").asText()).isEqualTo("datetime");
        assertThat(metadata.at("/tables/1/timespanColumn").asText()).isEqualTo("TimeGenerated");
        assertThat(metadata.at("/workspaces/0/id").asText()).isEqualTo(emulator.workspace());
        String resource = metadata.at("/workspaces/0/resourceId").asText();
        assertThat(json(client.get(emulator.logAnalytics() + resource + "/metadata")))
                .isEqualTo(metadata);
    }

    @Test
    void kustosOwnFormIsGivenWhenAskedFor() throws Exception {
        try (Client kusto = new Client(emulator).with("Prefer", "ai.response-thinning=false")) {
            JsonNode tables = json(kusto.query("print b = true, o = dynamic({\"a\":1}) | render table"))
                    .get("Tables");

            assertThat(tables.at("/0/Columns").toString()).isEqualTo("""
                            [{"ColumnName":"b","DataType":"SByte","ColumnType":"bool"},\
                            {"ColumnName":"o","DataType":"Object","ColumnType":"dynamic"}]""");
            assertThat(tables.at("/0/Rows").toString()).isEqualTo("[[1,\"{\\\"a\\\":1}\"]]");
            assertThat(tables.get(tables.size() - 1).at("/Rows/0/2").asText()).isEqualTo("PrimaryResult");
        }
    }

    @Test
    void aTableOfItsOwnAnswersForEachStatement() throws Exception {
        JsonNode tables = json(client.query("print 1; print 2")).get("tables");

        assertThat(tables).hasSize(2);
        assertThat(tables.at("/1/rows/0/0").asInt()).isEqualTo(2);
    }

    @Test
    void anExpiryIsMeasuredByTheClockOfTheOptions() throws Exception {
        try (Emulator late = Emulator.start(EmulatorOptions.builder()
                        .folders()
                        .clock(InstantSource.fixed(Instant.parse("2040-01-01T00:00:00Z")))
                        .build());
                Client asking = new Client(late).with("Authorization", "Bearer short")) {
            late.tokens().accept("short", Instant.parse("2039-12-31T00:00:00Z"));

            assertThat(asking.query("print 1").statusCode()).isEqualTo(401);
        }
    }
}
