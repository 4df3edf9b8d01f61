package vedette.magics;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import vedette.kernel.CellContext.StreamName;
import vedette.kernel.CellFailure;
import vedette.kernel.magic.MagicCall;
import vedette.kernel.magic.Variables;
import vedette.kql.query.Connection;
import vedette.kql.query.QueryContext;
import vedette.kql.query.QueryException;
import vedette.kql.query.QueryRequest;
import vedette.sentinel.ConnectionString;
import vedette.sentinel.ConnectionString.Service;
import vedette.sentinel.SignInException;
import vedette.sentinel.TokenSource;
import vedette.sentinel.credentials.Credentials;
import vedette.sentinel.credentials.SecretPrompt;
import vedette.sentinel.credentials.SignInSettings;
import vedette.sentinel.credentials.WorkspaceSettings;
import vedette.sentinel.query.CloudConnections;
import vedette.sentinel.query.FanOutConnection;
import vedette.sentinel.query.Gaps;
import vedette.sentinel.query.SplitConnection;

/** Finds the connections that cells name, and opens those that they describe. Safe for any thread. */
final class ConnectionDesk {

    /** What decides about signing in, of all options. */
    private static final List<String> SIGN_IN = List.of(
            "try_token",
            "try_msi",
            "try_azcli_login",
            "try_azcli_login_by_profile",
            "try_azcli_login_subscription",
            "try_vscode_login",
            "code_auth_interactive_mode",
            "cloud");

    private static final String ALL = "all";

    private final Connections connections;
    private final CloudConnections cloud = new CloudConnections();
    private final Map<Map<String, String>, Credentials> credentials = new ConcurrentHashMap<>();
    private final Map<String, ConnectionString> strings = new ConcurrentHashMap<>();
    private final Map<Connection, Opened> lakes = new ConcurrentHashMap<>();
    private @Nullable WorkspaceSettings files;

    ConnectionDesk(Connections connections) {
        this.connections = connections;
    }

    /** Whether a word is a connection's name: of one that is open or set up in files, or of a cluster's other database. */
    boolean isKnown(String written) {
        return connections.find(written).isPresent()
                || sibling(written).isPresent()
                || configured(written).isPresent();
    }

    /** What is set up in files beside the notebook, read once. */
    synchronized WorkspaceSettings files() {
        WorkspaceSettings found = files;
        if (found == null) {
            found = WorkspaceSettings.find(Path.of(""), System.getenv());
            files = found;
        }
        return found;
    }

