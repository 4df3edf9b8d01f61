package vedette.sentinel.query;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.UUID;
import vedette.frame.ColumnSchema;
import vedette.frame.Frames;
import vedette.frame.KqlType;
import vedette.frame.Ticks;
import vedette.kql.Literal;
import vedette.kql.query.QueryContext;
import vedette.kql.query.QueryException;
import vedette.kql.query.QueryRequest;
import vedette.kql.query.QueryResult;
import vedette.kql.query.Sending;
import vedette.sentinel.http.ServiceAnswer;
import vedette.sentinel.http.ServiceClient;
import vedette.sentinel.http.ServiceRequest;

/**
 * Kusto's own query protocol, which Data Explorer and the data lake speak. Queries go to {@code /v2/rest/query}, commands
 * to {@code /v1/rest/mgmt}.
 */
final class KustoService {

    private static final Duration DEFAULT_TIMEOUT = Duration.ofMinutes(4);
    private static final Duration LONGEST_TIMEOUT = Duration.ofHours(1);
    private static final Duration GRACE = Duration.ofSeconds(30);
    private static final Duration LONGEST_CANCEL = Duration.ofSeconds(10);

    private final ServiceClient client;
    private final Place place;
    private final SchemaMemory schema = new SchemaMemory(this::fetchSchema);

    /**
     * What is asked.
     *
     * @param endpoint above {@code /v2/rest/query}
     * @param database its name
     * @param name how a person calls it
     * @param kind what errors call it
     * @param options that each query has, besides those of the request
     */
    record Place(URI endpoint, String database, String name, ErrorScene.Kind kind, Map<String, String> options) {

        URI uri(String path) {
            return URI.create(endpoint.toString().replaceAll("/+$", "") + path);
        }

        boolean hasCommands() {
            return kind == ErrorScene.Kind.CLUSTER;
        }
    }

    KustoService(ServiceClient client, Place place) {
        this.client = client;
        this.place = place;
    }

    String description() {
        return place.name();
    }

    QueryResult execute(QueryContext context, QueryRequest request) {
        List<String> warnings = new ArrayList<>();
        if (!request.workspaces().isEmpty()) {
            throw QueryException.failed(
                    place.name() + " takes no further workspaces; name databases in the query with database('...')",
                    null);
        }
        boolean command = request.text().stripLeading().startsWith(".");
        if (command && !place.hasCommands()) {
            throw QueryException.failed(place.name() + " runs queries only, no commands that begin with a dot", null);
        }
        if (command || request.timeRange().isEmpty()) {
            return send(context, request, command, warnings);
        }
        TimeWindow window = TimeWindow.of(request.text(), request.timeRange().get());
        try {
            return send(context, request.withText(window.text()), false, warnings);
        } catch (QueryException e) {
            throw window.source(e);
        }
    }

    private QueryResult send(QueryContext context, QueryRequest request, boolean command, List<String> warnings) {
        long start = System.nanoTime();
        Duration timeout = timeout(context, request, warnings);
        Map<String, String> headers =
                SendingHeaders.of(request.sending(), UUID.randomUUID().toString());
        ServiceRequest outgoing = new ServiceRequest(
                        "POST",
                        place.uri(command ? "/v1/rest/mgmt" : "/v2/rest/query"),
                        headers,
                        Optional.of(body(request, timeout)),
                        timeout.plus(GRACE),
                        !command)
                .withRetries(request.sending().retries());
        ErrorScene scene = new ErrorScene(
                request.text(),
                description(),
                place.kind(),
                client.signedIn(),
                timeout.toSeconds(),
                () -> command ? new LinkedHashMap<>() : schema.known(context));
        try {
            return client.send(context, outgoing, answer -> Results.read(answer, scene, start, warnings));
        } catch (QueryException e) {
            if (e.isCancelled() && place.hasCommands()) {
                cancel(headers.get(SendingHeaders.REQUEST_ID));
            }
            throw e;
        }
    }

