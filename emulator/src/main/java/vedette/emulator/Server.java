package vedette.emulator;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;

/** HTTP on the loopback interface: from a request to the handler of its route, and back with the answer. */
final class Server implements AutoCloseable {

    private final HttpServer server;
    private final ClientConnections connections;
    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("vedette-emulator-", 0).factory());
    private final Routes routes;
    private final Faults faults;
    private final SeenRequests seen;
    private final URI base;

    Server(Routes routes, EmulatorOptions options, SeenRequests seen, Optional<SSLContext> tls) {
        this.routes = routes;
        this.faults = options.faults();
        this.seen = seen;
        this.server = create(tls);
        this.server.setExecutor(threads);
        this.server.createContext("/", this::handle);
        this.connections = new ClientConnections(options.port(), server.getAddress());
        this.base = URI.create(
                tls.isPresent() ? "https://localhost:" + connections.port() : "http://127.0.0.1:" + connections.port());
        this.server.start();
    }

    private static HttpServer create(Optional<SSLContext> tls) {
        InetSocketAddress anyPort = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        try {
            if (tls.isEmpty()) {
                return HttpServer.create(anyPort, 128);
            }
            HttpsServer https = HttpsServer.create(anyPort, 128);
            https.setHttpsConfigurator(new HttpsConfigurator(tls.get()));
            return https;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start a server on 127.0.0.1: " + e.getMessage(), e);
        }
    }

    /** Where it is, without a path. */
    URI base() {
        return base;
    }

    private void handle(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        SeenRequest request = new SeenRequest(
                exchange.getRequestMethod(),
                exchange.getRequestURI(),
                Map.copyOf(exchange.getRequestHeaders()),
                body,
                seen);
        seen.add(request);
        ClientConnections.Client client =
                connections.client(exchange.getRemoteAddress().getPort());
        Optional<Fault> fault = faults.take(request);
        Answer answer = answer(request, fault, client);
        new Delivery(exchange, request, fault, client).send(answer);
    }

    private Answer answer(SeenRequest request, Optional<Fault> fault, ClientConnections.Client client) {
        if (fault.isPresent() && fault.get() instanceof Fault.Replaced replaced) {
            return replaced.answer();
        }
        Optional<Routes.Found> route = routes.find(request.method(), request.path());
        if (route.isEmpty()) {
            return ((Fault.Replaced) Fault.notFound()).answer();
        }
        try {
            Call call = new Call(request, base, route.get().names(), fault, client);
            return route.get().handler().answer(call);
        } catch (IOException | RuntimeException e) {
            return Answer.text(500, "text/plain; charset=utf-8", "the emulator failed, which is its fault: " + e);
        }
    }

    @Override
    public void close() {
        connections.close();
        threads.shutdownNow();
        server.stop(0);
    }
}