    private Optional<ConnectionString> configured(String written) {
        return files().connections().entrySet().stream()
                .filter(entry -> entry.getKey().equalsIgnoreCase(written)
                        || entry.getValue().name().equalsIgnoreCase(written))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    /**
     * The connection that a cell means by a word before its query, opened where the word is a connection string.
     *
     * @throws CellFailure where there is none, and none can be opened; it shows nothing of a connection string
     */
    Opened resolve(Word word, MagicCall call, Settings settings) {
        String written = fromEnvironment(word.value());
        Optional<Opened> known = connections.find(written);
        if (known.isPresent()) {
            return known.get();
        }
        if (written.startsWith("[") && written.endsWith("]")) {
            Path file = Path.of(settings.text("dsn_filename").orElse("odbc.ini"));
            String text = DsnFile.connectionString(file, written.substring(1, written.length() - 1));
            Settings ofFile = settings.with(OptionTable.get("allow_literal_secret"), Optional.of(true));
            return open(read(text, call.variables(), ofFile), settings);
        }
        if (ConnectionString.isMeantBy(written)) {
            return open(read(written, call.variables(), settings), settings);
        }
        Optional<ConnectionString> other = sibling(written).or(() -> configured(written));
        if (other.isPresent()) {
            return open(other.get(), settings);
        }
        throw KqlFailure.at(
                call.cellText(), word.span(), "there is no connection '" + written + "'", connections.advice(written));
    }

    private static String fromEnvironment(String written) {
        if (!written.startsWith("$")) {
            return written;
        }
        return Optional.ofNullable(System.getenv(written.substring(1)))
                .orElseThrow(() -> KqlFailure.of("the environment has no variable " + written.substring(1)));
    }

    private ConnectionString read(String written, Variables variables, Settings settings) {
        Function<String, Optional<String>> texts = name ->
                variables.get(name).filter(CharSequence.class::isInstance).map(Object::toString);
        ConnectionString.Reading reading = new ConnectionString.Reading(
                texts, name -> Optional.ofNullable(System.getenv(name)), settings.flag("allow_literal_secret"));
        try {
            ConnectionString string = ConnectionString.parse(written, reading);
            boolean addsCloud = settings.has("cloud")
                    && string.value("cloud").isEmpty()
                    && string.value("endpoint").isEmpty()
                    && written.contains("://");
            ConnectionString own = addsCloud
                    ? ConnectionString.parse(
                            written + ";cloud='" + settings.text("cloud").orElse("public") + "'", reading)
                    : string;
            return latest(own.service()).map(own::withInherited).orElse(own);
        } catch (IllegalArgumentException e) {
            throw KqlFailure.of("the connection cannot be opened: " + e.getMessage());
        }
    }

    private Optional<ConnectionString> latest(Service service) {
        return connections.all().reversed().stream()
                .flatMap(one -> Optional.ofNullable(strings.get(one.name())).stream())
                .filter(string -> string.service() == service)
                .findFirst();
    }

    /** {@code database@cluster} for a cluster that another connection leads to. */
    private Optional<ConnectionString> sibling(String written) {
        int at = written.indexOf('@');
        if (at <= 0 || written.indexOf('\'') >= 0) {
            return Optional.empty();
        }
        String cluster = written.substring(at);
        return strings.entrySet().stream()
                .filter(entry ->
                        entry.getKey().endsWith(cluster) && entry.getValue().service() == Service.DATA_EXPLORER)
                .findFirst()
                .map(entry -> ConnectionString.parse(
                                "azuredataexplorer://database='" + written.substring(0, at) + "'",
                                name -> Optional.empty())
                        .withInherited(entry.getValue()));
    }

    private Opened open(ConnectionString string, Settings settings) {
        try {
            String name = string.name();
            Optional<Opened> known = connections.find(name);
            if (known.isPresent() && string.toString().equals(String.valueOf(strings.get(name)))) {
                return known.get();
            }
            TokenSource tokens = cloud.tokens(string, credentials(settings));
            Connection connection = cloud.open(string, tokens);
            int at = name.lastIndexOf('@');
            Opened opened = new Opened(
                    name, Optional.of(name.substring(0, at)), connection, new SignedIn(string, tokens), portal(string));
            strings.put(name, string);
            connections.add(opened);
            return opened;
        } catch (IllegalArgumentException e) {
            throw KqlFailure.of("the connection cannot be opened: " + e.getMessage());
        }
    }

    /**
     * The connection as {@code -tier}, {@code -each} and {@code -split_by} have it asked: its lake, many side by side, or
     * one in stretches of time.
     */
    Opened spread(Opened connection, Settings settings) {
        Gaps gaps = settings.flag("strict") ? Gaps.FAIL : Gaps.MARK;
        List<String> each = settings.list("each");
        UnaryOperator<Opened> store =
                settings.text("tier").filter("lake"::equals).isPresent() ? this::lake : one -> one;
        Opened wide = each.isEmpty() ? store.apply(connection) : each(each, store, gaps);
        return settings.duration("split_by")
                .map(length -> wide.over(wide.name(), new SplitConnection(wide.connection(), length, gaps)))
                .orElse(wide);
    }

    /** The data lake of the workspace that a connection leads to; opened once. */
    private Opened lake(Opened connection) {
        if (!(connection.account() instanceof SignedIn(var string, var tokens))) {
            throw KqlFailure.of(
                    "-tier=lake: " + connection.name() + " is no workspace of Log Analytics, and has no lake");
        }
        if (string.service() == Service.LAKE) {
            return connection;
        }
        try {
            return lakes.computeIfAbsent(connection.connection(), workspace -> {
                ConnectionString lake = string.lake();
                return new Opened(
                        lake.name(),
                        Optional.empty(),
                        cloud.lake(string, tokens),
                        new SignedIn(lake, tokens),
                        Optional.empty());
            });
        } catch (IllegalArgumentException e) {
            throw KqlFailure.of("-tier=lake: " + e.getMessage());
        }
    }

    private Opened each(List<String> names, UnaryOperator<Opened> store, Gaps gaps) {
        boolean isAll = names.equals(List.of(ALL));
        Stream<Opened> meant = isAll
                ? connections.all().stream().filter(one -> !one.name().equals(Connections.LOCAL))
                : names.stream().map(this::named);
        List<Opened> asked = meant.map(store).toList();
        if (asked.isEmpty()) {
            throw KqlFailure.of("-each=all: no connection is open besides the local one");
        }
        SequencedMap<String, Connection> byName = new LinkedHashMap<>();
        asked.forEach(one -> byName.put(one.name(), one.connection()));
        return asked.getFirst().over(String.join(", ", byName.keySet()), new FanOutConnection(byName, gaps));
    }

    private Opened named(String name) {
        return connections
                .find(name)
                .orElseThrow(() ->
                        KqlFailure.of("-each: there is no connection '" + name + "'; " + connections.advice(name)));
    }

    private Credentials credentials(Settings settings) {
        Map<String, String> options = new HashMap<>();
        for (String name : SIGN_IN) {
            if (settings.has(name)) {
                settings.value(name).ifPresent(value -> options.put(name, String.valueOf(value)));
            }
        }
        return credentials.computeIfAbsent(
                options, given -> new Credentials(new SignInSettings(System.getenv(), given, new CellPrompt())));
    }

    private static Optional<String> portal(ConnectionString string) {
        return switch (string.service()) {
            case LOG_ANALYTICS -> string.value("resource").map(PortalLink::workspace);
            case DATA_EXPLORER ->
                string.value("database").map(database -> PortalLink.cluster(string.endpoint(), database));
            default -> Optional.empty();
        };
    }

    /** How a connection to the cloud signs in and goes out; empty for others. */
    Optional<CloudAccount> account(Opened connection) {
        return connection.account() instanceof SignedIn(var string, var tokens)
                ? Optional.of(new CloudAccount(string, tokens, cloud.http(string)))
                : Optional.empty();
    }

    /** Makes a connection the one of all cells that name none. */
    void use(Opened connection, MagicCall call) {
        connections.use(connection.name());
        String leadsTo = connection.connection().description();
        String signIn = connection.account().credential();
        call.cell()
                .print(
                        StreamName.STDOUT,
                        "current connection: " + connection.name()
                                + (leadsTo.equals(connection.name()) ? "" : " (" + leadsTo + ")")
                                + (signIn.equals(Opened.Account.NONE.credential()) ? "" : ", sign-in: " + signIn)
                                + "\n");
    }

    /**
     * Asks a connection one trivial query, so that what is wrong with it shows before the first real one.
     *
     * @throws CellFailure where it does not answer; the connection is closed then
     */
    void check(Opened connection, MagicCall call) {
        try (ProgressLine progress = ProgressLine.start(call.cell(), connection.name())) {
            QueryContext context = new CellQueryContext(call.cell(), progress, Optional.of(Duration.ofMinutes(20)));
            connection.connection().execute(context, new QueryRequest("print connected = true"));
        } catch (QueryException | SignInException e) {
            connections.close(connection.name());
            if (e instanceof QueryException query && query.isCancelled()) {
                throw KqlFailure.interrupted(e);
            }
            throw KqlFailure.of("the connection " + connection.name() + " does not answer: " + e.getMessage());
        }
    }

    /** The names of connections that are open. */
    List<String> names() {
        return List.copyOf(new TreeSet<>(connections.names()));
    }

    private record SignedIn(ConnectionString string, TokenSource tokens) implements Opened.Account {

        @Override
        public String tenant() {
            return string.value("tenant").orElse("");
        }

        @Override
        public String credential() {
            return string.has("anonymous") ? "none" : tokens.description();
        }

        @Override
        public Optional<Instant> expires() {
            return tokens.expires();
        }

        @Override
        public String toString() {
            return credential();
        }
    }

    /** Asks in the cell that waits. */
    private static final class CellPrompt implements SecretPrompt {

        @Override
        public Optional<String> ask(QueryContext context, String question) {
            if (!(context instanceof CellQueryContext(var cell, var ignoredProgress, var ignoredLimit))) {
                return Optional.empty();
            }
            try {
                return Optional.of(cell.readLine(question, true)).filter(answer -> !answer.isEmpty());
            } catch (CellFailure e) {
                if (e.name().equals(CellFailure.INTERRUPT)) {
                    throw e;
                }
                return Optional.empty();
            }
        }
    }
}
