package vedette.emulator.query;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import vedette.emulator.Answer;
import vedette.emulator.Api;
import vedette.emulator.Call;
import vedette.emulator.EmulatedWorkspace;
import vedette.emulator.EmulatorOptions.Limits;
import vedette.emulator.Routes;
import vedette.emulator.Tokens;
import vedette.kql.query.QueryException;
import vedette.kql.query.QueryRequest;
import vedette.kql.query.QueryResult;
import vedette.kql.query.TimeRange;

/** The query API of Log Analytics: {@code /query}, {@code /search}, {@code /$batch} and {@code /metadata} below /v1. */
final class LogAnalyticsApi implements Api {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Workspaces workspaces;
    private final Tokens tokens;
    private final Limits limits;
    private final Runs runs;

    LogAnalyticsApi(Workspaces workspaces, Tokens tokens, Limits limits, Runs runs) {
        this.workspaces = workspaces;
        this.tokens = tokens;
        this.limits = limits;
        this.runs = runs;
    }

    @Override
    public void addTo(Routes routes) {
        Routes.Handler query = authorized(call -> query(call, QueryRequest.Tier.ANALYTICS));
        Routes.Handler search = authorized(call -> query(call, QueryRequest.Tier.BASIC));
        Routes.Handler metadata = authorized(this::metadata);
        routes.on("POST", "/v1/workspaces/{workspace}/query", query)
                .on("GET", "/v1/workspaces/{workspace}/query", query)
                .on("POST", "/v1/workspaces/{workspace}/search", search)
                .on("GET", "/v1/workspaces/{workspace}/metadata", metadata)
                .on("POST", "/v1/workspaces/{workspace}/metadata", metadata)
                .on("GET", "/v1/subscriptions/{resource*}/metadata", metadata)
                .on("POST", "/v1/$batch", authorized(this::batch))
                .on("POST", "/v1/subscriptions/{resource*}/query", query)
                .on("GET", "/v1/subscriptions/{resource*}/query", query)
                .on("POST", "/v1/subscriptions/{resource*}/search", search);
    }

    private Routes.Handler authorized(Routes.Handler handler) {
        return call -> {
            Optional<Tokens.Refusal> refusal = tokens.check(call.request());
            String id = UUID.randomUUID().toString();
            Answer answer = refusal.isPresent() ? LogAnalyticsErrors.refused(refusal.get()) : handler.answer(call);
            answer = answer.header("x-ms-request-id", id)
                    .header("x-ms-correlation-request-id", id)
                    .header("Via", "1.1 vedette-emulator")
                    .header("Vary", "Accept-Encoding");
            Optional<String> client = call.header("x-ms-client-request-id");
            return client.isPresent() ? answer.header("x-ms-client-request-id", client.get()) : answer;
        };
    }

    private Answer query(Call call, QueryRequest.Tier tier) {
        Prefer prefer = Prefer.of(call.header("Prefer"));
        Optional<JsonNode> body = body(call);
        if (body.isEmpty()) {
            // What the service does where it does not take the body for JSON.
            return Answer.empty(200);
        }
        Answer answer = query(call, new Asked(place(call), body.get(), prefer, tier));
        Optional<String> applied = prefer.applied();
        return applied.isPresent() ? answer.header("Preference-Applied", applied.get()) : answer;
    }

    /** A query with everything that its request says. */
    private record Asked(String workspace, JsonNode body, Prefer prefer, QueryRequest.Tier tier) {

        String query() {
            return body.path("query").asText();
        }
    }

    /** What a request is about: a workspace by its id, or a resource. */
    private static String place(Call call) {
        return call.name("workspace").isEmpty() ? "subscriptions/" + call.name("resource") : call.name("workspace");
    }

    private static Optional<JsonNode> body(Call call) {
        ObjectNode parameters = JSON.createObjectNode();
        for (String name : List.of("query", "timespan", "workspaces")) {
            call.parameter(name).ifPresent(value -> parameters.put(name, value));
        }
        if (call.request().method().equals("GET")) {
            return Optional.of(parameters);
        }
        boolean isJson =
                call.header("Content-Type").orElse("").toLowerCase(Locale.ROOT).contains("json");
        return call.json().filter(json -> isJson && json.isObject()).map(json -> parameters.setAll((ObjectNode) json));
    }

