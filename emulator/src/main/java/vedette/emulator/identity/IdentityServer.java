package vedette.emulator.identity;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BiConsumer;
import javax.net.ssl.SSLContext;

/**
 * Gives tokens as Entra and the machines of Azure do, on the loopback address. Entra speaks TLS, for its clients demand
 * it; a machine's endpoints do not, as in reality. A Key Vault is there too.
 */
public final class IdentityServer implements AutoCloseable {

    private static final int BACKLOG = 50;

    private final String secret = UUID.randomUUID().toString();
    private final Directory directory;
    private final List<String> seen = new CopyOnWriteArrayList<>();
    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("vedette-identity").factory());
    private final HttpsServer entra;
    private final HttpServer machine;

    private IdentityServer(SSLContext tls, BiConsumer<String, Instant> issued) throws IOException {
        directory = new Directory(issued);
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        entra = HttpsServer.create(address, BACKLOG);
        machine = HttpServer.create(address, BACKLOG);
        entra.setHttpsConfigurator(new HttpsConfigurator(tls));
        serve(entra, new EntraEndpoints(directory, authority())::handle);
        entra.createContext(VaultEndpoint.PATH, exchange -> answer(exchange, new VaultEndpoint(directory)::handle));
        serve(machine, new MachineEndpoints(directory, secret)::handle);
    }

    /**
     * Starts on free ports.
     *
     * @param tls a certificate for {@code localhost}
     * @param issued learns of each token and its end, so that a service can accept it
     */
    public static IdentityServer start(SSLContext tls, BiConsumer<String, Instant> issued) {
        try {
            return new IdentityServer(tls, issued);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start the identity server: " + e.getMessage(), e);
        }
    }

    /** Entra's address, without a tenant. */
    public URI authority() {
        return URI.create("https://localhost:" + entra.getAddress().getPort());
    }

    /**
     * The machine's address: {@code /metadata/identity/oauth2/token}, {@code /msi/token} (App Service) and
     * {@code /MSI/auth} (Azure ML) lie below it.
     */
    public URI machine() {
        return URI.create("http://127.0.0.1:" + machine.getAddress().getPort());
    }

    /** What App Service's and Azure ML's endpoints want in their header. */
    public String machineSecret() {
        return secret;
    }

    /** Who is known, and how this behaves. */
    public Directory directory() {
        return directory;
    }

    /** The requests so far, as method and address. */
    public List<String> seen() {
        return List.copyOf(seen);
    }

    @Override
    public void close() {
        entra.stop(0);
        machine.stop(0);
        threads.shutdownNow();
    }

    private void serve(HttpServer server, HttpHandler handler) {
        server.setExecutor(threads);
        server.createContext("/", exchange -> answer(exchange, handler));
        server.start();
    }

    private void answer(HttpExchange exchange, HttpHandler handler) throws IOException {
        try (exchange) {
            seen.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
            handler.handle(exchange);
        }
    }
}
