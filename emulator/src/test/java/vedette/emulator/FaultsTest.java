package vedette.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static vedette.emulator.Client.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What goes wrong goes wrong as scripted, for one request at a time, and leaves the emulator well. */
class FaultsTest {

    private static final Duration SOON = Duration.ofSeconds(30);

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
    void faultsHappenInTheirOrderOncePerQuery() throws Exception {
        emulator.faults()
                .next(
                        Fault.throttled(Duration.ofSeconds(7)),
                        Fault.unavailable(),
                        Fault.badGateway(),
                        Fault.gatewayTimeout(),
                        Fault.forbidden(),
                        Fault.notFound(),
                        Fault.expiredToken(),
                        Fault.unauthorized(),
                        Fault.noContent(),
                        Fault.emptyBody());

        HttpResponse<String> throttled = client.query("print 1");
        assertThat(throttled.statusCode()).isEqualTo(429);
        assertThat(throttled.headers().firstValue("Retry-After")).contains("7");
        assertThat(client.query("print 1").statusCode()).isEqualTo(503);
        assertThat(client.query("print 1").headers().firstValue("Content-Type")).contains("text/html");
        assertThat(client.query("print 1").headers().firstValue("retry-after")).contains("0");
        assertThat(json(client.query("print 1")).at("/error/code").asText()).isEqualTo("InsufficientAccessError");
        assertThat(client.query("print 1").statusCode()).isEqualTo(404);
        assertThat(client.query("print 1")
                        .headers()
                        .firstValue("WWW-Authenticate")
                        .orElseThrow())
                .contains("expired");
        assertThat(client.query("print 1").statusCode()).isEqualTo(401);
        assertThat(client.query("print 1").statusCode()).isEqualTo(204);
        assertThat(client.query("print 1").body()).isEmpty();
        assertThat(client.query("print 1").statusCode()).isEqualTo(200);
        assertThat(emulator.requests().queries()).hasSize(11);
    }

    @Test
    void aRuleHoldsForEachRequestOfItsKind() throws Exception {
        emulator.faults().always(request -> request.body().contains("bad"), Fault.unavailable());

        assertThat(client.query("print bad = 1").statusCode()).isEqualTo(503);
        assertThat(client.query("print good = 1").statusCode()).isEqualTo(200);
        assertThat(client.query("print bad = 1").statusCode()).isEqualTo(503);
    }

    @Test
    void heldHeadersComeWhenTheTestSaysSo() throws Exception {
        CountDownLatch latch = new CountDownLatch(1);
        emulator.faults().next(new Fault.HeldHeaders(latch));

        CompletableFuture<HttpResponse<String>> answer = asked("print 1");
        emulator.requests().await(request -> request.state() == SeenRequest.State.RUNNING, SOON);
        assertThat(answer).isNotDone();
        latch.countDown();

        assertThat(answer.get(30, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
    }

    @Test
    void aSlowBodyComesPieceByPiece() throws Exception {
        Semaphore permits = new Semaphore(3);
        emulator.faults().next(new Fault.SlowBody(10, permits));

        CompletableFuture<HttpResponse<String>> answer = asked("print 1");
        emulator.requests().await(request -> request.state() == SeenRequest.State.ANSWERING, SOON);
        assertThat(answer).isNotDone();
        permits.release(1000);

        assertThat(json(answer.get(30, TimeUnit.SECONDS))
                        .at("/tables/0/rows/0/0")
                        .asInt())
                .isEqualTo(1);
    }

    @Test
    void aStalledBodyGoesOnOrEndsWithItsClient() throws Exception {
        CountDownLatch latch = new CountDownLatch(1);
        emulator.faults().next(new Fault.StalledBody(20, latch), new Fault.StalledBody(20, new CountDownLatch(1)));

        CompletableFuture<HttpResponse<String>> first = asked("print 1");
        latch.countDown();
        assertThat(first.get(30, TimeUnit.SECONDS).statusCode()).isEqualTo(200);

        asked("print second = 2");
        emulator.requests()
                .await(
                        request -> request.body().contains("second") && request.state() == SeenRequest.State.ANSWERING,
                        SOON);
        client.close();
        emulator.requests().await(request -> request.state() == SeenRequest.State.BROKEN, SOON);
    }

    @Test
    void aCutBodyAndAWrongLengthAreNoticedByTheClient() throws Exception {
        emulator.faults().next(new Fault.CutBody(30), new Fault.WrongLength(5), new Fault.WrongLength(-5));

        assertThatThrownBy(() -> client.query("print 1")).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> client.query("print 1")).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> Client.JSON.readTree(client.query("print 1").body()))
                .isInstanceOf(IOException.class);
        assertThat(client.query("print 1").statusCode()).isEqualTo(200);
    }

