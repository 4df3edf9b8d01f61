package vedette.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static vedette.emulator.Client.json;
import static vedette.emulator.Client.rows;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vedette.emulator.management.ManagementOptions;

/** What is managed, as queries see it: incidents, watchlists, what searches found. */
class KeptTablesTest {

    private static final Instant NOW = Instant.parse("2026-11-05T12:00:00Z");
    private static final String SENTINEL = "/providers/Microsoft.SecurityInsights/";
    private static final String VERSION = "?api-version=2024-03-01";

    private Emulator emulator;
    private Client client;

    @TempDir
    private Path folder;

    @BeforeEach
    void start() throws Exception {
        Files.writeString(folder.resolve("Logons.csv"), """
                TimeGenerated,User
                2026-05-01T00:00:00Z,svc-backup
                2026-05-02T00:00:00Z,bob
                2026-05-03T00:00:00Z,svc-report
                """);
        start(ManagementOptions.USUAL);
    }

    private void start(ManagementOptions options) {
        emulator = Emulator.start(EmulatorOptions.builder()
                .folders(folder)
                .clock(InstantSource.fixed(NOW))
                .management(options)
                .build());
        client = new Client(emulator);
    }

    @AfterEach
    void stop() {
        client.close();
        emulator.close();
    }

    private HttpResponse<String> manage(String method, String path, String body) throws Exception {
        HttpRequest request = client.request(emulator.management() + emulator.resource() + path + VERSION)
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
        HttpResponse<String> answer = client.http().send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isLessThan(300);
        return answer;
    }

    private String ask(String query) throws Exception {
        HttpResponse<String> answer = client.query(query);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return rows(answer);
    }

    private String refusal(String query) throws Exception {
        HttpResponse<String> answer = client.query(query);
        assertThat(answer.statusCode()).isEqualTo(400);
        return answer.body();
    }

    private void search(String table, String query) throws Exception {
        manage(
                "PUT",
                "/tables/" + table,
                Client.JSON
                        .createObjectNode()
                        .set(
                                "properties",
                                Client.JSON
                                        .createObjectNode()
                                        .set(
                                                "searchResults",
                                                Client.JSON
                                                        .createObjectNode()
                                                        .put("query", query)
                                                        .put("limit", 1)
                                                        .put("startSearchTime", "2026-05-02T00:00:00Z")
                                                        .put("endSearchTime", "2026-06-01T00:00:00Z")))
                        .toString());
    }

    @Test
    void whatASearchFindsIsATableWhenItIsDone() throws Exception {
        search("Old_SRCH", "Logons | where User startswith 'svc' // both");

        assertThat(refusal("Old_SRCH")).contains("Old_SRCH");
        manage("GET", "/tables/Old_SRCH", "");
        manage("GET", "/tables/Old_SRCH", "");

        assertThat(ask("Old_SRCH | project TimeGenerated, _OriginalTimeGenerated, _OriginalType, User"))
                .isEqualTo("[[\"2026-11-05T12:00:00Z\",\"2026-05-03T00:00:00Z\",\"Logons\",\"svc-report\"]]");
        assertThat(ask("Old_SRCH | join kind=inner Logons on User | count")).isEqualTo("[[1]]");
        assertThat(client.get(emulator.logAnalytics() + "/workspaces/" + emulator.workspace() + "/metadata")
                        .body())
                .contains("\"Old_SRCH\"", "\"SecurityIncident\"", "\"Logons\"");

        manage("DELETE", "/tables/Old_SRCH", "");
        assertThat(refusal("Old_SRCH")).contains("Old_SRCH");
    }

    @Test
    void aWrongSearchIsRefusedWhenItStarts() throws Exception {
        HttpRequest request = client.request(emulator.management() + emulator.resource() + "/tables/Bad_SRCH" + VERSION)
                .PUT(HttpRequest.BodyPublishers.ofString("""
                        {"properties":{"searchResults":{"query":"Nowhere | where a == 1",\
                        "startSearchTime":"2026-05-02T00:00:00Z","endSearchTime":"2026-06-01T00:00:00Z"}}}"""))
                .build();
        HttpResponse<String> answer = client.http().send(request, HttpResponse.BodyHandlers.ofString());

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("Nowhere");
    }

