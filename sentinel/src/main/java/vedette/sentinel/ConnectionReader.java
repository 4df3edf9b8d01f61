package vedette.sentinel;

import java.net.URI;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import vedette.kql.Spelling;
import vedette.sentinel.ConnectionScanner.Form;
import vedette.sentinel.ConnectionScanner.Part;
import vedette.sentinel.ConnectionString.Reading;
import vedette.sentinel.ConnectionString.Service;

/** From a connection string's parts to their meaning: known words, values looked up, addresses whole, secrets guarded. */
final class ConnectionReader {

    private static final Pattern GUID = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");
    private static final Pattern SCHEME = Pattern.compile("\\s*([A-Za-z][A-Za-z0-9_-]*)://");
    private static final Pattern ASKED = Pattern.compile("<[^<>]*>");
    private static final String DEMO = "DEMO_WORKSPACE";
    private static final Map<String, Service> SCHEMES = Map.ofEntries(
            Map.entry("loganalytics", Service.LOG_ANALYTICS),
            Map.entry("applicationinsights", Service.APPLICATION_INSIGHTS),
            Map.entry("appinsights", Service.APPLICATION_INSIGHTS),
            Map.entry("azuredataexplorer", Service.DATA_EXPLORER),
            Map.entry("adx", Service.DATA_EXPLORER),
            Map.entry("ade", Service.DATA_EXPLORER),
            Map.entry("kusto", Service.DATA_EXPLORER),
            Map.entry("sentinellake", Service.LAKE),
            Map.entry("cache", Service.CACHE),
            Map.entry("file", Service.CACHE));

    private final Service service;
    private final Reading reading;
    private final Map<ConnectionKey, String> values = new EnumMap<>(ConnectionKey.class);
    private final Set<ConnectionKey> flags = EnumSet.noneOf(ConnectionKey.class);
    private final Set<ConnectionKey> asked = EnumSet.noneOf(ConnectionKey.class);

    private ConnectionReader(Service service, Reading reading) {
        this.service = service;
        this.reading = reading;
    }

    static boolean isMeantBy(String text) {
        return GUID.matcher(text.strip()).matches()
                || KustoConnectionString.isMeantBy(text)
                || SCHEME.matcher(text).lookingAt();
    }

    static ConnectionString read(String text, Reading reading) {
        if (GUID.matcher(text.strip()).matches()) {
            Part workspace = new Part(ConnectionKey.WORKSPACE.word(), text.strip(), Form.QUOTED);
            return new ConnectionReader(Service.LOG_ANALYTICS, reading).all(List.of(workspace));
        }
        if (KustoConnectionString.isMeantBy(text)) {
            return new ConnectionReader(Service.DATA_EXPLORER, reading).all(KustoConnectionString.parts(text));
        }
        Matcher scheme = SCHEME.matcher(text);
        if (!scheme.lookingAt()) {
            throw new IllegalArgumentException("this is no connection string; write loganalytics://workspace='<ID>', "
                    + "azuredataexplorer://cluster='<name>';database='<name>' or a workspace's ID");
        }
        return new ConnectionReader(service(scheme.group(1)), reading).all(ConnectionScanner.scan(text, scheme.end()));
    }

    static IllegalArgumentException missing(ConnectionKey key) {
        String example = switch (key) {
            case WORKSPACE ->
                "workspace='<the workspace's ID, a GUID>' (or resource='/subscriptions/...' to name it by its resource)";
            case CLUSTER -> "cluster='<name or https://...>'";
            default -> key.word() + "='...'";
        };
        return new IllegalArgumentException("the connection string lacks " + key.word() + ": add " + example);
    }

    private static Service service(String written) {
        Service service = SCHEMES.get(ConnectionKey.plain(written));
        if (service != null) {
            return service;
        }
        throw new IllegalArgumentException(
                "there is no kind of connection '" + written + "://'; "
                        + Spelling.nearest(ConnectionKey.plain(written), SCHEMES.keySet())
                                .map(near -> "did you mean '" + near + "'?")
                                .orElse(
                                        "the kinds are loganalytics, applicationinsights, azuredataexplorer, sentinellake, cache"));
    }

    private ConnectionString all(List<Part> parts) {
        boolean guarded = parts.stream()
                .anyMatch(part -> ConnectionKey.of(part.key())
                        .filter(ConnectionKey::isSecret)
                        .isPresent());
        for (int i = 0; i < parts.size(); i++) {
            Part part = parts.get(i);
            ConnectionKey key = key(part, guarded ? "part " + (i + 1) : "'" + part.key() + "'");
            if (key.isFlag()) {
                flag(key, part);
            } else {
                value(key, part);
            }
        }
        requireTarget();
        return new ConnectionString(service, values, flags, asked);
    }

    /** What stands behind a secret may be a piece of it, so an unknown word there is counted, not shown. */
    private ConnectionKey key(Part part, String shown) {
        Optional<ConnectionKey> key = ConnectionKey.of(part.key());
        if (key.isEmpty()) {
            String near = shown.startsWith("'")
                    ? Spelling.didYouMean(ConnectionKey.plain(part.key()), ConnectionKey.words(service))
                    : "a value that holds ';' must be quoted";
            throw new IllegalArgumentException("a " + service.scheme() + " connection has no key " + shown + "; "
                    + (near.isEmpty() ? "its keys are " + String.join(", ", ConnectionKey.words(service)) : near));
        }
        if (!key.get().fits(service)) {
            throw new IllegalArgumentException("a " + service.scheme() + " connection has no key '"
                    + key.get().word() + "'; its keys are " + String.join(", ", ConnectionKey.words(service)));
        }
        return key.get();
    }

