package vedette.sentinel.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static vedette.sentinel.query.Recorded.refused;
import static vedette.sentinel.query.Recorded.send;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import vedette.kql.Excerpt;
import vedette.kql.Problem;
import vedette.kql.query.QueryContext;
import vedette.kql.query.QueryException;
import vedette.kql.query.QueryRequest;

/** Refusals as the service words them, and what a hunter reads. */
class ErrorsTest {

    private static final String SYNTAX = """
            {"error":{"message":"The request had some invalid properties","code":"BadArgumentError",\
            "correlationId":"ff3e2a7e","innererror":{"code":"SyntaxError",\
            "message":"A recognition error occurred in the query.","innererror":{"code":"SYN0002",\
            "message":"Query could not be parsed at 'joi' on line [2,2]","line":2,"pos":2,"token":"joi"}}}}""";

    private static String semantic(String message) {
        return """
                {"error":{"message":"The request had some invalid properties","code":"BadArgumentError",\
                "correlationId":"c","innererror":{"code":"SemanticError","message":"A semantic error occurred.",\
                "innererror":{"code":"SEM0100","message":"%s"}}}}""".formatted(message);
    }

    private static QueryException refusedWithSchema(String query, String body) throws IOException {
        try (Recorded service = new Recorded()) {
            service.then(400, body).then(200, """
                            {"tables":[{"name":"SecurityEvent","columns":[{"name":"TimeGenerated","type":"datetime"},\
                            {"name":"CommandLine","type":"string"}]}]}""");
            service.workspace().execute(QueryContext.NONE, new QueryRequest(query));
            throw new AssertionError("the query was answered");
        } catch (QueryException e) {
            return e;
        }
    }

    @Test
    void syntaxErrorStandsUnderItsToken() throws IOException {
        String query = "T\n| joi x";
        QueryException error = refused(query, 400, SYNTAX);

        Problem problem = error.problems().getFirst();
        assertThat(problem.span().start()).isEqualTo(query.indexOf("joi"));
        assertThat(problem.span().end()).isEqualTo(query.indexOf("joi") + 3);
        assertThat(Excerpt.of(query, problem))
                .startsWith("2:3: SYN0002: Query could not be parsed at 'joi' on line [2,2] (KQL501)\n"
                        + "  | joi x\n"
                        + "    ^^^\n")
                .contains("did you mean 'join'?")
                .contains("request id")
                .contains("correlation id ff3e2a7e");
    }

    @Test
    void placeOutsideTheTextDoesNoHarm() throws IOException {
        for (String place : new String[] {"\"line\":99,\"pos\":0", "\"line\":1,\"pos\":5000", "\"line\":0,\"pos\":0"}) {
            QueryException error =
                    refused("T | joi x", 400, SYNTAX.replace("\"line\":2,\"pos\":2,\"token\":\"joi\"", place));

            assertThat(Excerpt.of("T | joi x", error.problems().getFirst())).contains("SYN0002");
        }
    }

    @Test
    void unknownTableIsFoundInTheTextAndGuessed() throws IOException {
        QueryException error = refusedWithSchema(
                "SecurityEvnt | take 1",
                semantic("'take' operator: Failed to resolve table or column expression named 'SecurityEvnt'"));

        Problem problem = error.problems().getFirst();
        assertThat(problem.span().length()).isEqualTo("SecurityEvnt".length());
        assertThat(problem.suggestion().orElseThrow()).startsWith("did you mean 'SecurityEvent'?");
    }

    @Test
    void unknownColumnIsGuessedFromTheTablesOfTheQuery() throws IOException {
        QueryException error = refusedWithSchema(
                "SecurityEvent | where ComandLine has 'x'",
                semantic("'where' operator: Failed to resolve scalar expression named 'ComandLine'"));

        assertThat(error.problems().getFirst().suggestion().orElseThrow()).startsWith("did you mean 'CommandLine'?");
    }

