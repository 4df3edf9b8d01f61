package vedette.sentinel.query;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import vedette.frame.ColumnSchema;
import vedette.kql.Kql;
import vedette.kql.Problem;
import vedette.kql.ProblemCode;
import vedette.kql.Span;
import vedette.kql.Spelling;
import vedette.kql.query.QueryException;
import vedette.sentinel.http.ServiceAnswer;

/** What a service's refusal means to a hunter: what, where, who, and what to do. */
final class ServiceErrors {

    private static final int LONGEST_BODY = 1 << 20;
    private static final int LONGEST_EXCERPT = 300;

    private ServiceErrors() {}

    /** The failure that an answer tells of, whose status is not that of a result. */
    static QueryException of(ServiceAnswer answer, ErrorScene scene) throws IOException {
        String body = answer.text(LONGEST_BODY);
        Optional<ServiceError> error = Wire.object(body).flatMap(ServiceError::of);
        String told = error.map(ServiceError::text).orElseGet(() -> excerpt(body));
        String ids = ids(answer.requestId(), error);
        if (answer.status() == 400 && error.isPresent()) {
            return wrong(error.get(), scene, ids);
        }
        return QueryException.failed(explained(answer, error, told, scene) + ids, null);
    }

    /** The failure that an error tells of which came in place of a result, under the status of one. */
    static QueryException of(JsonNode tree, String requestId, ErrorScene scene) {
        Optional<ServiceError> error = ServiceError.of(tree);
        String ids = ids(requestId, error);
        return error.map(known -> wrong(known, scene, ids))
                .orElseGet(() ->
                        QueryException.failed(scene.service() + " failed: " + shortened(tree.toString()) + ids, null));
    }

    private static String ids(String requestId, Optional<ServiceError> error) {
        return " (request id " + requestId
                + error.flatMap(ServiceError::correlationId)
                        .map(id -> ", correlation id " + id)
                        .orElse("") + ")";
    }

    private static QueryException wrong(ServiceError error, ErrorScene scene, String ids) {
        ServiceError.Level deepest = error.deepest();
        boolean ofText = error.place().isPresent()
                || error.has("SYN")
                || error.has("SEM")
                || error.has("SyntaxError")
                || error.has("SemanticError")
                || error.says("SYN0")
                || error.says("SEM0");
        if (ofText) {
            Span span = ErrorPlaces.find(scene.query(), error);
            String guess = unknownName(error, scene);
            String suggestion = ((guess.isEmpty() ? ofOurParser(scene.query(), span) : guess) + ids).strip();
            return QueryException.invalid(List.of(Problem.of(ProblemCode.SERVICE, span, deepest.text(), suggestion)));
        }
        String told = error.text();
        if (error.has("UnsupportedApiQueryValidation") || (told.contains("/search") && told.contains("instead"))) {
            return QueryException.failed(
                    "this query reads a Basic or Auxiliary table, which answers only to the search API: ask for the tier"
                            + " basic and give a time range; each run costs by the data scanned. " + told + ids,
                    null);
        }
        if (error.has("ResponseSizeError") || error.says("E_QUERY_RESULT_SET_TOO_LARGE")) {
            return QueryException.failed(
                    "the answer is too large. " + Incomplete.advice(told) + " " + told + ids, null);
        }
        return QueryException.failed(scene.service() + " refused the query: " + told + ids, null);
    }

    /** What our own parser would do about the same place, since services do not guess. */
    private static String ofOurParser(String query, Span span) {
        return Kql.parse(query).problems().stream()
                .filter(problem -> problem.span().start() <= span.end()
                        && span.start() <= problem.span().end())
                .flatMap(problem -> problem.suggestion().stream())
                .findFirst()
                .orElse("");
    }

    private static String unknownName(ServiceError error, ErrorScene scene) {
        boolean unresolved = error.says("Failed to resolve") || error.says("not found") || error.has("SEM01");
        Optional<String> name = ErrorPlaces.name(error.deepest().message());
        if (!unresolved || name.isEmpty()) {
            return "";
        }
        SequencedMap<String, List<ColumnSchema>> schema = scene.schema().get();
        List<String> candidates = new ArrayList<>(schema.keySet());
        schema.forEach((table, columns) -> {
            if (scene.query().contains(table)) {
                columns.forEach(column -> candidates.add(column.name()));
            }
        });
        String guess = Spelling.didYouMean(name.get(), candidates);
        boolean table = error.says("table");
        return !guess.isEmpty()
                ? guess
                : table && !schema.isEmpty()
                        ? "no table of this name is in " + scene.service() + ", or your role may not read it"
                        : "";
    }

    private static String explained(ServiceAnswer answer, Optional<ServiceError> error, String told, ErrorScene scene) {
        String service = scene.service();
        boolean wrongAudience = error.filter(
                        known -> known.has("InvalidToken") || known.has("InvalidAuthenticationToken"))
                .isPresent();
        return switch (answer.status()) {
            case 401 ->
                service + " did not accept the sign-in of " + scene.signedIn()
                        + ", a new token included: sign in again, and check the tenant. " + told;
            case 403 ->
                wrongAudience
                        ? service + " did not accept the token of " + scene.signedIn()
                                + ", which is for another service: check cloud, endpoint and scope. " + told
                        : scene.signedIn() + " may not read " + service + ": this needs "
                                + scene.kind().role()
                                + "; new assignments take up to an hour. " + told;
            case 404 -> service + " was not found: check " + scene.kind().address() + ". " + told;
            case 413 ->
                "the query's text is too large for " + service
                        + ": put long lists into a watchlist or into several queries. " + told;
            case 429 ->
                service + " is throttling " + scene.signedIn()
                        + " and three waits did not help: it takes 5 queries at a"
                        + " time (2 on the basic tier) and 200 in 30 s for each user. " + told;
            case 504 ->
                service + " did not finish within " + scene.waitSeconds()
                        + " s: give it longer (10 minutes at most), a shorter time range, or summarize earlier. "
                        + told;
            case 500, 502, 503 ->
                service + " failed (status " + answer.status() + ") and trying again did not help. " + told;
            default -> service + " answered with status " + answer.status() + ". " + told;
        };
    }

    /** What to show of a body that is no JSON, for example a proxy's page. */
    private static String excerpt(String body) {
        String text = body.replaceAll("(?is)<(script|style).*?</\\1>", " ")
                .replaceAll("(?s)<[^>]*>", " ")
                .replaceAll("\\s+", " ")
                .strip();
        return text.isEmpty() ? "The answer is empty." : "The answer is no JSON: " + shortened(text);
    }

    private static String shortened(String text) {
        return text.length() > LONGEST_EXCERPT ? text.substring(0, LONGEST_EXCERPT) + "…" : text;
    }
}
