package vedette.emulator.query;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import tech.tablesaw.api.Table;
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

/**
 * Kusto's API, by which Data Explorer and the data lake are asked: queries by both versions of its protocol, and the
 * management commands that clients send by themselves.
 */
final class DataExplorerApi implements Api {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Workspaces workspaces;
    private final Tokens tokens;
    private final Limits limits;
    private final Runs runs;

    DataExplorerApi(Workspaces workspaces, Tokens tokens, Limits limits, Runs runs) {
        this.workspaces = workspaces;
        this.tokens = tokens;
        this.limits = limits;
        this.runs = runs;
    }

    @Override
    public void addTo(Routes routes) {
        routes.on("GET", "/v1/rest/auth/metadata", call -> Answer.json(200, authMetadata()))
                .on("POST", "/v1/rest/query", authorized(asked -> query(asked, false)))
                .on("POST", "/v2/rest/query", authorized(asked -> query(asked, true)))
                .on("POST", "/v1/rest/mgmt", authorized(this::command))
                .on("POST", "/lake/kql/v2/rest/query", authorized(asked -> query(asked, true)));
    }

    /** What clients of Kusto ask before they sign in. */
    private static ObjectNode authMetadata() {
        ObjectNode metadata = JsonNodeFactory.instance.objectNode();
        metadata.putObject("AzureAD")
                .put("LoginEndpoint", "https://login.microsoftonline.com")
                .put("LoginMfaRequired", false)
                .put("KustoClientAppId", "db662dc1-0cfe-4e1c-a843-19a68e65be58")
                .put("KustoClientRedirectUri", "https://microsoft/kustoclient")
                .put("KustoServiceResourceId", "https://kusto.kusto.windows.net")
                .put(
                        "FirstPartyAuthorityUrl",
                        "https://login.microsoftonline.com/f8cdef31-a31e-4b4a-93e4-5f571e91255a");
        return metadata;
    }

    /** A request with what its body says. */
    private record Asked(Call call, String text, String database, JsonNode properties) {

        String clientRequestId() {
            return call.header("x-ms-client-request-id").orElse("unspecified");
        }

        KustoOptions options() {
            return new KustoOptions(properties.path("Options"));
        }
    }

    private interface Handler {
        Answer answer(Asked asked);
    }

    private Routes.Handler authorized(Handler handler) {
        return call -> {
            Optional<Tokens.Refusal> refusal = tokens.check(call.request());
            if (refusal.isPresent()) {
                return refused(refusal.get());
            }
            JsonNode body = call.json().orElse(MissingNode.getInstance());
            Asked asked = new Asked(
                    call, body.path("csl").asText(), body.path("db").asText(), properties(body.path("properties")));
            Answer answer = asked.text().isBlank()
                    ? Answer.json(400, KustoErrors.badRequest("The request holds no 'csl'", asked.clientRequestId()))
                    : handler.answer(asked);
            return answer.header("x-ms-client-request-id", asked.clientRequestId())
                    .header("x-ms-activity-id", UUID.randomUUID().toString())
                    .header("Vary", "Accept-Encoding");
        };
    }

    private static Answer refused(Tokens.Refusal refusal) {
        return Answer.text(
                        401,
                        "text/plain; charset=utf-8",
                        "Unauthorized: "
                                + switch (refusal) {
                                    case MISSING -> "the request has no token";
                                    case UNKNOWN -> "the token is not known";
                                    case EXPIRED -> "the token has expired";
                                })
                .header("WWW-Authenticate", "Bearer authorization_uri=\"https://login.microsoftonline.com/common\"");
    }

    private static JsonNode properties(JsonNode properties) {
        if (!properties.isTextual()) {
            return properties;
        }
        try {
            return JSON.readTree(properties.textValue());
        } catch (IOException e) {
            return MissingNode.getInstance();
        }
    }

    private Answer query(Asked asked, boolean second) {
        String id = asked.clientRequestId();
        if (asked.text().strip().startsWith(".")) {
            return second
                    ? Answer.json(400, KustoErrors.badRequest("A command goes to /v1/rest/mgmt", id))
                    : command(asked);
        }
        Optional<EmulatedWorkspace> database = workspaces.find(asked.database());
        if (database.isEmpty()) {
            return Answer.json(400, KustoErrors.noDatabase(asked.database(), id));
        }
        String text = asked.text();
        try {
            text = QueryParameters.applied(text, asked.properties().path("Parameters"));
            QueryRequest request = new QueryRequest(
                    text, Optional.empty(), List.of(), Optional.empty(), QueryRequest.Tier.ANALYTICS, Map.of());
            QueryResult result = runs.run(
                    asked.call(),
                    workspaces.connection(database.get()),
                    request,
                    asked.options().limit());
            Limits within = asked.options().within(limits);
            return Answer.streamed(
                    200,
                    second
                            ? out -> new KustoV2Json(result, asked.options(), id)
                                    .writeTo(out, within, asked.call().fault())
                            : out -> new KustoV1Json(result)
                                    .writeTo(out, within, asked.call().fault()));
        } catch (Runs.StoppedException e) {
            return KustoErrors.stopped(e.reason(), id);
        } catch (QueryException e) {
            return Answer.json(400, KustoErrors.of(e, text, id));
        }
    }

    private Answer command(Asked asked) {
        Optional<Table> table = new Commands(workspaces, runs).run(asked.text(), workspaces.find(asked.database()));
        return table.isPresent()
                ? Answer.streamed(200, out -> KustoV1Json.writeTable(out, table.get()))
                : Answer.json(
                        400,
                        KustoErrors.badRequest(
                                "The emulator does not know this command, or not in database '" + asked.database()
                                        + "'",
                                asked.clientRequestId()));
    }
}
