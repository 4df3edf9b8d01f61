package vedette.emulator.query;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import vedette.emulator.Answer;
import vedette.emulator.Tokens;
import vedette.kql.Problem;
import vedette.kql.ProblemCode;
import vedette.kql.query.QueryException;

/** The errors of Log Analytics: one inside the other, the innermost the most exact. */
final class LogAnalyticsErrors {

    private static final String CHALLENGE = "Bearer authorization_uri=\"https://login.microsoftonline.com/common\"";

    private LogAnalyticsErrors() {}

    /** The query's text is wrong, or it failed while it ran. */
    static ObjectNode of(QueryException failure, String query, String id) {
        if (failure.problems().isEmpty()) {
            ObjectNode engine = inner("EngineError", "Something went wrong processing your query on the server.");
            engine.set("innererror", inner("-2133196790", String.valueOf(failure.getMessage())));
            return badArgument(engine, id);
        }
        return badArgument(problem(failure.problems().getFirst(), query), id);
    }

    private static ObjectNode problem(Problem problem, String query) {
        Place place = Place.of(query, problem.span());
        return switch (Kind.of(problem.code())) {
            case SYNTAX -> {
                ObjectNode outer = inner("SyntaxError", "A recognition error occurred in the query.");
                ObjectNode innermost = inner(
                        "SYN0002",
                        "Query could not be parsed at '" + place.token() + "' on line [" + place.line() + ","
                                + place.column() + "]");
                innermost.put("line", place.line()).put("pos", place.column()).put("token", place.token());
                outer.set("innererror", innermost);
                yield outer;
            }
            // The service tells no place for what is wrong with a query's meaning, and so no client may count on one.
            case SEMANTIC -> {
                ObjectNode outer = inner("SemanticError", "A semantic error occurred.");
                outer.set(
                        "innererror", inner(Kind.semanticCode(problem), Kind.semanticMessage(problem, place.token())));
                yield outer;
            }
            case NOT_HERE -> inner("EmulatorError", problem.message() + "; the service may well run it");
        };
    }

    /** What a problem is to the service. */
    enum Kind {
        SYNTAX,
        SEMANTIC,
        NOT_HERE;

        static Kind of(ProblemCode code) {
            return switch (code.code().charAt(3)) {
                case '0', '1' -> code == ProblemCode.NO_QUERY ? SEMANTIC : SYNTAX;
                case '4' -> NOT_HERE;
                default -> SEMANTIC;
            };
        }

        static String semanticCode(Problem problem) {
            return switch (problem.code()) {
                case UNKNOWN_NAME, UNKNOWN_TABLE -> "SEM0100";
                case UNKNOWN_FUNCTION -> "SEM0260";
                case NO_QUERY, NOT_TABULAR -> "SEM0003";
                default -> "SEM0005";
            };
        }

        static String semanticMessage(Problem problem, String name) {
            return switch (problem.code()) {
                case UNKNOWN_TABLE -> "Failed to resolve table or column expression named '" + name + "'";
                case UNKNOWN_NAME -> "Failed to resolve scalar expression named '" + name + "'";
                case UNKNOWN_FUNCTION -> "Unknown function: '" + name + "'.";
                default -> problem.message();
            };
        }
    }

    /** A request that is wrong in itself. */
    static ObjectNode badRequest(String code, String message, String id) {
        return badArgument(inner(code, message), id);
    }

    private static ObjectNode badArgument(ObjectNode inner, String id) {
        ObjectNode error = plain("BadArgumentError", "The request had some invalid properties", id);
        ((ObjectNode) error.get("error")).set("innererror", inner);
        return error;
    }

    /** An error without further ones inside. */
    static ObjectNode plain(String code, String message, String id) {
        ObjectNode error = JsonNodeFactory.instance.objectNode();
        error.putObject("error").put("message", message).put("code", code).put("correlationId", id);
        return error;
    }

    /** The time was up. */
    static ObjectNode timedOut(String id) {
        ObjectNode error = plain("GatewayTimeout", "Gateway timeout", id);
        ((ObjectNode) error.get("error")).set("innererror", inner("GatewayTimeout", "Kusto query timed out"));
        return error;
    }

    /** Whoever asks is not let in. */
    static Answer refused(Tokens.Refusal refusal) {
        return switch (refusal) {
            case MISSING ->
                Answer.json(
                                401,
                                plainWithoutId(
                                        "AuthenticationFailed",
                                        "Authentication failed. The 'Authorization' header is missing."))
                        .header("WWW-Authenticate", CHALLENGE);
            case UNKNOWN ->
                Answer.json(
                        403,
                        plainWithoutId(
                                "InvalidTokenError", "The provided authentication is not valid for this resource"));
            case EXPIRED ->
                Answer.json(
                                401,
                                plainWithoutId(
                                        "InvalidTokenError",
                                        "The provided authentication is not valid for this resource"))
                        .header(
                                "WWW-Authenticate",
                                CHALLENGE
                                        + ", error=\"invalid_token\", error_description=\"The access token has expired\"");
        };
    }

    private static ObjectNode plainWithoutId(String code, String message) {
        ObjectNode error = JsonNodeFactory.instance.objectNode();
        error.putObject("error").put("message", message).put("code", code);
        return error;
    }

    private static ObjectNode inner(String code, String message) {
        return JsonNodeFactory.instance.objectNode().put("code", code).put("message", message);
    }
}
