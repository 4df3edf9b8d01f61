package vedette.magics;

import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import vedette.display.Escape;
import vedette.kernel.CellContext.StreamName;
import vedette.kernel.magic.MagicCall;
import vedette.kernel.magic.Shown;
import vedette.kql.query.QueryContext;
import vedette.kql.query.QueryException;
import vedette.kql.query.QueryRequest;
import vedette.sentinel.ConnectionString;
import vedette.sentinel.management.ManagementOptions;
import vedette.sentinel.management.SentinelManagement;
import vedette.sentinel.management.Workspace;
import vedette.sentinel.query.LogAnalyticsConnection;

/** Manages the workspace that the kernel's current connection leads to, signed in as that connection is. */
final class SessionSentinel implements SentinelDesk {

    private static final Pattern RESOURCE = Pattern.compile(
            "/?subscriptions/([^/]+)/resourceGroups/([^/]+)/providers/Microsoft\\.OperationalInsights/workspaces/([^/]+)/?",
            Pattern.CASE_INSENSITIVE);

    private final KqlSession session;

    SessionSentinel(KqlSession session) {
        this.session = session;
    }

    @Override
    public SentinelManagement management(SentinelPlace place, MagicCall call) {
        session.start(call);
        Opened current = session.current(call.variables());
        QueryContext context = new CellQueryContext(call.cell(), progress -> {}, Optional.empty());
        return management(place, current, context);
    }

    /**
     * The management of the workspace that a connection leads to.
     *
     * @throws IllegalArgumentException where it leads to none, or nothing tells which one
     */
    SentinelManagement management(SentinelPlace place, Opened connection, QueryContext context) {
        CloudAccount account = session.desk()
                .account(connection)
                .orElseThrow(() -> new IllegalArgumentException("the connection " + connection.name()
                        + " leads to no workspace; open one that does:" + " %kql loganalytics://workspace='...'"));
        Workspace workspace = workspace(place, account.string())
                .or(() -> told(connection, context).map(told -> overruled(told, place, account.string())))
                .orElseThrow(() -> missing(place, account.string()));
        return SentinelManagement.of(workspace, account.http(), account.tokens(), options(place, account.string()));
    }

    private static Optional<Workspace> workspace(SentinelPlace place, ConnectionString string) {
        Optional<Workspace> resource = ofResource(string.value("resource").orElse(""));
        if (resource.isPresent()) {
            return resource.map(found -> overruled(found, place, string));
        }
        Optional<String> subscription = place.subscription().or(() -> string.value("subscription"));
        Optional<String> group = place.resourceGroup().or(() -> string.value("resourcegroup"));
        Optional<String> name = place.workspace().or(() -> string.value("workspacename"));
        return subscription.isPresent() && group.isPresent() && name.isPresent()
                ? Optional.of(new Workspace(subscription.get(), group.get(), name.get()))
                : Optional.empty();
    }

    /** What options and connection string say goes before what was found out. */
    private static Workspace overruled(Workspace found, SentinelPlace place, ConnectionString string) {
        return new Workspace(
                place.subscription().or(() -> string.value("subscription")).orElse(found.subscription()),
                place.resourceGroup().or(() -> string.value("resourcegroup")).orElse(found.resourceGroup()),
                place.workspace().or(() -> string.value("workspacename")).orElse(found.name()));
    }

    private static Optional<Workspace> ofResource(String resource) {
        Matcher parts = RESOURCE.matcher(resource);
        return parts.matches()
                ? Optional.of(new Workspace(parts.group(1), parts.group(2), parts.group(3)))
                : Optional.empty();
    }

    /** The workspace as its own metadata name it. */
    private static Optional<Workspace> told(Opened connection, QueryContext context) {
        if (!(connection.connection() instanceof LogAnalyticsConnection workspace)) {
            return Optional.empty();
        }
        try {
            return workspace.identity(context).flatMap(identity -> ofResource(identity.resourceId()));
        } catch (QueryException e) {
            if (e.isCancelled()) {
                throw e;
            }
            return Optional.empty();
        }
    }

    private static IllegalArgumentException missing(SentinelPlace place, ConnectionString string) {
        String key = place.subscription().or(() -> string.value("subscription")).isEmpty()
                ? "subscription"
                : place.resourceGroup().or(() -> string.value("resourcegroup")).isEmpty()
                        ? "resourcegroup"
                        : "workspacename";
        return new IllegalArgumentException(
                "managing a workspace takes its subscription, resource group and name, which"
                        + " its metadata do not tell, and " + key + " is missing: put " + key
                        + "='...' into the connection string, or add the option (%sentinel COMMAND --help lists it)");
    }

    /** An emulator on this machine answers for all services of the cloud at one address. */
    static boolean isEmulated(ConnectionString string) {
        String host = string.endpoint().getHost();
        return string.value("endpoint").isPresent() && host != null && host.matches("localhost|127\\.[\\d.]+|\\[::1]");
    }

    private static ManagementOptions options(SentinelPlace place, ConnectionString string) {
        ManagementOptions cloud = ManagementOptions.of(string.cloud());
        URI queries = string.endpoint();
        boolean emulated = isEmulated(string);
        ManagementOptions options = place.endpoint()
                .map(URI::create)
                .or(() -> emulated ? Optional.of(queries.resolve("/")) : Optional.empty())
                .map(endpoint -> cloud.at(endpoint, cloud.scope()))
                .orElse(cloud);
        return place.apiVersion().map(options::withApiVersion).orElse(options);
    }

    @Override
    public SentinelAnswer ask(QueryRequest request, MagicCall call) {
        Settings settings = session.usual()
                .with(OptionTable.get("time"), request.timeRange().map(Object.class::cast))
                // The braces of a rule are its own.
                .with(OptionTable.get("enable_curly_brackets_params"), Optional.of(false));
        KqlResult result = session.runner()
                .run(new Question(
                        request.text(),
                        new KqlQuery.Place(request.text(), 0),
                        session.current(call.variables()),
                        settings,
                        Optional.empty(),
                        Map.of(),
                        Map.of(),
                        call.cell(),
                        call.variables()));
        session.keep(result);
        result.info()
                .warnings()
                .forEach(warning -> call.cell().print(StreamName.STDERR, "warning: " + Escape.line(warning) + "\n"));
        return new SentinelAnswer(
                Optional.of(result.table()),
                Optional.of(new Shown(result.table(), ResultLook.of(result))),
                result.answer().incomplete());
    }
}