    @Test
    void watchlistsAreAskedByTheirAliases() throws Exception {
        assertThat(ask("Logons | where User in ((_GetWatchlist('ServiceAccounts') | project Account)) | count"))
                .isEqualTo("[[2]]");
        assertThat(ask("let known = _GetWatchlist(\"serviceaccounts\"); known | where SearchKey == 'svc-report'"
                        + " | project Account, Owner, LastUpdatedTimeUTC, isnotempty(_DTItemId)"))
                .isEqualTo("[[\"svc-report\",\"Finance\",\"2026-11-05T12:00:00Z\",true]]");
        assertThat(ask("_GetWatchlistAlias | where WatchlistAlias == 'ServiceAccounts' | count"))
                .isEqualTo("[[1]]");

        manage("PUT", SENTINEL + "watchlists/vips", """
                {"properties":{"displayName":"VIPs","provider":"Custom","itemsSearchKey":"User",\
                "rawContent":"User,Why\\r\\nbob,\\"CEO, retired\\"\\r\\n"}}""");
        assertThat(ask("_GetWatchlist('vips') | count")).isEqualTo("[[0]]");
        manage("GET", SENTINEL + "watchlists/vips", "");
        manage("GET", SENTINEL + "watchlists/vips", "");
        assertThat(
                        ask(
                                "Logons | join kind=inner (_GetWatchlist('vips')) on $left.User == $right.SearchKey | project Why"))
                .isEqualTo("[[\"CEO, retired\"]]");

        manage("PUT", SENTINEL + "watchlists/vips/watchlistItems/5ec0ffee-0000-4000-8000-000000000001", """
                {"properties":{"itemsKeyValue":{"User":"o'neil \\" ] | x","Why":"CTO"}}}""");
        assertThat(ask("_GetWatchlist('vips') | where Why == 'CTO' | project User"))
                .isEqualTo("[[\"o'neil \\\" ] | x\"]]");
        manage("DELETE", SENTINEL + "watchlists/vips", "");
        assertThat(refusal("_GetWatchlist('vips')")).contains("there is no watchlist with the alias 'vips'");
    }

    @Test
    void errorsBehindAWatchlistKeepTheirPlaces() throws Exception {
        JsonNode error = json(client.query("_GetWatchlist('ServiceAccounts') | wher Account == 'x'"));

        assertThat(error.findValue("pos").asInt()).isEqualTo(35);
        assertThat(error.findValue("token").asText()).isEqualTo("wher");
    }

    @Test
    void eachChangeOfAnIncidentIsARow() throws Exception {
        String latest = "SecurityIncident | where IncidentNumber == 201"
                + " | summarize arg_max(TimeGenerated, *) by IncidentNumber ";
        assertThat(ask(latest + "| project TimeGenerated, Status, CreatedTime, tostring(Owner.assignedTo),"
                        + " array_length(AlertIds), array_length(Comments), tostring(Labels[0].labelName)"))
                .isEqualTo(
                        "[[\"2026-11-02T02:31:07.4821933Z\",\"Closed\",\"2026-11-02T02:31:07.4821933Z\",\"Anna Holm\","
                                + "1,1,\"inventory\"]]");
        String id = json(client.query(latest + "| project IncidentName"))
                .at("/tables/0/rows/0/0")
                .asText();

        manage("PUT", SENTINEL + "incidents/" + id, """
                {"properties":{"title":"Again","severity":"High","status":"Active"}}""");
        manage("PUT", SENTINEL + "incidents/" + id + "/comments/5ec0ffee-0000-4000-8000-000000000002", """
                {"properties":{"message":"<script>alert('x')</script>"}}""");

        assertThat(ask("SecurityIncident | where IncidentName == '" + id + "' | count"))
                .isEqualTo("[[3]]");
        assertThat(ask("SecurityIncident | where IncidentName == '" + id + "' and array_length(Comments) == 2"
                        + " | project Title, Severity, Status, CreatedTime, LastModifiedTime, isnull(ClosedTime),"
                        + " tostring(Comments[1].message), toint(AdditionalData.commentsCount)"))
                .isEqualTo(
                        "[[\"Again\",\"High\",\"Active\",\"2026-11-02T02:31:07.4821933Z\",\"2026-11-05T12:00:00Z\",true,"
                                + "\"<script>alert('x')</script>\",2]]");
        // Like any table it has a time, which bounds it.
        assertThat(
                        rows(
                                client.post(
                                        emulator.logAnalytics() + "/workspaces/" + emulator.workspace() + "/query",
                                        "{\"query\":\"SecurityIncident | where IncidentNumber == 201 | count\",\"timespan\":\"2026-11-05/P1D\"}")))
                .isEqualTo("[[2]]");
        assertThat(client.kusto("v1/rest/query", "SecurityIncident | where IncidentNumber == 201 | count")
                        .body())
                .contains("[[3]]");
    }

    @Test
    void aTableOfTheDataHidesOneOfTheSameName() throws Exception {
        Files.writeString(folder.resolve("SecurityIncident.csv"), "TimeGenerated,Title\n2026-05-01T00:00:00Z,mine\n");

        assertThat(ask("SecurityIncident | project Title")).isEqualTo("[[\"mine\"]]");
    }

    @Test
    void withoutSentinelThereAreNone() throws Exception {
        stop();
        start(ManagementOptions.USUAL.notOnboarded());

        assertThat(refusal("SecurityIncident")).contains("SecurityIncident");
        assertThat(refusal("_GetWatchlist('ServiceAccounts')")).contains("no watchlist");
    }
}
