package vedette.sentinel;

import java.net.URI;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What someone wrote to say where to query and how to sign in. Reads Kqlmagic's notations
 * ({@code loganalytics://workspace='..';tenant='..'} and {@code loganalytics://workspace('..').tenant('..')}), Kusto's
 * connection strings ({@code Data Source=..;Initial Catalog=..}) and the bare ID of a workspace.
 *
 * <p>A quoted value stands for itself, {@code $NAME} for an environment variable, and any other for the notebook's
 * variable of that name or, where there is none, for itself. It never prints a secret.
 */
public final class ConnectionString {

    /** What answers the queries. */
    public enum Service {
        /** A workspace of Log Analytics, so of Sentinel. */
        LOG_ANALYTICS("loganalytics"),
        /** An application of Application Insights. */
        APPLICATION_INSIGHTS("applicationinsights"),
        /** A database of Azure Data Explorer, or a workspace by the proxy that speaks its protocol. */
        DATA_EXPLORER("azuredataexplorer"),
        /** Sentinel's data lake. */
        LAKE("sentinellake"),
        /** Results saved in a folder. */
        CACHE("cache");

        private final String scheme;

        Service(String scheme) {
            this.scheme = scheme;
        }

        /** The word before {@code ://}, and behind {@code @} in a connection's name. */
        public String scheme() {
            return scheme;
        }
    }

    /**
     * What a text is read with.
     *
     * @param variables the notebook's variables, as text
     * @param environment the environment's variables
     * @param allowLiteralSecrets whether a secret may stand in the text itself, and so in the saved notebook
     */
    public record Reading(
            Function<String, Optional<String>> variables,
            Function<String, Optional<String>> environment,
            boolean allowLiteralSecrets) {}

    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    private final Service service;
    private final Map<ConnectionKey, String> values;
    private final Set<ConnectionKey> flags;
    private final Set<ConnectionKey> asked;

    ConnectionString(
            Service service, Map<ConnectionKey, String> values, Set<ConnectionKey> flags, Set<ConnectionKey> asked) {
        this.service = service;
        this.values = new EnumMap<>(ConnectionKey.class);
        this.values.putAll(values);
        this.flags = EnumSet.noneOf(ConnectionKey.class);
        this.flags.addAll(flags);
        this.asked = EnumSet.noneOf(ConnectionKey.class);
        this.asked.addAll(asked);
    }

    /**
     * Reads a connection string; secrets must come from variables, the environment or a question.
     *
     * @throws IllegalArgumentException naming what is wrong, never a value that may be a secret
     */
    public static ConnectionString parse(String text, Function<String, Optional<String>> variables) {
        return parse(text, new Reading(variables, name -> Optional.ofNullable(System.getenv(name)), false));
    }

    /**
     * Reads a connection string.
     *
     * @throws IllegalArgumentException naming what is wrong, never a value that may be a secret
     */
    public static ConnectionString parse(String text, Reading reading) {
        return ConnectionReader.read(text, reading);
    }

    /** Whether a text means to be a connection string, right or wrong, rather than a connection's name or a query. */
    public static boolean isMeantBy(String text) {
        return ConnectionReader.isMeantBy(text);
    }

    /** What answers the queries. */
    public Service service() {
        return service;
    }

    /**
     * The value of a key; case, {@code -} and {@code _} do not count. This is where secrets come out: what it gives for
     * {@code clientsecret}, {@code password}, {@code token}, {@code appkey} and {@code certificatepassword} must not be
     * shown.
     */
    public Optional<String> value(String key) {
        return ConnectionKey.of(key).flatMap(this::value);
    }

    /** Whether a flag such as {@code code}, {@code azcli}, {@code msi} or {@code anonymous} is set. */
    public boolean has(String flag) {
        return ConnectionKey.of(flag).filter(flags::contains).isPresent();
    }

    /** Whether a person is to be asked for a secret, because the text says {@code password=<password>} or the like. */
    public boolean isAsked(String key) {
        return ConnectionKey.of(key).filter(asked::contains).isPresent();
    }

    /** What the user calls the connection, where the text says so. */
    public Optional<String> alias() {
        return value(ConnectionKey.ALIAS);
    }

    /**
     * What the connection is called from now on: {@code soc@loganalytics}, {@code db@cluster}.
     *
     * @throws IllegalArgumentException when the cluster is missing
     */
    public String name() {
        return switch (service) {
            case LOG_ANALYTICS -> called(ConnectionKey.WORKSPACE) + "@" + service.scheme;
            case LAKE -> called(ConnectionKey.WORKSPACE) + "@" + service.scheme;
            case APPLICATION_INSIGHTS -> called(ConnectionKey.APP_ID) + "@" + service.scheme;
            case CACHE -> called(ConnectionKey.FOLDER) + "@" + service.scheme;
            case DATA_EXPLORER -> called(ConnectionKey.DATABASE) + "@" + clusterName();
        };
    }

    /** The cloud, by its name or by the hosts given; the worldwide one where neither says so. */
    public Cloud cloud() {
        return value(ConnectionKey.CLOUD)
                .map(Cloud::named)
                .or(() -> Stream.of(ConnectionKey.AUTHORITY, ConnectionKey.CLUSTER, ConnectionKey.ENDPOINT)
                        .flatMap(key -> value(key).stream())
                        .flatMap(
                                address -> Stream.ofNullable(URI.create(address).getHost()))
                        .flatMap(host -> Cloud.ofHost(host).stream())
                        .findFirst())
                .orElse(Cloud.PUBLIC);
    }

    /**
     * Where the service is: the address given, or the cloud's. Without {@code /v1} for Log Analytics and Application
     * Insights, above {@code /v2/rest} for clusters and the lake.
     *
     * @throws IllegalArgumentException when the cluster is missing, the cloud has no lake, or for a folder
     */
    public URI endpoint() {
        return value(ConnectionKey.ENDPOINT).map(URI::create).orElseGet(this::usualEndpoint);
    }

    /** What tokens are asked for: the scope given, or the service's own, whatever address it is reached by. */
    public String scope() {
        boolean hasUsual = service != Service.LAKE || cloud().lake().isPresent();
        return value(ConnectionKey.SCOPE).orElseGet(() -> Cloud.scope(hasUsual ? usualEndpoint() : endpoint()));
    }

    /**
     * This, with what it leaves open about tenant, cluster and credentials taken from an earlier connection of the same
     * kind.
     */
    public ConnectionString withInherited(ConnectionString previous) {
        if (previous.service != service) {
            return this;
        }
        Map<ConnectionKey, String> all = new EnumMap<>(previous.values);
        all.keySet().removeIf(key -> !inherits(key));
        all.putAll(values);
        Set<ConnectionKey> flagsOrInherited = hasCredentials() ? flags : previous.flags;
        Set<ConnectionKey> askedOrInherited = hasCredentials() ? asked : previous.asked;
        return new ConnectionString(service, all, flagsOrInherited, askedOrInherited);
    }

    /**
     * The connection to the data lake of the workspace that this leads to, signed in to in the same way. Which database of
     * the lake that is, it does not say where this does not name the workspace by both its name and its ID.
     *
     * @throws IllegalArgumentException when this leads to no workspace, nothing says where its lake is, or it signs in by
     *     something that is for Log Analytics alone
     */
    public ConnectionString lake() {
        if (service == Service.LAKE) {
            return this;
        }
        if (service != Service.LOG_ANALYTICS) {
            throw new IllegalArgumentException(name() + " is no workspace of Log Analytics, and has no lake");
        }
        Map<ConnectionKey, String> all = new EnumMap<>(values);
        List.of(ConnectionKey.RESOURCE, ConnectionKey.ENDPOINT, ConnectionKey.LAKE_ENDPOINT, ConnectionKey.SCOPE)
                .forEach(all::remove);
        all.put(ConnectionKey.ALIAS, called(ConnectionKey.WORKSPACE));
        all.put(ConnectionKey.CLOUD, cloud().name());
        lakeAddress().ifPresent(address -> all.put(ConnectionKey.ENDPOINT, address));
        boolean isGiven = all.containsKey(ConnectionKey.ENDPOINT);
        if (!isGiven && (values.containsKey(ConnectionKey.TOKEN) || values.containsKey(ConnectionKey.APP_KEY))) {
            throw new IllegalArgumentException("a token or key of one's own is for one service: open the lake by"
                    + " sentinellake://workspace='...';workspacename='...' with a token that is for it");
        }
        ConnectionString lake = new ConnectionString(Service.LAKE, all, flags, asked);
        URI found = lake.endpoint();
        assert found != null;
        return lake;
    }

    /** Where the lake is, unless the cloud says so. One address of this machine answers for all services. */
    private Optional<String> lakeAddress() {
        Optional<String> given = value(ConnectionKey.LAKE_ENDPOINT);
        Optional<URI> queries = value(ConnectionKey.ENDPOINT).map(URI::create);
        if (given.isPresent() || queries.isEmpty()) {
            return given;
        }
        String host = queries.get().getHost();
        if (LOOPBACK.contains(host)) {
            return Optional.of(queries.get().resolve("/lake/kql").toString());
        }
        if (Cloud.ofHost(host).isPresent()) {
            return Optional.empty();
        }
        throw new IllegalArgumentException(
                "the workspace is asked at " + host + ", which is no address of Azure's, and"
                        + " so nothing says where its lake is: add lakeendpoint='https://.../lake/kql' to its connection string");
    }

    Optional<String> value(ConnectionKey key) {
        return Optional.ofNullable(values.get(key));
    }

    /** Whether the text says who signs in or how. */
    boolean hasCredentials() {
        return !flags.isEmpty() || !asked.isEmpty() || values.keySet().stream().anyMatch(ConnectionKey::isCredential);
    }

    /** The text in one notation, for a person to recognise; in place of each secret stands that there is one. */
    @Override
    public String toString() {
        Stream<String> written = values.entrySet().stream()
                .map(entry -> entry.getKey().word() + "=" + (isShown(entry) ? quote(entry.getValue()) : "<hidden>"));
        Stream<String> open = asked.stream().map(key -> key.word() + "=<asked>");
        Stream<String> set = flags.stream().map(ConnectionKey::word);
        return service.scheme + "://"
                + Stream.of(written, open, set).flatMap(Function.identity()).collect(Collectors.joining(";"));
    }

    private static boolean isShown(Map.Entry<ConnectionKey, String> entry) {
        return !entry.getKey().isSecret();
    }

    private static String quote(String value) {
        return "'" + value.replace("'", "''") + "'";
    }

    private boolean inherits(ConnectionKey key) {
        return switch (key) {
            case TENANT, CLUSTER -> true;
            case CLOUD, AUTHORITY, CA -> !hasCredentials();
            default -> key.isCredential() && !hasCredentials();
        };
    }

    private String called(ConnectionKey target) {
        return alias().or(() -> value(target))
                .or(() -> value(ConnectionKey.RESOURCE).map(ConnectionString::lastSegment))
                .orElseThrow(() -> ConnectionReader.missing(target));
    }

    private String clusterName() {
        URI cluster = URI.create(value(ConnectionKey.CLUSTER)
                .or(() -> value(ConnectionKey.ENDPOINT))
                .orElseThrow(() -> ConnectionReader.missing(ConnectionKey.CLUSTER)));
        if (cluster.getPath().length() > 1) {
            return lastSegment(cluster.getPath());
        }
        String domain = "." + cloud().clusterDomain();
        String host = cluster.getAuthority();
        return host.endsWith(domain) ? host.substring(0, host.length() - domain.length()) : host;
    }

    private URI usualEndpoint() {
        return switch (service) {
            case LOG_ANALYTICS -> cloud().logAnalytics();
            case APPLICATION_INSIGHTS -> cloud().applicationInsights();
            case LAKE ->
                cloud().lake()
                        .orElseThrow(() -> new IllegalArgumentException("cloud '" + cloud()
                                + "' has no data lake; give endpoint='https://...' if it has one now"));
            case DATA_EXPLORER ->
                value(ConnectionKey.CLUSTER)
                        .or(() -> value(ConnectionKey.ENDPOINT))
                        .map(URI::create)
                        .orElseThrow(() -> ConnectionReader.missing(ConnectionKey.CLUSTER));
            case CACHE -> throw new IllegalArgumentException("a folder has no address");
        };
    }

    private static String lastSegment(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