    private static Duration timeout(QueryContext context, QueryRequest request, List<String> warnings) {
        Duration timeout = request.timeout().orElse(DEFAULT_TIMEOUT);
        if (timeout.compareTo(LONGEST_TIMEOUT) > 0) {
            warnings.add("the service works on a query for an hour at most");
            timeout = LONGEST_TIMEOUT;
        }
        Duration limit = context.timeLimit().orElse(timeout);
        Duration shorter = limit.compareTo(timeout) < 0 ? limit : timeout;
        return Duration.ofSeconds(Math.max(1, Math.ceilDiv(shorter.toMillis(), 1000)));
    }

    private String body(QueryRequest request, Duration timeout) {
        ObjectNode body =
                Wire.TREES.createObjectNode().put("db", place.database()).put("csl", request.text());
        ObjectNode options = body.putObject("properties").putObject("Options");
        options.put("servertimeout", Ticks.formatTimespan(Frames.ticks(timeout)));
        place.options().forEach(options::put);
        new TreeMap<>(request.properties()).forEach((name, value) -> put(options, name, value));
        return body.toString();
    }

    /** Options are numbers and truth values where they look so, which the service insists on. */
    private static void put(ObjectNode options, String name, String value) {
        if (value.equalsIgnoreCase("true") || value.equalsIgnoreCase("false")) {
            options.put(name, value.toLowerCase(Locale.ROOT).equals("true"));
        } else if (value.matches("-?\\d{1,18}")) {
            options.put(name, Long.parseLong(value));
        } else {
            options.put(name, value);
        }
    }

    /** Tells the service to stop, without waiting for it. */
    private void cancel(String id) {
        ServiceRequest outgoing = new ServiceRequest(
                "POST",
                place.uri("/v1/rest/mgmt"),
                SendingHeaders.of(Sending.USUAL, UUID.randomUUID().toString()),
                Optional.of(body(new QueryRequest(".cancel query " + Literal.print(id)), LONGEST_CANCEL)),
                LONGEST_CANCEL,
                false);
        Thread.ofVirtual().name("vedette-cancel").start(() -> {
            try {
                client.send(QueryContext.NONE, outgoing, ServiceAnswer::status);
            } catch (QueryException e) {
                // The user has left already; the service's own timeout ends the query then.
                assert e != null;
            }
        });
    }

    SequencedMap<String, List<ColumnSchema>> schema(QueryContext context) {
        return schema.refreshed(context);
    }

    /** The lake has no commands and so no schema. */
    private SequencedMap<String, List<ColumnSchema>> fetchSchema(QueryContext context) {
        if (!place.hasCommands()) {
            return new LinkedHashMap<>();
        }
        QueryRequest request =
                new QueryRequest(".show database [" + Literal.print(place.database()) + "] schema as json");
        QueryResult result = send(context, request, true, new ArrayList<>());
        SequencedMap<String, List<ColumnSchema>> tables = new TreeMap<>();
        if (result.table().rowCount() == 0) {
            return tables;
        }
        JsonNode databases = Wire.object(Frames.text(result.table().column(0), 0))
                .map(root -> root.path("Databases"))
                .orElseThrow(() -> QueryException.failed(place.name() + " sent a schema that cannot be read", null));
        databases.forEach(database -> database.path("Tables")
                .forEach(table -> Wire.text(table, "Name").ifPresent(name -> tables.put(name, columns(table)))));
        return tables;
    }

    private static List<ColumnSchema> columns(JsonNode table) {
        List<ColumnSchema> columns = new ArrayList<>();
        table.path("OrderedColumns")
                .forEach(column -> Wire.text(column, "Name")
                        .ifPresent(name -> columns.add(new ColumnSchema(
                                name,
                                Wire.text(column, "CslType")
                                        .or(() -> Wire.text(column, "Type"))
                                        .flatMap(ServiceTypes::named)
                                        .orElse(KqlType.STRING)))));
        return columns;
    }
}
