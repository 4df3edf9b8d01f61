package vedette.sentinel.query;

import com.azure.monitor.query.LogsQueryClient;
import com.azure.monitor.query.LogsQueryClientBuilder;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.StreamSupport;
import vedette.frame.ColumnSchema;
import vedette.frame.KqlType;
import vedette.frame.Ticks;
import vedette.kql.query.Connection;
import vedette.kql.query.QueryContext;
import vedette.kql.query.QueryException;
import vedette.kql.query.QueryRequest;
import vedette.kql.query.QueryRequest.Tier;
import vedette.kql.query.QueryResult;
import vedette.kql.query.TimeRange;
import vedette.sentinel.http.ServiceClient;
import vedette.sentinel.http.ServiceRequest;

/**
 * A workspace of Log Analytics, an Azure resource's logs, or an application of Application Insights. Answers are read
 * while they arrive, straight into frames, exactly. Nothing of the SDK is loaded before the first query.
 *
 * <p>A request's time range is sent as the API's timespan, of which Microsoft does not say whether its end belongs to
 * it: a row whose time is exactly {@link TimeRange#to} may be in the result. Where ranges must tile, {@link SplitConnection}
 * writes them into the query instead.
 *
 * <p>The service has no way to be told that a query was given up: it works on until it is done, or for the timeout.
 */
public final class LogAnalyticsConnection implements Connection {

    /** How long the service works when nothing is said. */
    static final Duration DEFAULT_WAIT = Duration.ofMinutes(3);

    /** How long it works at most. */
    static final Duration LONGEST_WAIT = Duration.ofMinutes(10);

    /** What an answer may take on top of the work, so that the service's own timeout comes first. */
    private static final Duration GRACE = Duration.ofSeconds(15);

    private final ServiceClient client;
    private final LogAnalyticsTarget target;
    private final Slots slots;
    private final SchemaMemory schema = new SchemaMemory(this::fetchSchema);
    private volatile Optional<WorkspaceIdentity> identity = Optional.empty();

    LogAnalyticsConnection(ServiceClient client, LogAnalyticsTarget target, Slots slots) {
        this.client = client;
        this.target = target;
        this.slots = slots;
    }

    @Override
    public String description() {
        return target.name();
    }

    @Override
    public void close() {
        // Connections share one HTTP client, which ends its idle connections by itself.
    }

    /** The SDK's client for the same endpoint, signed in and sent the same way, for what this class does not do. */
    public LogsQueryClient client() {
        return new LogsQueryClientBuilder()
                .endpoint(target.endpoint().toString())
                .pipeline(client.pipeline())
                .buildClient();
    }

    @Override
    public QueryResult execute(QueryContext context, QueryRequest request) {
        long start = System.nanoTime();
        List<String> warnings = new ArrayList<>();
        check(request, warnings);
        Duration wait = wait(context, request, warnings);
        Map<String, String> headers =
                SendingHeaders.of(request.sending(), UUID.randomUUID().toString());
        headers.put("prefer", prefer(wait));
        ServiceRequest outgoing = ServiceRequest.query(uri(request), headers, body(request), wait.plus(GRACE))
                .withRetries(request.sending().retries());
        ErrorScene scene = new ErrorScene(
                request.text(),
                description(),
                ErrorScene.Kind.WORKSPACE,
                client.signedIn(),
                wait.toSeconds(),
                () -> schema.known(context));
        try (Slots.Slot slot = slots.take(context, request.tier())) {
            assert slot != null;
            return client.send(context, outgoing, answer -> Results.read(answer, scene, start, warnings));
        }
    }

    private static void check(QueryRequest request, List<String> warnings) {
        if (request.text().stripLeading().startsWith(".")) {
            throw QueryException.failed(
                    "Log Analytics runs queries only; commands that begin with a dot are for Data Explorer", null);
        }
        if (request.tier() == Tier.BASIC && request.timeRange().isEmpty()) {
            throw QueryException.failed(
                    "a query of the basic tier needs a time range, since it costs by the data that it scans", null);
        }
        if (request.tier() == Tier.BASIC && !request.workspaces().isEmpty()) {
            throw QueryException.failed(
                    "a query of the basic tier reads one workspace; ask the others one by one", null);
        }
        if (!request.properties().isEmpty()) {
            warnings.add("Log Analytics takes no request properties; not sent: "
                    + String.join(", ", new TreeMap<>(request.properties()).keySet()));
        }
    }