    @Test
    void invalidJsonAndChangedTypesArriveWithStatus200() throws Exception {
        emulator.faults().next(new Fault.InvalidJson(40), new Fault.ChangedTypes(1));

        HttpResponse<String> invalid = client.query("print 1");
        assertThat(invalid.statusCode()).isEqualTo(200);
        assertThat(invalid.body()).startsWith("{\"tables\":[").endsWith("~~");
        assertThat(Client.rows(client.query("range i from 1 to 2 step 1"))).isEqualTo("[[1],[{\"changed\":true}]]");
    }

    @Test
    void aPartialErrorComesBehindTheTables() throws Exception {
        emulator.faults()
                .next(
                        new Fault.Partial(Fault.Partial.Reason.ROWS, 2),
                        new Fault.Partial(Fault.Partial.Reason.BYTES, 1));

        JsonNode rows = json(client.query("range i from 1 to 9 step 1"));
        assertThat(rows.at("/tables/0/rows").toString()).isEqualTo("[[1],[2]]");
        assertThat(rows.at("/error/code").asText()).isEqualTo("PartialError");
        assertThat(rows.at("/error/details/0/innererror/message").asText())
                .contains("500000 records", "E_QUERY_RESULT_SET_TOO_LARGE");
        assertThat(json(client.query("range i from 1 to 9 step 1"))
                        .at("/error/details/0/innererror/message")
                        .asText())
                .contains("64000000 bytes");
    }

    @Test
    void theLimitsOfTheOptionsAreKept() throws Exception {
        try (Emulator small = Emulator.start(
                        EmulatorOptions.builder().folders().limits(3, 200).build());
                Client asking = new Client(small)) {
            assertThat(json(asking.query("range i from 1 to 9 step 1")).at("/tables/0/rows"))
                    .hasSize(3);
            JsonNode wide = json(asking.query("range i from 1 to 3 step 1 | extend s = strrep('x', 150)"));
            assertThat(wide.at("/tables/0/rows")).hasSize(1);
            assertThat(wide.at("/error/details/0/innererror/message").asText()).contains("200 bytes");
        }
    }

    @Test
    void closingTheEmulatorEndsWhatWaits() throws Exception {
        emulator.faults().next(new Fault.HeldHeaders(new CountDownLatch(1)));
        CompletableFuture<HttpResponse<String>> answer = asked("print 1");
        emulator.requests().await(request -> request.state() == SeenRequest.State.RUNNING, SOON);

        emulator.close();

        assertThatThrownBy(() -> answer.get(30, TimeUnit.SECONDS)).hasCauseInstanceOf(IOException.class);
    }

    @Test
    void requestsAreRecordedWithTheirHeadersAndNoTokenInText() throws Exception {
        client.with("x-ms-client-request-id", "abc").query("print 1");

        List<SeenRequest> seen = emulator.requests().queries();
        assertThat(seen).singleElement().satisfies(request -> {
            assertThat(request.header("X-MS-CLIENT-REQUEST-ID")).contains("abc");
            assertThat(request.query()).contains("print 1");
            assertThat(request.status()).hasValue(200);
            assertThat(request.toString()).doesNotContain(emulator.token());
        });
        assertThat(emulator.tokens().toString()).doesNotContain(emulator.token());
    }

    private CompletableFuture<HttpResponse<String>> asked(String kql) {
        HttpRequest request = client.request(emulator.logAnalytics() + "/workspaces/" + emulator.workspace() + "/query")
                .POST(HttpRequest.BodyPublishers.ofString("{\"query\":\"" + kql + "\"}"))
                .build();
        return client.http().sendAsync(request, HttpResponse.BodyHandlers.ofString());
    }
}
