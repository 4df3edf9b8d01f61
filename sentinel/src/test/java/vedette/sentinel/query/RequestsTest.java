package vedette.sentinel.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static vedette.sentinel.query.Recorded.header;
import static vedette.sentinel.query.Recorded.send;
import static vedette.sentinel.query.Recorded.table;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import vedette.kql.query.QueryContext;
import vedette.kql.query.QueryException;
import vedette.kql.query.QueryRequest;
import vedette.kql.query.QueryRequest.Tier;
import vedette.kql.query.QueryResult;
import vedette.kql.query.TimeRange;
import vedette.sentinel.http.CloudHttp;

/** What goes out, and how often. */
class RequestsTest {

    private static final String OK = table("n:long", "[1]");
    private static final TimeRange RANGE =
            new TimeRange(Instant.parse("2024-01-01T00:00:00Z"), Instant.parse("2024-01-02T00:00:00.1234567Z"));

    private Recorded service;

    @BeforeEach
    void open() throws IOException {
        service = new Recorded();
        service.always(exchange -> send(exchange, 200, OK));
    }

    @AfterEach
    void close() {
        service.close();
    }

    private QueryResult execute(QueryRequest request) {
        return service.workspace().execute(QueryContext.NONE, request);
    }

    private QueryResult execute() {
        return execute(new QueryRequest("T"));
    }

    private JsonNode body() {
        return Wire.object(service.seen.getLast().body()).orElseThrow();
    }

    @Test
    void query() {
        execute(new QueryRequest("T | where a == \"é\\\"\""));

        Recorded.Seen seen = service.seen.getFirst();
        assertThat(seen.method()).isEqualTo("POST");
        assertThat(seen.uri()).hasPath("/v1/workspaces/11111111-2222-3333-4444-555555555555/query");
        assertThat(body().toString()).isEqualTo("{\"query\":\"T | where a == \\\"é\\\\\\\"\\\"\"}");
        assertThat(header(seen, "Authorization")).isEqualTo("Bearer token-1");
        assertThat(header(seen, "Prefer")).isEqualTo("wait=180,include-statistics=true,include-render=true");
        assertThat(header(seen, "Accept-Encoding")).isEqualTo("gzip");
        assertThat(header(seen, "Content-Type")).startsWith("application/json");
        assertThat(header(seen, "X-ms-client-request-id")).hasSize("vedette;".length() + 36);
    }

    @Test
    void rangeAndWorkspacesAndTimeout() {
        execute(new QueryRequest(
                "T",
                Optional.of(RANGE),
                List.of("a", "b"),
                Optional.of(Duration.ofMinutes(5)),
                Tier.ANALYTICS,
                Map.of()));

        assertThat(body().path("timespan").asText())
                .isEqualTo("2024-01-01T00:00:00.0000000Z/2024-01-02T00:00:00.1234567Z");
        assertThat(body().path("workspaces").toString()).isEqualTo("[\"a\",\"b\"]");
        assertThat(header(service.seen.getFirst(), "Prefer")).startsWith("wait=300,");
    }

    @Test
    void timeoutIsCutToTheServicesOwnLimitWithAWarning() {
        QueryResult result = execute(new QueryRequest(
                "T", Optional.empty(), List.of(), Optional.of(Duration.ofHours(1)), Tier.ANALYTICS, Map.of("a", "b")));

        assertThat(header(service.seen.getFirst(), "Prefer")).startsWith("wait=600,");
        assertThat(result.warnings()).anyMatch(text -> text.contains("10 minutes"));
        assertThat(result.warnings()).anyMatch(text -> text.contains("not sent: a"));
    }

    @Test
    void basicTierGoesToSearchWithItsRangeOutsideTheBody() {
        execute(new QueryRequest("T", Optional.of(RANGE), List.of(), Optional.empty(), Tier.BASIC, Map.of()));

        URI uri = service.seen.getFirst().uri();
        assertThat(uri.getPath()).endsWith("/search");
        assertThat(uri.getQuery()).isEqualTo("timespan=2024-01-01T00:00:00.0000000Z/2024-01-02T00:00:00.1234567Z");
        assertThat(body().has("timespan")).isFalse();
    }

    @Test
    void basicTierWithoutARangeIsRefusedBecauseItCosts() {
        assertThatThrownBy(() -> execute(
                        new QueryRequest("T", Optional.empty(), List.of(), Optional.empty(), Tier.BASIC, Map.of())))
                .hasMessageContaining("needs a time range");
        assertThat(service.seen).isEmpty();
    }