    private static Duration wait(QueryContext context, QueryRequest request, List<String> warnings) {
        Duration wait = request.timeout().orElse(DEFAULT_WAIT);
        if (wait.compareTo(LONGEST_WAIT) > 0) {
            warnings.add("Log Analytics works on a query for 10 minutes at most");
            wait = LONGEST_WAIT;
        }
        Duration limit = context.timeLimit().orElse(wait);
        Duration shorter = limit.compareTo(wait) < 0 ? limit : wait;
        return Duration.ofSeconds(Math.max(1, Math.ceilDiv(shorter.toMillis(), 1000)));
    }

    private static String prefer(Duration wait) {
        return "wait=" + wait.toSeconds() + ",include-statistics=true,include-render=true";
    }

    private URI uri(QueryRequest request) {
        return request.tier() == Tier.BASIC
                ? target.uri("search?timespan="
                        + timespan(request.timeRange().orElseThrow()).replace(":", "%3A"))
                : target.uri("query");
    }

    private static String body(QueryRequest request) {
        ObjectNode body = Wire.TREES.createObjectNode().put("query", request.text());
        if (request.tier() == Tier.ANALYTICS) {
            request.timeRange().ifPresent(range -> body.put("timespan", timespan(range)));
        }
        if (!request.workspaces().isEmpty()) {
            request.workspaces().forEach(body.putArray("workspaces")::add);
        }
        return body.toString();
    }

    /** Both ends to the tick; an end between two ticks is rounded up, so that no row is lost. */
    private static String timespan(TimeRange range) {
        return Ticks.formatDatetime(Ticks.of(range.from())) + "/" + Ticks.formatDatetime(TimeWindow.up(range.to()));
    }

    /** The tables with their columns, as the workspace's metadata tell them; each call asks the service. */
    @Override
    public SequencedMap<String, List<ColumnSchema>> schema(QueryContext context) {
        return schema.refreshed(context);
    }

    private SequencedMap<String, List<ColumnSchema>> fetchSchema(QueryContext context) {
        SequencedMap<String, List<ColumnSchema>> tables = new TreeMap<>();
        metadata(context)
                .path("tables")
                .forEach(table -> Wire.text(table, "name").ifPresent(name -> tables.put(name, columns(table))));
        return tables;
    }

    /**
     * Which workspace this is, as its metadata tell, which are asked for once; empty where it is a resource that only has its logs in one.
     *
     * @throws QueryException when the service does not answer
     */
    public Optional<WorkspaceIdentity> identity(QueryContext context) {
        if (identity.isEmpty()) {
            metadata(context);
        }
        return identity;
    }

    private Optional<WorkspaceIdentity> identity(JsonNode metadata) {
        return StreamSupport.stream(metadata.path("workspaces").spliterator(), false)
                .flatMap(workspace -> WorkspaceIdentity.of(workspace).stream())
                .filter(target::isWorkspace)
                .findFirst();
    }

    private JsonNode metadata(QueryContext context) {
        ErrorScene scene = new ErrorScene(
                "",
                description(),
                ErrorScene.Kind.WORKSPACE,
                client.signedIn(),
                ServiceRequest.SHORT.toSeconds(),
                LinkedHashMap::new);
        return client.send(context, ServiceRequest.get(target.uri("metadata")), answer -> {
            if (answer.status() != 200) {
                throw ServiceErrors.of(answer, scene);
            }
            JsonNode metadata = Wire.TREES.readTree(answer.body());
            identity = identity(metadata);
            return metadata;
        });
    }

    private static List<ColumnSchema> columns(JsonNode table) {
        List<ColumnSchema> columns = new ArrayList<>();
        table.path("columns")
                .forEach(column -> Wire.text(column, "name")
                        .ifPresent(name -> columns.add(new ColumnSchema(
                                name,
                                Wire.text(column, "type")
                                        .flatMap(ServiceTypes::named)
                                        .orElse(KqlType.STRING)))));
        return columns;
    }
}
