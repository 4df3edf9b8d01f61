package vedette.sentinel.query;

import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import vedette.kql.query.Connection;
import vedette.sentinel.ConnectionString;
import vedette.sentinel.ConnectionString.Service;
import vedette.sentinel.TokenSource;
import vedette.sentinel.credentials.Credentials;
import vedette.sentinel.http.CloudHttp;
import vedette.sentinel.http.HttpOptions;
import vedette.sentinel.http.ServiceClient;

/**
 * Opens connections to the cloud's services. One for a session: connections that it opened share an HTTP client, and
 * count the queries that a service takes of one user at a time together. Opening asks no service; nothing of the SDK is
 * loaded before the first query. Safe for any thread.
 */
public final class CloudConnections {

    private final Supplier<HttpOptions> options;
    private final Map<Optional<Path>, CloudHttp> clients = new ConcurrentHashMap<>();
    private final Map<User, Slots> slots = new ConcurrentHashMap<>();

    /** Who asks which service. */
    private record User(String host, TokenSource tokens) {}

    /** Connections that go out as the environment says, which is read when the first is opened. */
    public CloudConnections() {
        this.options = HttpOptions::defaults;
    }

    /** Connections that go out in this way. */
    public CloudConnections(HttpOptions options) {
        this.options = () -> options;
    }

    /**
     * Opens a connection, of which nothing is checked before its first query.
     *
     * @throws IllegalArgumentException when the text lacks something or names what is no query service, or the
     *     environment names a proxy that is no URL
     */
    public Connection open(ConnectionString connection, TokenSource tokens) {
        if (connection.service() == Service.CACHE) {
            throw new IllegalArgumentException("a folder of saved results is no service of the cloud");
        }
        URI endpoint = connection.endpoint();
        ServiceClient client = client(connection, tokens);
        String name = connection.name();
        return switch (connection.service()) {
            case LOG_ANALYTICS ->
                new LogAnalyticsConnection(client, logAnalytics(connection, endpoint), slots(endpoint, tokens));
            case APPLICATION_INSIGHTS ->
                new LogAnalyticsConnection(
                        client,
                        LogAnalyticsTarget.application(endpoint, value(connection, "appid"), name),
                        slots(endpoint, tokens));
            case DATA_EXPLORER -> new DataExplorerConnection(client, endpoint, value(connection, "database"), name);
            case LAKE -> new LakeConnection(client, endpoint, lakeDatabase(connection), name);
            case CACHE -> throw new IllegalStateException("refused above");
        };
    }

    /**
     * Opens the data lake of a workspace, of which nothing is checked before its first query.
     *
     * @param connection leads to a workspace of Log Analytics, or to a lake
     * @throws IllegalArgumentException when it leads to neither, or nothing says where the workspace's lake is
     */
    public Connection lake(ConnectionString connection, TokenSource tokens) {
        ConnectionString lake = connection.lake();
        if (connection.service() == Service.LAKE) {
            return open(connection, tokens);
        }
        URI endpoint = connection.endpoint();
        ServiceClient client = client(lake, tokens);
        Optional<String> database = lake.value("workspace")
                .flatMap(id -> lake.value("workspacename").map(name -> name + "-" + id));
        return new WorkspaceLake(
                new LogAnalyticsConnection(
                        client(connection, tokens), logAnalytics(connection, endpoint), slots(endpoint, tokens)),
                lake.name(),
                database,
                name -> new LakeConnection(client, lake.endpoint(), name, lake.name()));
    }

    private ServiceClient client(ConnectionString connection, TokenSource tokens) {
        CloudHttp http = http(connection);
        if (connection.has("anonymous")) {
            return http.anonymous();
        }
        return connection.value("appkey").map(http::keyed).orElseGet(() -> http.client(tokens, connection.scope()));
    }

    private Slots slots(URI endpoint, TokenSource tokens) {
        return slots.computeIfAbsent(new User(endpoint.getAuthority(), tokens), user -> new Slots());
    }

    /** The lake calls a workspace by its name and ID together. */
    private static String lakeDatabase(ConnectionString connection) {
        return connection.value("database").orElseGet(() -> {
            String workspace = value(connection, "workspace");
            return connection
                    .value("workspacename")
                    .map(name -> name + "-" + workspace)
                    .orElse(workspace);
        });
    }

    /**
     * The tokens for a connection out of a session's sign-ins, which go out in the connection's own way. Nobody is asked
     * before the first is wanted.
     *
     * @throws IllegalArgumentException when the connection string names no way of signing in that there is
     */
    public TokenSource tokens(ConnectionString connection, Credentials credentials) {
        return credentials.of(connection, () -> http(connection).httpClient());
    }

    /** The HTTP client that a connection uses, for other services reached in the same way. */
    public CloudHttp http(ConnectionString connection) {
        HttpOptions usual = options.get();
        Optional<Path> certificates = connection.value("ca").map(Path::of).or(usual::certificates);
        return clients.computeIfAbsent(
                certificates,
                pem -> new CloudHttp(pem.map(usual::withCertificates).orElse(usual)));
    }

    private static LogAnalyticsTarget logAnalytics(ConnectionString connection, URI endpoint) {
        return connection
                .value("resource")
                .map(resource -> LogAnalyticsTarget.resource(endpoint, resource, connection.name()))
                .orElseGet(() ->
                        LogAnalyticsTarget.workspace(endpoint, value(connection, "workspace"), connection.name()));
    }

    private static String value(ConnectionString connection, String key) {
        return connection
                .value(key)
                .orElseThrow(
                        () -> new IllegalArgumentException(connection.service().scheme() + " needs " + key + "='...'"));
    }
}
