package vedette.sentinel.management;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import vedette.emulator.management.ManagementApi;
import vedette.emulator.management.ManagementOptions.TokenState;
import vedette.kql.query.QueryContext;
import vedette.sentinel.BearerToken;
import vedette.sentinel.TokenSource;

/** The emulated management on a port of this machine, with answers of the test's own before it. */
final class LoopbackManagement implements AutoCloseable {

    private static final String FIRST_TOKEN = "token-1";

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final Queue<Scripted> script = new ConcurrentLinkedQueue<>();
    private final CountDownLatch release = new CountDownLatch(1);
    private final CountDownLatch arrived = new CountDownLatch(1);
    private final RenewingTokens tokens = new RenewingTokens();
    private final vedette.emulator.management.ManagementOptions options;
    private volatile String accepted = FIRST_TOKEN;

    private record Scripted(int status, Map<String, String> headers, String body) {}

    LoopbackManagement() {
        this(vedette.emulator.management.ManagementOptions.of(token -> TokenState.ACCEPTED));
    }

    LoopbackManagement(vedette.emulator.management.ManagementOptions given) {
        options = new vedette.emulator.management.ManagementOptions(
                given.subscription(),
                given.resourceGroup(),
                given.workspace(),
                given.isOnboarded(),
                given.role(),
                given.largestPage(),
                given.polls(),
                token -> token.equals(accepted) ? TokenState.ACCEPTED : TokenState.EXPIRED,
                given.clock());
        ManagementApi api = new ManagementApi(options);
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", exchange -> answer(api, exchange));
        server.start();
    }

    private void answer(ManagementApi api, HttpExchange exchange) throws IOException {
        requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
        Scripted scripted = script.poll();
        if (scripted == null) {
            api.handle(exchange);
            return;
        }
        if (scripted.status == 0) {
            arrived.countDown();
            await(release);
            exchange.close();
            return;
        }
        scripted.headers.forEach(exchange.getResponseHeaders()::set);
        byte[] body = scripted.body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(scripted.status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await(60, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The next request gets this in place of the emulation's answer. */
    LoopbackManagement then(int status, Map<String, String> headers, String body) {
        script.add(new Scripted(status, headers, body));
        return this;
    }

    /** The next request gets no answer before the test is over. */
    LoopbackManagement thenSilence() {
        script.add(new Scripted(0, Map.of(), ""));
        return this;
    }

    void awaitSilentRequest() throws InterruptedException {
        if (!arrived.await(30, TimeUnit.SECONDS)) {
            throw new AssertionError("no request came");
        }
    }

    /** From now on only a newer token is accepted. */
    void expireTokens() {
        accepted = "token-2";
    }

    List<String> requests() {
        return requests;
    }

    URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    Workspace workspace() {
        return new Workspace(options.subscription(), options.resourceGroup(), options.workspace());
    }

    SentinelManagement open() {
        return open(workspace());
    }

    SentinelManagement open(Workspace workspace) {
        return SentinelManagement.of(
                workspace,
                tokens,
                ManagementOptions.PUBLIC
                        .at(endpoint(), ManagementOptions.PUBLIC.scope())
                        .withPatience(Duration.ofSeconds(2)));
    }

    RenewingTokens tokens() {
        return tokens;
    }

    @Override
    public void close() {
        release.countDown();
        server.stop(0);
        threads.shutdownNow();
    }

    /** A token that is replaced when it is refused. */
    static final class RenewingTokens implements TokenSource {

        private final AtomicInteger number = new AtomicInteger(1);
        private final AtomicInteger refused = new AtomicInteger();

        int refused() {
            return refused.get();
        }

        @Override
        public BearerToken token(QueryContext context, String scope) {
            return new BearerToken("token-" + number.get(), Instant.MAX);
        }

        @Override
        public void refused(BearerToken token) {
            refused.incrementAndGet();
            number.incrementAndGet();
        }

        @Override
        public String description() {
            return "a test";
        }
    }
}