    private void flag(ConnectionKey key, Part part) {
        if (part.form() != Form.ABSENT
                && !List.of("true", "false").contains(part.value().toLowerCase(Locale.ROOT))) {
            throw new IllegalArgumentException(key.word() + " takes no value, except true or false");
        }
        if (!part.value().equalsIgnoreCase("false")) {
            flags.add(key);
        }
    }

    private void value(ConnectionKey key, Part part) {
        if (key.isSecret()
                && (part.value().isEmpty() || ASKED.matcher(part.value()).matches())) {
            asked.add(key);
            return;
        }
        String value = resolved(key, part);
        if (value.isBlank()) {
            throw new IllegalArgumentException(key.word() + " has no value");
        }
        values.put(key, normal(key, value));
    }

    private String resolved(ConnectionKey key, Part part) {
        String written = part.value();
        if (part.form() == Form.BARE && written.startsWith("$")) {
            return reading.environment()
                    .apply(written.substring(1))
                    .orElseThrow(() -> new IllegalArgumentException(
                            key.isSecret()
                                    ? key.word() + " names an environment variable that is not set"
                                    : "the environment variable " + written + " for " + key.word() + " is not set"));
        }
        Optional<String> variable =
                part.form() == Form.BARE ? reading.variables().apply(written) : Optional.empty();
        if (variable.isPresent()) {
            return variable.get();
        }
        boolean isSecret = key.isSecret() || written.contains("PRIVATE KEY");
        if (isSecret && !reading.allowLiteralSecrets()) {
            throw new IllegalArgumentException(key.word() + " stands in the text, and so would in the saved notebook; "
                    + "write " + key.word() + "=$NAME to take it from the environment, or " + key.word()
                    + "=<" + key.word() + "> to be asked for it");
        }
        return written;
    }

    private static String normal(ConnectionKey key, String value) {
        return switch (key) {
            case ENDPOINT -> address(key, value).replaceFirst("/v1$", "");
            case AUTHORITY, LAKE_ENDPOINT -> address(key, value);
            // A short name belongs to the cloud, which may be named behind it: it is completed when all is read.
            case CLUSTER -> value.contains("://") ? address(key, value) : value;
            case SCOPE -> scope(value);
            case CLOUD -> {
                Cloud.named(value);
                yield value;
            }
            case RESOURCE -> "/" + value.replaceAll("^/+|/+$", "");
            default -> value;
        };
    }

    private static String scope(String value) {
        return value.contains("://") && URI.create(value).getPath().length() <= 1
                ? value.replaceAll("/+$", "") + "/.default"
                : value;
    }

    /** Tokens travel to these addresses, so none but this machine is spoken to in clear. */
    private static String address(ConnectionKey key, String value) {
        URI uri;
        try {
            uri = URI.create(value);
        } catch (IllegalArgumentException notOne) {
            throw new IllegalArgumentException(key.word() + " is no address; write https://host", notOne);
        }
        if (uri.getHost() == null || uri.getUserInfo() != null) {
            throw new IllegalArgumentException(key.word() + " must be https://host, without a user");
        }
        boolean local = Arrays.asList("localhost", "127.0.0.1", "[::1]").contains(uri.getHost());
        if (!"https".equals(uri.getScheme()) && !("http".equals(uri.getScheme()) && local)) {
            throw new IllegalArgumentException(key.word() + " must begin with https://, for tokens are sent there");
        }
        return value.replaceAll("/+$", "");
    }

    private void requireTarget() {
        completeCluster();
        switch (service) {
            case LOG_ANALYTICS -> requireWorkspace();
            case LAKE -> require(ConnectionKey.WORKSPACE);
            case APPLICATION_INSIGHTS -> require(ConnectionKey.APP_ID);
            case DATA_EXPLORER -> require(ConnectionKey.DATABASE);
            case CACHE -> require(ConnectionKey.FOLDER);
        }
    }

    private void completeCluster() {
        String cluster = values.get(ConnectionKey.CLUSTER);
        if (cluster != null && !cluster.contains("://")) {
            Cloud cloud = Optional.ofNullable(values.get(ConnectionKey.CLOUD))
                    .map(Cloud::named)
                    .orElse(Cloud.PUBLIC);
            String whole = cluster.endsWith("." + cloud.clusterDomain())
                    ? "https://" + cluster
                    : cloud.cluster(cluster).toString();
            values.put(ConnectionKey.CLUSTER, address(ConnectionKey.CLUSTER, whole));
        }
    }

    private void requireWorkspace() {
        String workspace = values.get(ConnectionKey.WORKSPACE);
        if (workspace == null && values.containsKey(ConnectionKey.RESOURCE)) {
            return;
        }
        require(ConnectionKey.WORKSPACE);
        boolean isReal = !values.containsKey(ConnectionKey.ENDPOINT);
        if (workspace != null
                && isReal
                && !workspace.equals(DEMO)
                && !GUID.matcher(workspace).matches()) {
            throw new IllegalArgumentException("workspace must be the workspace's ID, a GUID; its name is no ID. "
                    + "The ID stands on the workspace's overview page; alias='...' may hold the name");
        }
    }

    private void require(ConnectionKey key) {
        if (!values.containsKey(key)) {
            throw missing(key);
        }
    }
}
