package vedette.emulator.query;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.UUID;
import vedette.emulator.Answer;
import vedette.emulator.query.LogAnalyticsErrors.Kind;
import vedette.frame.Ticks;
import vedette.kql.Problem;
import vedette.kql.query.QueryException;

/** The errors of Kusto, in the form that its documentation calls OneAPI's. */
final class KustoErrors {

    private static final String INVALID = "Request is invalid and cannot be executed.";

    private KustoErrors() {}

    /** The query's text is wrong, or it failed while it ran. */
    static ObjectNode of(QueryException failure, String query, String clientRequestId) {
        if (failure.problems().isEmpty()) {
            return error(
                    "General_InternalServerError",
                    "Kusto.DataNode.Exceptions.KustoServiceException",
                    String.valueOf(failure.getMessage()),
                    clientRequestId);
        }
        Problem problem = failure.problems().getFirst();
        Place place = Place.of(query, problem.span());
        return switch (Kind.of(problem.code())) {
            case SYNTAX ->
                error(
                        "BadRequest_SyntaxError",
                        "Kusto.Data.Exceptions.SyntaxException",
                        "Syntax error: Query could not be parsed at '" + place.token()
                                + "': SYN0002: A recognition error"
                                + " occurred. [line:position=" + place.line() + ":" + place.column() + "]. Query: '"
                                + query + "'",
                        clientRequestId);
            case SEMANTIC ->
                error(
                        "General_BadRequest",
                        "Kusto.Data.Exceptions.SemanticException",
                        "Semantic error: " + Kind.semanticCode(problem) + ": "
                                + Kind.semanticMessage(problem, place.token()),
                        clientRequestId);
            case NOT_HERE ->
                error(
                        "BadRequest_NotSupported",
                        "Kusto.Data.Exceptions.KustoBadRequestException",
                        problem.message() + "; the service may well run it",
                        clientRequestId);
        };
    }

    /** A request that is wrong in itself. */
    static ObjectNode badRequest(String message, String clientRequestId) {
        return error("General_BadRequest", "Kusto.Data.Exceptions.KustoBadRequestException", message, clientRequestId);
    }

    /** There is no database of that name. */
    static ObjectNode noDatabase(String name, String clientRequestId) {
        return error(
                "BadRequest_EntityNotFound",
                "Kusto.Data.Exceptions.EntityNotFoundException",
                "Entity ID '" + name + "' of kind 'Database' was not found.",
                clientRequestId);
    }

    /** The query was stopped. */
    static Answer stopped(Runs.Stop reason, String clientRequestId) {
        return switch (reason) {
            case TIME_IS_UP -> {
                ObjectNode error = error(
                        "GatewayTimeout",
                        "Kusto.Data.Exceptions.KustoServiceTimeoutException",
                        "Query execution has exceeded the server timeout",
                        clientRequestId);
                ((ObjectNode) error.get("error"))
                        .put("message", "Request timed out")
                        .put("@permanent", false);
                yield Answer.json(504, error);
            }
            case COMMAND, CLIENT_IS_GONE ->
                Answer.json(
                        400,
                        error(
                                "BadRequest_QueryCanceled",
                                "Kusto.Data.Exceptions.KustoServicePartialQueryFailureException",
                                "Query execution was canceled (80DA000A)",
                                clientRequestId));
        };
    }

    /** Rows are missing. */
    static ObjectNode limits(RowLimits.Cut cut, String clientRequestId) {
        ObjectNode error = error(
                "LimitsExceeded",
                "Kusto.Data.Exceptions.KustoServicePartialQueryFailureLimitsExceededException",
                "Query execution has exceeded the allowed limits (80DA0003): " + LogAnalyticsJson.message(cut),
                clientRequestId);
        ((ObjectNode) error.get("error")).put("@permanent", false);
        ObjectNode errors = JsonNodeFactory.instance.objectNode();
        errors.putArray("OneApiErrors").add(error);
        return errors;
    }

    private static ObjectNode error(String code, String type, String message, String clientRequestId) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        ObjectNode error = root.putObject("error");
        error.put("code", code).put("message", INVALID).put("@type", type).put("@message", message);
        String activity = UUID.randomUUID().toString();
        error.putObject("@context")
                .put("timestamp", Ticks.formatDatetime(Ticks.of(Instant.now())))
                .put("serviceAlias", "VEDETTE")
                .put("clientRequestId", clientRequestId)
                .put("activityId", activity)
                .put("subActivityId", activity);
        error.put("@permanent", true);
        return root;
    }
}
