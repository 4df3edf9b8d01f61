package vedette.sentinel.query;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import vedette.kql.query.Progress;
import vedette.kql.query.QueryContext;
import vedette.kql.query.QueryException;
import vedette.kql.query.QueryRequest;
import vedette.kql.query.QueryResult;
import vedette.sentinel.BearerToken;
import vedette.sentinel.TokenSource;
import vedette.sentinel.http.CloudHttp;
import vedette.sentinel.http.HttpOptions;
import vedette.sentinel.http.Proxies;

/** A service over loopback that answers what a test says, in order, and writes down what it was asked. */
final class Recorded implements AutoCloseable {

    /** Answers one request. */
    interface Reply {
        void to(HttpExchange exchange) throws IOException;
    }

    record Seen(String method, URI uri, Headers headers, String body, int clientPort) {}

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Queue<Reply> replies = new ConcurrentLinkedQueue<>();
    private final Tokens tokens = new Tokens();
    final List<Seen> seen = new CopyOnWriteArrayList<>();
    private volatile Reply otherwise = exchange -> send(exchange, 500, "{}");

    Recorded() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            seen.add(new Seen(
                    exchange.getRequestMethod(),
                    exchange.getRequestURI(),
                    exchange.getRequestHeaders(),
                    body,
                    exchange.getRemoteAddress().getPort()));
            Reply reply = replies.poll();
            (reply == null ? otherwise : reply).to(exchange);
        }
    }

    Recorded then(Reply reply) {
        replies.add(reply);
        return this;
    }

    Recorded then(int status, String body) {
        return then(exchange -> send(exchange, status, body));
    }

    Recorded always(Reply reply) {
        otherwise = reply;
        return this;
    }

    static void send(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json; charset=utf-8");
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        if (bytes.length > 0) {
            exchange.getResponseBody().write(bytes);
        }
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    Tokens tokens() {
        return tokens;
    }

    static HttpOptions options() {
        return new HttpOptions(
                Optional.<Path>empty(),
                Proxies.of(Map.of()),
                Duration.ofSeconds(5),
                Duration.ofSeconds(10),
                Duration.ofMillis(10));
    }

    LogAnalyticsConnection workspace() {
        return workspace(options());
    }

    LogAnalyticsConnection workspace(HttpOptions options) {
        return new LogAnalyticsConnection(
                new CloudHttp(options).client(tokens, "https://api.loganalytics.io/.default"),
                LogAnalyticsTarget.workspace(uri(), "11111111-2222-3333-4444-555555555555", "soc@loganalytics"),
                new Slots());
    }

    /** The result of one query that is answered with a body. */
    static QueryResult answered(String body) throws IOException {
        try (Recorded service = new Recorded()) {
            service.then(200, body);
            return service.workspace().execute(QueryContext.NONE, new QueryRequest("T"));
        }
    }

    /** The failure of one query that is answered with a status and a body. */
    static QueryException refused(String query, int status, String body) throws IOException {
        try (Recorded service = new Recorded()) {
            service.always(exchange ->
                    send(exchange, exchange.getRequestURI().getPath().endsWith("/metadata") ? 404 : status, body));
            service.workspace().execute(QueryContext.NONE, new QueryRequest(query));
            throw new AssertionError("the query was answered");
        } catch (QueryException e) {
            return e;
        }
    }

    /** An answer with one table. */
    static String table(String columns, String rows) {
        StringBuilder list = new StringBuilder();
        for (String column : columns.split(",")) {
            String[] parts = column.split(":");
            list.append(list.isEmpty() ? "" : ",")
                    .append("{\"name\":\"%s\",\"type\":\"%s\"}".formatted(parts[0], parts[1]));
        }
        return "{\"tables\":[{\"name\":\"PrimaryResult\",\"columns\":[" + list + "],\"rows\":[" + rows + "]}]}";
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    /** Tokens that count: token-1, token-2. */
    static final class Tokens implements TokenSource {

        private final AtomicInteger number = new AtomicInteger(1);
        final AtomicInteger asked = new AtomicInteger();

        @Override
        public BearerToken token(QueryContext context, String scope) {
            asked.incrementAndGet();
            return new BearerToken("token-" + number.get(), Instant.now().plusSeconds(3600));
        }

        @Override
        public void refused(BearerToken token) {
            number.incrementAndGet();
        }

        @Override
        public String description() {
            return "hunter@contoso.com by az login";
        }
    }

    /** A caller that can cancel and collects what it is told. */
    static final class Caller implements QueryContext {

        private final Queue<Runnable> actions = new ArrayDeque<>();
        private volatile boolean cancelled;
        private final Optional<Duration> limit;
        final List<Progress> reports = new CopyOnWriteArrayList<>();
        private volatile Consumer<Progress> listener = progress -> {};

        Caller() {
            this(Optional.empty());
        }

        Caller(Optional<Duration> limit) {
            this.limit = limit;
        }

        void whenReporting(Consumer<Progress> action) {
            listener = action;
        }

        void cancel() {
            List<Runnable> todo;
            synchronized (actions) {
                cancelled = true;
                todo = List.copyOf(actions);
                actions.clear();
            }
            todo.forEach(Runnable::run);
        }

        @Override
        public AutoCloseable onCancel(Runnable action) {
            synchronized (actions) {
                if (!cancelled) {
                    actions.add(action);
                    return () -> {
                        synchronized (actions) {
                            actions.remove(action);
                        }
                    };
                }
            }
            action.run();
            return () -> {};
        }

        @Override
        public boolean isCancelled() {
            return cancelled;
        }

        @Override
        public Optional<Duration> timeLimit() {
            return limit;
        }

        @Override
        public Consumer<Progress> progress() {
            return progress -> {
                reports.add(progress);
                listener.accept(progress);
            };
        }

        @Override
        public Consumer<String> notices() {
            return notice -> {};
        }
    }

    static String header(Seen seen, String name) {
        return String.valueOf(seen.headers().getFirst(name));
    }
}