    private Answer query(Call call, Asked asked) {
        String correlation = UUID.randomUUID().toString();
        List<EmulatedWorkspace> from = new ArrayList<>();
        for (String name : names(asked)) {
            Optional<EmulatedWorkspace> workspace = workspaces.find(name);
            if (workspace.isEmpty()) {
                return notFound(name, correlation);
            }
            from.add(workspace.get());
        }
        if (asked.query().isBlank()) {
            return Answer.json(
                    400,
                    LogAnalyticsErrors.badRequest(
                            "QueryValidationError", "Request is missing a query or it is empty", correlation));
        }
        Optional<TimeRange> range = Optional.empty();
        if (asked.body().path("timespan").isTextual()) {
            range = Timespan.parse(asked.body().path("timespan").textValue(), Instant.now());
            if (range.isEmpty()) {
                return Answer.json(
                        400,
                        LogAnalyticsErrors.badRequest(
                                "InvalidTimespanError",
                                "The timespan is not an ISO 8601 interval or duration",
                                correlation));
            }
        }
        Optional<String> refused = BasicTables.refusal(asked.query(), asked.tier(), from, workspaces);
        if (refused.isPresent()) {
            return Answer.json(
                    400,
                    LogAnalyticsErrors.badRequest("UnsupportedApiQueryValidationError", refused.get(), correlation));
        }
        QueryRequest request =
                new QueryRequest(asked.query(), range, List.of(), Optional.empty(), asked.tier(), Map.of());
        return run(call, asked.prefer(), request, from);
    }

    /** All workspaces that are named, the one in the path first. */
    private static List<String> names(Asked asked) {
        List<String> names = new ArrayList<>(List.of(asked.workspace()));
        JsonNode more = asked.body().path("workspaces");
        if (more.isTextual()) {
            names.addAll(List.of(more.textValue().split(",", -1)));
        }
        more.forEach(name -> names.add(name.asText()));
        return names;
    }

    private static Answer notFound(String name, String correlation) {
        boolean isId = name.matches("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");
        return Answer.json(
                404,
                isId
                        ? LogAnalyticsErrors.plain(
                                "WorkspaceNotFoundError", "The workspace could not be found", correlation)
                        : LogAnalyticsErrors.plain(
                                "PathNotFoundError", "The requested path does not exist", correlation));
    }

    private Answer run(Call call, Prefer prefer, QueryRequest request, List<EmulatedWorkspace> from) {
        String correlation = UUID.randomUUID().toString();
        Duration limit = prefer.limit();
        try {
            QueryResult result = runs.run(call, workspaces.together(from), request, limit);
            LogAnalyticsJson json = new LogAnalyticsJson(result, prefer, from);
            return Answer.streamed(200, out -> json.writeTo(out, limits, call.fault()))
                    .header("Age", "0");
        } catch (Runs.StoppedException e) {
            return Answer.json(504, LogAnalyticsErrors.timedOut(correlation)).header("retry-after", "0");
        } catch (QueryException e) {
            return Answer.json(400, LogAnalyticsErrors.of(e, request.text(), correlation));
        }
    }

    private Answer batch(Call call) throws IOException {
        Optional<JsonNode> body = body(call);
        if (body.isEmpty() || !body.get().path("requests").isArray()) {
            return Answer.json(
                    400,
                    LogAnalyticsErrors.badRequest(
                            "InvalidBatchError",
                            "The batch holds no requests",
                            UUID.randomUUID().toString()));
        }
        ObjectNode answers = JSON.createObjectNode();
        ArrayNode responses = answers.putArray("responses");
        for (JsonNode request : body.get().path("requests")) {
            Answer answer = query(
                    call,
                    new Asked(
                            request.path("workspace").asText(),
                            request.path("body"),
                            Prefer.of(preferred(request.path("headers"))),
                            QueryRequest.Tier.ANALYTICS));
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            answer.body().writeTo(bytes);
            responses
                    .addObject()
                    .put("id", request.path("id").asText())
                    .put("status", answer.status())
                    .set("body", JSON.readTree(bytes.toByteArray()));
        }
        return Answer.json(200, answers);
    }

    private static Optional<String> preferred(JsonNode headers) {
        for (Map.Entry<String, JsonNode> header : headers.properties()) {
            if (header.getKey().equalsIgnoreCase("Prefer")) {
                return Optional.of(header.getValue().asText());
            }
        }
        return Optional.empty();
    }

    private Answer metadata(Call call) {
        Optional<EmulatedWorkspace> workspace = workspaces.find(place(call));
        return workspace.isEmpty()
                ? notFound(place(call), UUID.randomUUID().toString())
                : Answer.json(200, Metadata.of(workspace.get(), workspaces.connection(workspace.get())));
    }
}
