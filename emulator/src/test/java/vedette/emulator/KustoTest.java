package vedette.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static vedette.emulator.Client.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The API of Data Explorer and the data lake, as it is on the wire. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KustoTest {

    private Emulator emulator;
    private Client client;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        Files.writeString(folder.resolve("Logons.csv"), "User,Count\nann,1\nbob,2\ncid,3\n");
        emulator = Emulator.start(EmulatorOptions.builder().folders(folder).build());
        client = new Client(emulator);
    }

    @AfterAll
    void stop() {
        client.close();
        emulator.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"v2/rest/query", "lake/kql/v2/rest/query"})
    void theSecondProtocolIsAnArrayOfFrames(String path) throws Exception {
        JsonNode frames = json(client.kusto(path, "print b = true, o = dynamic({\"a\":[1]}), s = dynamic('x')"));

        assertThat(frames)
                .extracting(frame -> frame.path("FrameType").asText()
                        + frame.path("TableKind").asText())
                .containsExactly(
                        "DataSetHeader",
                        "DataTableQueryProperties",
                        "DataTablePrimaryResult",
                        "DataTableQueryCompletionInformation",
                        "DataSetCompletion");
        assertThat(frames.at("/2/Rows").toString()).isEqualTo("[[true,{\"a\":[1]},\"x\"]]");
        assertThat(frames.at("/2/Columns/1").toString()).isEqualTo("{\"ColumnName\":\"o\",\"ColumnType\":\"dynamic\"}");
        assertThat(frames.at("/4/HasErrors").asBoolean()).isFalse();
    }

    @Test
    void fragmentsComeWithProgressBetweenThem() throws Exception {
        HttpResponse<String> answer = client.kusto("v2/rest/query", "range i from 1 to 5 step 1", """
                {"Options":{"results_progressive_enabled":true,"query_results_progressive_row_count":2,
                "results_v2_newlines_between_frames":true}}""");

        JsonNode frames = json(answer);
        assertThat(frames)
                .extracting(frame -> frame.path("FrameType").asText())
                .containsSubsequence(
                        "TableHeader",
                        "TableFragment",
                        "TableProgress",
                        "TableFragment",
                        "TableProgress",
                        "TableFragment",
                        "TableProgress",
                        "TableCompletion");
        assertThat(frames.at("/0/IsProgressive").asBoolean()).isTrue();
        assertThat(frames.at("/3/Rows").toString()).isEqualTo("[[1],[2]]");
        assertThat(frames.at("/4/TableProgress").asDouble()).isEqualTo(40);
        assertThat(answer.body().lines().count()).isGreaterThan(8);
    }

    @Test
    void theFirstProtocolSaysWhatItsTablesAre() throws Exception {
        JsonNode tables = json(client.kusto("v1/rest/query", "Logons | take 1 | render piechart"))
                .get("Tables");

        assertThat(tables).hasSize(4);
        assertThat(tables.at("/0/Rows").toString()).isEqualTo("[[\"ann\",1]]");
        assertThat(tables.at("/1/Rows/0/0").asText()).startsWith("{\"Visualization\":\"piechart\"");
        assertThat(tables.at("/3/Rows/1/2").asText()).isEqualTo("@ExtendedProperties");
    }

    @Test
    void missingRowsAreToldAmongThemAndAtTheEnd() throws Exception {
        JsonNode frames = json(
                client.kusto("v2/rest/query", "Logons | project User", "{\"Options\":{\"truncationmaxrecords\":2}}"));

        assertThat(frames.at("/2/Rows/0/0").asText()).isEqualTo("ann");
        assertThat(frames.at("/2/Rows/2/OneApiErrors/0/error/code").asText()).isEqualTo("LimitsExceeded");
        assertThat(frames.at("/4/HasErrors").asBoolean()).isTrue();
        assertThat(frames.at("/4/OneApiErrors/0/error/@message").asText()).contains("2 records");
        assertThat(json(client.kusto("v1/rest/query", "Logons", "{\"Options\":{\"truncationmaxrecords\":1}}"))
                        .at("/Exceptions/0")
                        .asText())
                .contains("1 records");
    }

    @Test
    void parametersAreValuesAndNeverText() throws Exception {
        String query =
                "declare query_parameters(who: string, least: long = 2);\nLogons | where User == who or Count > least"
                        + " | project User";
        HttpResponse<String> answer =
                client.kusto("v2/rest/query", query, "{\"Parameters\":{\"who\":\"x' or true //\"}}");

        assertThat(json(answer).at("/2/Rows").toString()).isEqualTo("[[\"cid\"]]");
        HttpResponse<String> wrong =
                client.kusto("v2/rest/query", query, "{\"Parameters\":{\"who\":\"a\",\"least\":\"1 or true\"}}");
        assertThat(wrong.statusCode()).isEqualTo(400);
        assertThat(json(wrong).at("/error/@message").asText()).contains("'least'");
    }

    @Test
    void errorsAreOneApis() throws Exception {
        HttpResponse<String> syntax = client.kusto("v2/rest/query", "Logons |\n joi x");
        HttpResponse<String> semantic = client.kusto("v2/rest/query", "Nowhere");
        HttpResponse<String> database =
                client.post(emulator.dataExplorer() + "/v2/rest/query", "{\"db\":\"none\",\"csl\":\"print 1\"}");

        assertThat(syntax.statusCode()).isEqualTo(400);
        assertThat(json(syntax).at("/error/code").asText()).isEqualTo("BadRequest_SyntaxError");
        assertThat(json(syntax).at("/error/@message").asText()).contains("[line:position=2:1]");
        assertThat(json(semantic).at("/error/@message").asText()).contains("SEM0100", "'Nowhere'");
        assertThat(json(database).at("/error/@message").asText()).contains("'none'");
        assertThat(json(syntax).at("/error/@permanent").asBoolean()).isTrue();
    }

    @Test
    void commandsTellWhatThereIs() throws Exception {
        assertThat(json(command(".show tables")).at("/Tables/0/Rows/0/0").asText())
                .isEqualTo("Logons");
        assertThat(json(command(".show databases")).at("/Tables/0/Rows/0/0").asText())
                .isEqualTo("vedette");
        assertThat(json(command(".show version"))
                        .at("/Tables/0/Columns/0/ColumnName")
                        .asText())
                .isEqualTo("BuildVersion");
        JsonNode schema = json(command(".show database ['vedette'] schema")).at("/Tables/0/Rows");
        assertThat(schema.get(3).toString()).contains("\"Count\",\"System.Int64\"");
        JsonNode asJson = Client.JSON.readTree(json(command(".show database vedette schema as json"))
                .at("/Tables/0/Rows/0/0")
                .asText());
        assertThat(asJson.at("/Databases/vedette/Tables/Logons/OrderedColumns/0/CslType")
                        .asText())
                .isEqualTo("string");
        assertThat(command(".drop table Logons").statusCode()).isEqualTo(400);
    }

    @Test
    void whoMayAskIsToldBeforeSigningIn() throws Exception {
        try (Client stranger = new Client(emulator).without("Authorization")) {
            HttpResponse<String> metadata = stranger.get(emulator.dataExplorer() + "/v1/rest/auth/metadata");
            HttpResponse<String> refused = stranger.kusto("v2/rest/query", "print 1");

            assertThat(json(metadata).at("/AzureAD/KustoServiceResourceId").asText())
                    .isNotEmpty();
            assertThat(refused.statusCode()).isEqualTo(401);
            assertThat(refused.headers().firstValue("WWW-Authenticate")).isPresent();
        }
    }

    private HttpResponse<String> command(String text) throws Exception {
        return client.kusto("v1/rest/mgmt", text);
    }
}
