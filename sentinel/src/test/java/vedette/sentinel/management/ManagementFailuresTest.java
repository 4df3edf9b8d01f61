package vedette.sentinel.management;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import vedette.emulator.management.ManagementOptions.Role;
import vedette.kql.query.QueryContext;
import vedette.kql.query.QueryException;
import vedette.sentinel.http.CloudHttp;
import vedette.sentinel.http.HttpOptions;

/** What is sent again, what is not, and what users are told. */
@Timeout(60)
class ManagementFailuresTest {

    private static final QueryContext CALLER = QueryContext.NONE;
    private static final String BUSY = "{\"error\":{\"code\":\"ServiceUnavailable\",\"message\":\"Busy.\"}}";

    private static vedette.emulator.management.ManagementOptions options() {
        return vedette.emulator.management.ManagementOptions.USUAL;
    }

    private static ManagementException failure(LoopbackManagement server) {
        return catchThrowableOfType(
                ManagementException.class, () -> server.open().bookmarks().list(CALLER));
    }

    @Nested
    class Retries {

        @Test
        void waitAsLongAsTheServiceAsks() {
            try (LoopbackManagement server = new LoopbackManagement()) {
                server.then(429, Map.of("Retry-After", "1"), "{}").then(429, Map.of("Retry-After", "0"), "{}");
                StoppableContext caller = new StoppableContext();

                assertThat(server.open().bookmarks().list(caller)).hasSize(2);

                assertThat(server.requests()).hasSize(3);
                assertThat(caller.reported())
                        .anyMatch(progress -> progress.phase().equals("throttled, waiting 1 s"));
            }
        }

        @Test
        void endAfterThreeThrottles() {
            String throttled = "{\"error\":{\"code\":\"TooManyRequests\",\"message\":\"\"}}";
            try (LoopbackManagement server = new LoopbackManagement()) {
                for (int time = 0; time < 4; time++) {
                    server.then(429, Map.of("Retry-After", "0"), throttled);
                }

                assertThat(failure(server))
                        .hasMessageContaining("Azure throttles calls about bookmarks (TooManyRequests)");

                assertThat(server.requests()).hasSize(4);
            }
        }

        @Test
        void overcomeTwoFailuresOfTheServer() {
            try (LoopbackManagement server = new LoopbackManagement()) {
                server.then(503, Map.of(), BUSY).then(502, Map.of(), "<html>Bad gateway</html>");

                assertThat(server.open().bookmarks().list(CALLER)).hasSize(2);
            }
        }

        @Test
        void giveUpAtTheThird() {
            try (LoopbackManagement server = new LoopbackManagement()) {
                server.then(503, Map.of(), BUSY)
                        .then(500, Map.of(), "")
                        .then(503, Map.of("x-ms-request-id", "abc-123"), BUSY);

                ManagementException failure = failure(server);

                assertThat(failure.status()).contains(503);
                assertThat(failure.requestId()).isEqualTo("abc-123");
                assertThat(failure)
                        .hasMessage("Azure failed with HTTP 503 at bookmarks: ServiceUnavailable, Busy; try again later"
                                + " (request id abc-123)");
                assertThat(server.requests()).hasSize(3);
            }
        }

        @Test
        void neverRepeatAPostOrAConditionalChange() {
            try (LoopbackManagement server = new LoopbackManagement()) {
                Incidents incidents = server.open().incidents();
                Incident spray = incidents.get(CALLER, "204");
                server.then(503, Map.of(), BUSY);

                assertThatThrownBy(() -> incidents.alerts(CALLER, spray)).hasMessageContaining("HTTP 503");

                server.then(503, Map.of(), BUSY);
                assertThatThrownBy(() -> incidents.update(
                                CALLER, spray, IncidentChange.none().severity(Severity.LOW)))
                        .hasMessageContaining("look before you repeat it");
                assertThat(server.requests())
                        .filteredOn(request -> !request.startsWith("GET"))
                        .hasSize(2);
            }
        }

        @Test
        void askForANewTokenOnce() {
            try (LoopbackManagement server = new LoopbackManagement()) {
                server.expireTokens();

                assertThat(server.open().bookmarks().list(CALLER)).hasSize(2);
                assertThat(server.tokens().refused()).isEqualTo(1);
            }
        }

        @Test
        void doNotAskForThirdTokens() {
            String refused =
                    "{\"error\":{\"code\":\"InvalidAuthenticationTokenTenant\",\"message\":\"Wrong issuer.\"}}";
            try (LoopbackManagement server = new LoopbackManagement()) {
                server.then(401, Map.of(), refused).then(401, Map.of(), refused);

                ManagementException failure = failure(server);

                assertThat(failure.code()).isEqualTo("InvalidAuthenticationTokenTenant");
                assertThat(failure).hasMessageContaining("refused the sign-in").hasMessageContaining("tenant");
                assertThat(failure.getMessage()).doesNotContain("vedette-");
            }
        }
    }

    @Nested
    class Words {

