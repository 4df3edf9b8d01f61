package vedette.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static vedette.emulator.Client.json;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A query that nobody waits for is not run to its end. */
class StoppedQueriesTest {

    /** Ten thousand million rows, counted in little memory. */
    private static final String LONG = "range a from 1 to 100000 step 1 | extend k = 1"
            + " | join kind=inner (range b from 1 to 100000 step 1 | extend k = 1) on k | summarize sum(a * b)";

    private static final Duration SOON = Duration.ofSeconds(60);

    private Emulator emulator;
    private Client client;

    @BeforeEach
    void start() {
        emulator = Emulator.start(EmulatorOptions.builder().folders().build());
        client = new Client(emulator);
    }

    @AfterEach
    void stop() {
        client.close();
        emulator.close();
    }

    @Test
    void aClientThatGoesAwayStopsItsQuery() throws Exception {
        asked("/v1/workspaces/" + emulator.workspace() + "/query", "query");
        emulator.requests().await(request -> request.state() == SeenRequest.State.RUNNING, SOON);

        client.close();

        emulator.requests().await(request -> request.state() == SeenRequest.State.CANCELLED, SOON);
    }

    @Test
    void theTimeThatIsPreferredIsKept() throws Exception {
        HttpResponse<String> answer = client.with("Prefer", "wait=1").query(LONG);

        assertThat(answer.statusCode()).isEqualTo(504);
        assertThat(json(answer).at("/error/innererror/message").asText()).isEqualTo("Kusto query timed out");
        assertThat(answer.headers().firstValue("retry-after")).contains("0");
        assertThat(answer.headers().firstValue("Preference-Applied")).contains("wait=1");
        assertThat(emulator.requests().all().getFirst().state()).isEqualTo(SeenRequest.State.CANCELLED);
    }

    @Test
    void kustosServerTimeoutIsKept() throws Exception {
        HttpResponse<String> answer =
                client.kusto("v2/rest/query", LONG, "{\"Options\":{\"servertimeout\":\"00:00:01\"}}");

        assertThat(answer.statusCode()).isEqualTo(504);
        assertThat(json(answer).at("/error/message").asText()).isEqualTo("Request timed out");
    }

    @Test
    void aCommandStopsTheQueryOfARequestId() throws Exception {
        client.with("x-ms-client-request-id", "the long one");
        CompletableFuture<HttpResponse<String>> answer = asked("/v2/rest/query", "csl");
        emulator.requests().await(request -> request.state() == SeenRequest.State.RUNNING, SOON);

        try (Client other = new Client(emulator)) {
            HttpResponse<String> stopped = other.kusto("v1/rest/mgmt", ".cancel query \"the long one\"");
            assertThat(json(stopped).at("/Tables/0/Rows/0/2").asInt()).isEqualTo(1);
            assertThat(json(other.kusto("v1/rest/mgmt", ".cancel query \"unknown\""))
                            .at("/Tables/0/Rows/0/2")
                            .asInt())
                    .isZero();
        }

        HttpResponse<String> end = answer.get(60, TimeUnit.SECONDS);
        assertThat(end.statusCode()).isEqualTo(400);
        assertThat(json(end).at("/error/@message").asText()).contains("canceled");
    }

    private CompletableFuture<HttpResponse<String>> asked(String path, String field) {
        HttpRequest request = client.request(emulator.base() + path)
                .POST(HttpRequest.BodyPublishers.ofString(Client.JSON
                        .createObjectNode()
                        .put(field, LONG)
                        .put("db", "vedette")
                        .toString()))
                .build();
        return client.http().sendAsync(request, HttpResponse.BodyHandlers.ofString());
    }
}