    @Test
    void tableThatIsNotThereMayBeOneThatMayNotBeRead() throws IOException {
        QueryException error = refusedWithSchema(
                "Zzz | take 1", semantic("'take' operator: Failed to resolve table or column expression named 'Zzz'"));

        assertThat(error.problems().getFirst().suggestion().orElseThrow())
                .contains("no table of this name is in soc@loganalytics, or your role may not read it");
    }

    @Test
    void missingRoleIsNamedAndWhoLacksIt() throws IOException {
        QueryException error = refused("T", 403, """
                {"error":{"message":"The provided credentials have insufficient access to perform the requested \
                operation","code":"InsufficientAccessError","correlationId":"x","innererror":{\
                "code":"AuthorizationFailedError","message":"User does not have access"}}}""");

        assertThat(error)
                .hasMessageContaining("hunter@contoso.com by az login")
                .hasMessageContaining("Log Analytics Reader or Microsoft Sentinel Reader")
                .hasMessageContaining("User does not have access")
                .hasMessageContaining("correlation id x")
                .hasMessageNotContaining("token-");
    }

    @Test
    void tokenForAnotherServiceIsNotAMissingRole() throws IOException {
        assertThat(refused(
                        "T",
                        403,
                        "{\"error\":{\"code\":\"InvalidTokenError\",\"message\":\"The provided token is invalid\"}}"))
                .hasMessageContaining("check cloud, endpoint and scope")
                .hasMessageNotContaining("Log Analytics Reader");
    }

    @Test
    void notFound() throws IOException {
        assertThat(refused(
                        "T",
                        404,
                        "{\"error\":{\"code\":\"WorkspaceNotFoundError\",\"message\":\"could not be found\"}}"))
                .hasMessageContaining("a GUID, not its name")
                .hasMessageContaining("WorkspaceNotFoundError");
    }

    @Test
    void basicTableOffersTheSearchApi() throws IOException {
        assertThat(refused("T", 400, """
                        {"error":{"code":"BadArgumentError","message":"m","innererror":{\
                        "code":"UnsupportedApiQueryValidationError","message":"Table is Basic, use /search instead"}}}"""))
                .hasMessageContaining("tier basic")
                .hasMessageContaining("time range")
                .hasMessageContaining("cost");
    }

    @Test
    void tooLargeAnswerSaysWhatToDo() throws IOException {
        assertThat(refused("T", 400, """
                        {"error":{"code":"ResponseSizeError","message":"Response too large","innererror":{\
                        "code":"X","message":"Maximum response size of 67108864 bytes exceeded"}}}"""))
                .hasMessageContaining("64 MB")
                .hasMessageContaining("-split_by")
                .hasMessageContaining("project fewer columns");
    }

    @Test
    void innermostTextIsAlwaysShown() throws IOException {
        assertThat(refused("T", 400, """
                        {"error":{"code":"BadArgumentError","message":"outer","innererror":{"code":"A","message":"middle",\
                        "innererror":{"code":"B","message":"the reason"}}}}""")).hasMessageContaining("the reason");
    }

    @Test
    void bodiesThatAreNoJson() throws IOException {
        assertThat(refused("T", 413, "")).hasMessageContaining("too large").hasMessageContaining("answer is empty");
        assertThat(refused("T", 418, "<html><script>alert(1)</script><p>No</p></html>"))
                .hasMessageContaining("status 418")
                .hasMessageContaining("No")
                .hasMessageNotContaining("alert");
        assertThat(refused("T", 400, "[1]")).hasMessageContaining("status 400");
    }

    @Test
    void schemaErrorsAreToldTheSameWay() throws IOException {
        try (Recorded service = new Recorded()) {
            service.always(exchange -> send(exchange, 403, "{\"error\":{\"code\":\"InsufficientAccessError\"}}"));

            assertThat(catchThrowable(() -> service.workspace().schema(QueryContext.NONE)))
                    .isInstanceOf(QueryException.class)
                    .hasMessageContaining("Log Analytics Reader");
        }
    }
}