    @Test
    void commandsAreRefused() {
        assertThatThrownBy(() -> execute(new QueryRequest(".show tables"))).hasMessageContaining("Data Explorer");
    }

    @Test
    void resources() {
        String resource = "/subscriptions/1/resourceGroups/my-group/providers/Microsoft.Compute/virtualMachines/vm";
        try (LogAnalyticsConnection connection = new LogAnalyticsConnection(
                new CloudHttp(Recorded.options()).client(service.tokens(), "scope"),
                LogAnalyticsTarget.resource(URI.create(service.uri() + "/v1/"), resource, "vm"),
                new Slots())) {
            connection.execute(QueryContext.NONE, new QueryRequest("T"));
        }

        assertThat(service.seen.getFirst().uri().getPath()).isEqualTo("/v1" + resource + "/query");
        assertThatThrownBy(() -> LogAnalyticsTarget.workspace(service.uri(), "../../x", "x"))
                .hasMessageContaining("GUID");
    }

    @Test
    void compressedAnswers() {
        service.then(exchange -> {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
                gzip.write(OK.getBytes(StandardCharsets.UTF_8));
            }
            exchange.getResponseHeaders().set("Content-Encoding", "gzip");
            exchange.sendResponseHeaders(200, bytes.size());
            exchange.getResponseBody().write(bytes.toByteArray());
        });

