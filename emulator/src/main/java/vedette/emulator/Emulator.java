package vedette.emulator;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import vedette.emulator.management.ManagementApi;
import vedette.emulator.query.QueryApis;
import vedette.emulator.query.Workspaces;

/**
 * A server on the loopback interface that speaks the query APIs of Log Analytics, Data Explorer and the data lake over
 * local data, and the management API of Sentinel over contents of its own, as Microsoft's own clients expect them.
 * Whoever starts it closes it. Safe for any thread.
 */
public final class Emulator implements AutoCloseable {

    private final EmulatorOptions options;
    private final Tokens tokens;
    private final SeenRequests seen = new SeenRequests();
    private final Optional<Certificates> certificates;
    private final Workspaces workspaces;
    private final Server server;

    private Emulator(EmulatorOptions options) {
        this.options = options;
        this.tokens = new Tokens(options.clock());
        tokens.accept(options.token());
        this.workspaces = new Workspaces(options.workspaces(), options.clock());
        this.certificates = options.tls() ? Optional.of(Certificates.create()) : Optional.empty();
        Routes routes = new Routes();
        options.apis().forEach(api -> api.addTo(routes));
        new QueryApis(workspaces, tokens, options.limits()).addTo(routes);
        new ManagementApi(workspaces, options.management(), tokens, options.clock()).addTo(routes);
        Optional<SSLContext> tls = certificates.map(Certificates::context);
        this.server = new Server(routes, options, seen, tls);
    }

    /** Starts one; it answers when this returns. */
    public static Emulator start(EmulatorOptions options) {
        return new Emulator(options);
    }

    /** Log Analytics, whose path ends in {@code /v1}. */
    public URI logAnalytics() {
        return server.base().resolve("/v1");
    }

    /** The Data Explorer cluster, whose databases are the workspaces' names and ids. */
    public URI dataExplorer() {
        return server.base();
    }

    /** The data lake's API, whose path ends in {@code /lake}. */
    public URI lake() {
        return server.base().resolve("/lake");
    }

    /** Azure's resource manager, where the workspaces are managed. */
    public URI management() {
        return server.base();
    }

    /** The address of everything, without a path. */
    public URI base() {
        return server.base();
    }

    /** The id of the first workspace. */
    public String workspace() {
        return options.workspaces().getFirst().id();
    }

    /** The first workspace's id among Azure's resources, by which it is managed; starts with a slash. */
    public String resource() {
        return "/" + options.workspaces().getFirst().resourceId();
    }

    /** The token that is accepted from the start. */
    public String token() {
        return options.token();
    }

    /** The tokens that are accepted, which may be changed at any time. */
    public Tokens tokens() {
        return tokens;
    }

    /** The certificate of the authority to trust, as a PEM file, where it speaks HTTPS; goes when this is closed. */
    public Optional<Path> caCertificate() {
        return certificates.map(Certificates::authority);
    }

    /** What goes wrong, which may be changed at any time. */
    public Faults faults() {
        return options.faults();
    }

    /** The requests that came so far, those under way among them. */
    public SeenRequests requests() {
        return seen;
    }

    @Override
    public void close() {
        server.close();
        workspaces.close();
        certificates.ifPresent(Certificates::close);
    }
}
