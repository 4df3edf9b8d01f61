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
import vedette.kql.query.QueryRequest;
import vedette.sentinel.ConnectionString;
import vedette.sentinel.management.ManagementOptions;
import vedette.sentinel.management.SentinelManagement;
import vedette.sentinel.management.Workspace;

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
        CloudAccount account = session.desk()
                .account(current)
                .orElseThrow(() -> new IllegalArgumentException(
                        "the current connection, " + current.name() + ", leads to no workspace; open one that does:"
                                + " %kql loganalytics://workspace='...';subscription='...';resourcegroup='...';"
                                + "workspacename='...'"));
        return SentinelManagement.of(
                workspace(place, account.string()), account.http(), account.tokens(), options(place, account.string()));
    }

    private static Workspace workspace(SentinelPlace place, ConnectionString string) {
        Matcher resource = RESOURCE.matcher(string.value("resource").orElse(""));
        boolean known = resource.matches();
        return new Workspace(
                part(place.subscription(), string, "subscription", known ? resource.group(1) : ""),
                part(place.resourceGroup(), string, "resourcegroup", known ? resource.group(2) : ""),
                part(place.workspace(), string, "workspacename", known ? resource.group(3) : ""));
    }

    private static String part(Optional<String> option, ConnectionString string, String key, String ofResource) {
        return option.or(() -> string.value(key))
                .or(() -> Optional.of(ofResource).filter(text -> !text.isEmpty()))
                .orElseThrow(() -> new IllegalArgumentException("managing a workspace takes its subscription, resource"
                        + " group and name, and " + key + " is missing: put " + key
                        + "='...' into the connection string, or add the option (%sentinel COMMAND --help lists it)"));
    }

    private static ManagementOptions options(SentinelPlace place, ConnectionString string) {
        ManagementOptions cloud = ManagementOptions.of(string.cloud());
        URI queries = string.endpoint();
        // An emulator on this machine answers for all services of the cloud at one address.
        boolean emulated = string.value("endpoint").isPresent()
                && queries.getHost() != null
                && queries.getHost().matches("localhost|127\\.[\\d.]+|\\[::1]");
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