        assertThat(execute().table().rowCount()).isEqualTo(1);
    }

    @Test
    void connectionsAreKept() {
        LogAnalyticsConnection workspace = service.workspace();
        for (int i = 0; i < 3; i++) {
            workspace.execute(QueryContext.NONE, new QueryRequest("T"));
        }

        assertThat(service.seen)
                .extracting(Recorded.Seen::clientPort)
                .hasSize(3)
                .containsOnly(service.seen.getFirst().clientPort());
    }

    @Test
    void refusedTokenIsReplacedOnceWithoutAWord() {
        service.then(401, "{}");

        assertThat(execute().table().rowCount()).isEqualTo(1);
        assertThat(service.seen)
                .extracting(seen -> header(seen, "Authorization"))
                .containsExactly("Bearer token-1", "Bearer token-2");
    }

    @Test
    void refusedTokensNeverLoop() {
        service.always(exchange -> send(
                exchange,
                401,
                "{\"error\":{\"code\":\"InvalidAuthenticationTokenTenant\",\"message\":\"wrong tenant\"}}"));

        assertThatThrownBy(this::execute)
                .hasMessageContaining("hunter@contoso.com by az login")
                .hasMessageContaining("wrong tenant")
                .hasMessageContaining("request id")
                .hasMessageNotContaining("token-");
        assertThat(service.seen).hasSize(2);
        assertThat(service.tokens().asked).hasValue(2);
    }

    @Test
    void throttledQueryWaitsAsToldAndSaysSo() {
        service.then(exchange -> {
            exchange.getResponseHeaders().set("Retry-After", "1");
            send(exchange, 429, "{\"error\":{\"code\":\"ThrottledError\",\"message\":\"slow down\"}}");
        });
        Recorded.Caller caller = new Recorded.Caller();

        QueryResult result = service.workspace().execute(caller, new QueryRequest("T"));

        assertThat(result.table().rowCount()).isEqualTo(1);
        assertThat(service.seen).hasSize(2);
        assertThat(caller.reports).anyMatch(report -> report.phase().equals("throttled, waiting 1 s"));
    }

    @Test
    void throttlingThatDoesNotEndIsAnErrorAfterThreeWaits() {
        service.always(exchange -> {
            exchange.getResponseHeaders().set("Retry-After", "0");
            send(exchange, 429, "{\"error\":{\"code\":\"ThrottledError\",\"message\":\"slow down\"}}");
        });

        assertThatThrownBy(this::execute).hasMessageContaining("throttling").hasMessageContaining("slow down");
        assertThat(service.seen).hasSize(4);
    }

    @Test
    void throttlingBeyondTheTimeLimitIsAnErrorAtOnce() {
        service.always(exchange -> {
            exchange.getResponseHeaders().set("Retry-After", "3000");
            send(exchange, 429, "{}");
        });
        Recorded.Caller caller = new Recorded.Caller(Optional.of(Duration.ofSeconds(30)));

        assertThatThrownBy(() -> service.workspace().execute(caller, new QueryRequest("T")))
                .hasMessageContaining("throttling");
        assertThat(service.seen).hasSize(1);
    }

    @Test
    void gatewaysThatFailAreAskedTwiceMore() {
        service.always(exchange -> send(exchange, 502, "<html><body>502 Bad <b>Gateway</b></body></html>"));

        assertThatThrownBy(this::execute)
                .isInstanceOf(QueryException.class)
                .hasMessageContaining("502 Bad Gateway")
                .hasMessageNotContaining("<");
        assertThat(service.seen).hasSize(3);
    }

    @Test
    void timeoutOfTheServiceIsNeverRepeated() {
        service.always(exchange -> {
            exchange.getResponseHeaders().set("Retry-After", "0");
            send(exchange, 504, """
                    {"error":{"message":"Gateway timeout","code":"GatewayTimeout","correlationId":"c1",\
                    "innererror":{"code":"GatewayTimeout","message":"Kusto query timed out"}}}""");
        });

        assertThatThrownBy(this::execute)
                .hasMessageContaining("180 s")
                .hasMessageContaining("Kusto query timed out")
                .hasMessageContaining("correlation id c1");
        assertThat(service.seen).hasSize(1);
    }

    @Test
    void answerThatBreaksOffIsNeverAskedForAgain() {
        service.always(exchange -> {
            exchange.sendResponseHeaders(200, 1000);
            exchange.getResponseBody().write(OK.substring(0, 20).getBytes(StandardCharsets.UTF_8));
            exchange.getResponseBody().flush();
            throw new IOException("cut");
        });

        assertThatThrownBy(this::execute).hasMessageContaining("broke off");
        assertThat(service.seen).hasSize(1);
    }

    @Test
    void connectionThatEndsBeforeItsAnswerIsTriedTwiceMore() {
        service.then(exchange -> {
                    throw new IOException("gone");
                })
                .then(exchange -> {
                    throw new IOException("gone");
                });

        assertThat(execute().table().rowCount()).isEqualTo(1);
        assertThat(service.seen).hasSize(3);
    }

    @Test
    void tokensDoNotGoOverPlainHttpToOtherMachines() {
        try (LogAnalyticsConnection connection = new LogAnalyticsConnection(
                new CloudHttp(Recorded.options()).client(service.tokens(), "scope"),
                LogAnalyticsTarget.workspace(URI.create("http://localhost.example"), "id", "x"),
                new Slots())) {
            assertThatThrownBy(() -> connection.execute(QueryContext.NONE, new QueryRequest("T")))
                    .isInstanceOf(QueryException.class)
                    .hasMessageContaining("https://");
        }
        assertThat(service.tokens().asked).hasValue(0);
    }

    @Test
    void nobodyListening() throws IOException {
        URI closed;
        try (Recorded other = new Recorded()) {
            closed = other.uri();
        }
        try (LogAnalyticsConnection connection = new LogAnalyticsConnection(
                new CloudHttp(Recorded.options()).client(service.tokens(), "scope"),
                LogAnalyticsTarget.workspace(closed, "id", "x"),
                new Slots())) {
            assertThatThrownBy(() -> connection.execute(QueryContext.NONE, new QueryRequest("T")))
                    .isInstanceOf(QueryException.class)
                    .hasMessageContaining("no connection to 127.0.0.1:" + closed.getPort())
                    .hasMessageContaining("HTTPS_PROXY");
        }
    }

    @Test
    void unknownHost() {
        try (LogAnalyticsConnection connection = new LogAnalyticsConnection(
                new CloudHttp(Recorded.options()).client(service.tokens(), "scope"),
                LogAnalyticsTarget.workspace(URI.create("https://no-such-host.invalid"), "id", "x"),
                new Slots())) {
            assertThatThrownBy(() -> connection.execute(QueryContext.NONE, new QueryRequest("T")))
                    .isInstanceOf(QueryException.class)
                    .hasMessageContaining("no-such-host.invalid")
                    .hasMessageContaining("HTTPS_PROXY");
        }
    }

    @Test
    void schemaFromMetadata() {
        service.then(200, """
                {"tables":[{"id":"t/1","name":"SigninLogs","description":"d","columns":[\
                {"name":"TimeGenerated","type":"datetime"},{"name":"Odd","type":"??"}]},\
                {"name":"AuditLogs","columns":[]}],"functions":[]}""");

        assertThat(service.workspace().schema(QueryContext.NONE).toString())
                .isEqualTo("{AuditLogs=[], SigninLogs=[TimeGenerated:datetime, Odd:string]}");
        assertThat(service.seen.getFirst().method()).isEqualTo("GET");
        assertThat(service.seen.getFirst().uri().getPath()).endsWith("/metadata");
    }
}
