package vedette.sentinel.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import vedette.kql.query.QueryContext;
import vedette.kql.query.QueryException;
import vedette.kql.query.QueryRequest;
import vedette.kql.query.QueryRequest.Tier;
import vedette.kql.query.QueryResult;

/** A query that is given up ends at once, whatever it waits for; one that stands still is given up. */
@Timeout(60)
class StoppingTest {

    private final CountDownLatch release = new CountDownLatch(1);
    private final CountDownLatch arrived = new CountDownLatch(1);
    private final Recorded.Caller caller = new Recorded.Caller();
    private Recorded service;

    @BeforeEach
    void open() throws IOException {
        service = new Recorded();
    }

    @AfterEach
    void close() {
        release.countDown();
        service.close();
    }

    private void hold() throws IOException {
        arrived.countDown();
        try {
            release.await();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    private CompletableFuture<QueryResult> start() {
        CompletableFuture<QueryResult> result = new CompletableFuture<>();
        LogAnalyticsConnection workspace = service.workspace();
        Thread.ofVirtual().start(() -> {
            try {
                result.complete(workspace.execute(caller, new QueryRequest("T")));
            } catch (RuntimeException e) {
                result.completeExceptionally(e);
            }
        });
        return result;
    }

    private void isCancelledAtOnce(CompletableFuture<QueryResult> result) {
        caller.cancel();
        assertThatThrownBy(() -> result.get(10, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .cause()
                .isInstanceOfSatisfying(
                        QueryException.class, e -> assertThat(e.isCancelled()).isTrue());
        assertThat(service.seen).hasSize(1);
    }

    @Test
    void whileTheServiceWorks() throws InterruptedException {
        service.always(exchange -> hold());
        CompletableFuture<QueryResult> result = start();
        arrived.await();

        isCancelledAtOnce(result);
    }

    @Test
    void whileRowsArrive() throws InterruptedException {
        service.always(exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody()
                    .write("{\"tables\":[{\"columns\":[{\"name\":\"a\",\"type\":\"long\"}],\"rows\":[[1],"
                            .getBytes(StandardCharsets.UTF_8));
            exchange.getResponseBody().flush();
            hold();
        });
        CountDownLatch reading = new CountDownLatch(1);
        caller.whenReporting(progress -> {
            if (progress.phase().equals("reading rows")) {
                reading.countDown();
            }
        });
        CompletableFuture<QueryResult> result = start();
        reading.await();

        isCancelledAtOnce(result);
    }

    @Test
    void whileThrottled() throws InterruptedException {
        service.always(exchange -> {
            exchange.getResponseHeaders().set("Retry-After", "60");
            Recorded.send(exchange, 429, "{}");
        });
        CountDownLatch waiting = new CountDownLatch(1);
        caller.whenReporting(progress -> {
            if (progress.phase().startsWith("throttled")) {
                waiting.countDown();
            }
        });
        CompletableFuture<QueryResult> result = start();
        waiting.await();

        isCancelledAtOnce(result);
    }

    @Test
    void beforeItBegins() {
        caller.cancel();

        assertThatThrownBy(() -> service.workspace().execute(caller, new QueryRequest("T")))
                .isInstanceOfSatisfying(
                        QueryException.class, e -> assertThat(e.isCancelled()).isTrue());
        assertThat(service.seen).isEmpty();
    }

    @Test
    void callersThreadInterrupted() throws InterruptedException {
        service.always(exchange -> hold());
        CompletableFuture<Boolean> cancelled = new CompletableFuture<>();
        LogAnalyticsConnection workspace = service.workspace();
        Thread thread = Thread.ofPlatform().start(() -> {
            try {
                workspace.execute(QueryContext.NONE, new QueryRequest("T"));
            } catch (QueryException e) {
                cancelled.complete(e.isCancelled() && Thread.currentThread().isInterrupted());
            }
        });
        arrived.await();
        thread.interrupt();

        assertThat(cancelled.orTimeout(10, TimeUnit.SECONDS).join()).isTrue();
    }

    @Test
    void answerThatStandsStillIsGivenUp() {
        service.always(exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write("{\"tables\":[".getBytes(StandardCharsets.UTF_8));
            exchange.getResponseBody().flush();
            hold();
        });

        assertThatThrownBy(() -> service.workspace(Recorded.options().withStallTimeout(Duration.ofMillis(300)))
                        .execute(QueryContext.NONE, new QueryRequest("T")))
                .isInstanceOf(QueryException.class)
                .hasMessageContaining("stood still")
                .hasMessageContaining("request id");
        assertThat(service.seen).hasSize(1);
    }

    @Test
    void timeLimitEndsAQueryThatWorks() {
        service.always(exchange -> hold());
        Recorded.Caller limited = new Recorded.Caller(Optional.of(Duration.ofMillis(300)));

        assertThatThrownBy(() -> service.workspace()
                        .execute(
                                limited,
                                new QueryRequest(
                                        "T",
                                        Optional.empty(),
                                        List.of(),
                                        Optional.of(Duration.ofMinutes(10)),
                                        Tier.ANALYTICS,
                                        Map.of())))
                .isInstanceOf(QueryException.class)
                .hasMessageContaining("time limit");
        assertThat(Recorded.header(service.seen.getFirst(), "Prefer")).startsWith("wait=1,");
    }
}