        @Test
        void nameTheRoleThatIsMissing() {
            try (LoopbackManagement server = new LoopbackManagement(options().withRole(Role.NONE))) {
                assertThat(failure(server))
                        .hasMessageContaining(
                                "you may not do Microsoft.SecurityInsights/bookmarks/read on /subscriptions/")
                        .hasMessageContaining("ask for the role Microsoft Sentinel Reader");
            }
            try (LoopbackManagement server = new LoopbackManagement(options().withRole(Role.READER))) {
                SentinelManagement sentinel = server.open();
                Incident spray = sentinel.incidents().get(CALLER, "204");

                assertThatThrownBy(() -> sentinel.incidents().comment(CALLER, spray, "x"))
                        .hasMessageContaining("incidents/comments/write")
                        .hasMessageContaining("Microsoft Sentinel Responder");
                assertThatThrownBy(() -> sentinel.bookmarks().delete(CALLER, "x"))
                        .hasMessageContaining("Microsoft Sentinel Contributor");
                assertThatThrownBy(() -> sentinel.searches().delete(CALLER, "x_SRCH"))
                        .hasMessageContaining("Log Analytics Contributor");
            }
        }

        @Test
        void tellAWrongPlaceFromAMissingThing() {
            try (LoopbackManagement server = new LoopbackManagement()) {
                Workspace right = server.workspace();
                Map<Workspace, String> wrong = Map.of(
                        new Workspace("no", right.resourceGroup(), right.name()), "there is no subscription no",
                        new Workspace(right.subscription(), "n/o", right.name()), "there is no resource group n/o",
                        new Workspace(right.subscription(), right.resourceGroup(), "n o?"),
                                "there is no workspace n o? in resource group");

                wrong.forEach((workspace, message) -> assertThatThrownBy(
                                () -> server.open(workspace).bookmarks().list(CALLER))
                        .hasMessageContaining(message));
                assertThatThrownBy(() -> server.open().watchlists().get(CALLER, "Nobody"))
                        .hasMessageContaining("there is no watchlist Nobody in workspace vedette");
            }
        }

        @Test
        void sayThatSentinelIsNotThere() {
            try (LoopbackManagement server = new LoopbackManagement(options().notOnboarded())) {
                assertThat(failure(server)).hasMessageContaining("is not onboarded to Microsoft Sentinel");
            }
        }

        @Test
        void sayWhatNoJsonMayMean() {
            try (LoopbackManagement server = new LoopbackManagement()) {
                server.then(200, Map.of(), "<html>Sign in to the guest network</html>");

                assertThat(failure(server)).hasMessageContaining("a proxy may have answered");
            }
        }

        @Test
        void sayThatNobodyAnswers() {
            LoopbackManagement server = new LoopbackManagement();
            server.close();

            assertThatThrownBy(() -> server.open().bookmarks().list(CALLER))
                    .isInstanceOf(QueryException.class)
                    .hasMessageContaining("no connection to 127.0.0.1");
        }
    }

    @Nested
    class Tokens {

        @Test
        void goToNoOtherServer() {
            for (String other : List.of(
                    "https://elsewhere.example/x", "http://127.0.0.1:1/x", "//elsewhere.example/x", "\\u0000:bad")) {
                try (LoopbackManagement server = new LoopbackManagement()) {
                    server.then(200, Map.of(), "{\"value\":[],\"nextLink\":\"" + other + "\"}");

                    assertThat(failure(server)).hasMessageContaining("another server");
                    assertThat(server.requests()).hasSize(1);
                }
            }
        }

        @Test
        void crossNoNetworkInTheClear() {
            try (LoopbackManagement server = new LoopbackManagement()) {
                SentinelManagement open = SentinelManagement.of(
                        server.workspace(),
                        new CloudHttp(HttpOptions.defaults()),
                        server.tokens(),
                        ManagementOptions.PUBLIC.at(URI.create("http://management.azure.example"), "scope"));

                assertThatThrownBy(() -> open.bookmarks().list(CALLER)).hasMessageContaining("https://");
            }
        }
    }

    @Test
    void listsThatTurnInACircleEnd() {
        try (LoopbackManagement server = new LoopbackManagement()) {
            String page = "{\"value\":[],\"nextLink\":\"" + server.endpoint() + "/x?api-version=1\"}";
            server.then(200, Map.of(), page).then(200, Map.of(), page);

            assertThat(failure(server)).hasMessageContaining("never ends");
        }
    }

    @Test
    void cancellingEndsACallThatWaitsForItsAnswer() throws Exception {
        try (LoopbackManagement server = new LoopbackManagement().thenSilence()) {
            StoppableContext caller = new StoppableContext();
            CompletableFuture<List<Bookmark>> call = CompletableFuture.supplyAsync(
                    () -> server.open().bookmarks().list(caller));
            server.awaitRequest();

            caller.cancel();

            assertThat(call)
                    .failsWithin(30, TimeUnit.SECONDS)
                    .withThrowableThat()
                    .havingRootCause()
                    .isInstanceOfSatisfying(
                            QueryException.class,
                            e -> assertThat(e.isCancelled()).isTrue());
        }
    }

    @Test
    void cancellingEndsAWaitBetweenTwoLooks() {
        try (LoopbackManagement server = new LoopbackManagement()) {
            StoppableContext caller = new StoppableContext();
            server.then(200, Map.of(), "{\"name\":\"X_SRCH\",\"properties\":{\"provisioningState\":\"InProgress\"}}");
            CompletableFuture<SearchJob> call = CompletableFuture.supplyAsync(
                    () -> server.open().searches().awaitDone(caller, "X_SRCH", Duration.ofHours(1)));
            caller.awaitProgress();

            caller.cancel();

            assertThat(call)
                    .failsWithin(30, TimeUnit.SECONDS)
                    .withThrowableThat()
                    .havingRootCause()
                    .isInstanceOfSatisfying(
                            QueryException.class,
                            e -> assertThat(e.isCancelled()).isTrue());
        }
    }
}
