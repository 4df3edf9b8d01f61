package vedette.sentinel.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.monitor.query.models.LogsQueryOptions;
import com.azure.monitor.query.models.QueryTimeInterval;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import vedette.kql.query.Connection;
import vedette.kql.query.QueryContext;
import vedette.kql.query.QueryException;
import vedette.kql.query.QueryRequest;
import vedette.kql.query.TimeRange;
import vedette.sentinel.ConnectionString;

/** From a connection string to rows, and from the SDK's terms to ours. */
class CloudConnectionsTest {

    @Test
    void workspaceOverTlsWithACertificateOfItsOwn() {
        try (Lab lab = new Lab(Map.of("Events", Lab.events(3, 1)), options -> options.tls())) {
            String text = "loganalytics://workspace='" + lab.emulator.workspace() + "';endpoint='"
                    + lab.emulator.logAnalytics() + "'";

            assertThatThrownBy(() -> lab.open(text).execute(QueryContext.NONE, new QueryRequest("Events")))
                    .isInstanceOf(QueryException.class)
                    .hasMessageContaining("no trusted connection to localhost")
                    .hasMessageContaining("PEM");
            Connection trusting =
                    lab.open(text + ";ca='" + lab.emulator.caCertificate().orElseThrow() + "'");
            assertThat(trusting.execute(QueryContext.NONE, new QueryRequest("Events"))
                            .table()
                            .rowCount())
                    .isEqualTo(3);
            assertThat(trusting.schema(QueryContext.NONE)).isNotNull();
        }
    }

    @Test
    void certificatesThatAreNoneAreNamed() {
        try (Lab lab = new Lab(Map.of(), options -> options)) {
            Connection connection = lab.open("loganalytics://workspace='" + lab.emulator.workspace() + "';endpoint='"
                    + lab.emulator.logAnalytics() + "';ca='/no/such/file.pem'");

            assertThatThrownBy(() -> connection.execute(QueryContext.NONE, new QueryRequest("print 1")))
                    .isInstanceOf(QueryException.class)
                    .hasMessageContaining("/no/such/file.pem");
        }
    }

    @Test
    void applicationsKeyReplacesTheToken() throws IOException {
        try (Recorded service = new Recorded()) {
            service.then(200, Recorded.table("n:long", "[1]"));
            ConnectionString text = ConnectionString.parse(
                    "applicationinsights://appid='11111111-2222-3333-4444-555555555555';appkey='secret';endpoint='"
                            + service.uri() + "'",
                    new ConnectionString.Reading(name -> Optional.empty(), name -> Optional.empty(), true));
            new CloudConnections(Recorded.options())
                    .open(text, service.tokens())
                    .execute(QueryContext.NONE, new QueryRequest("requests"));

            assertThat(Recorded.header(service.seen.getFirst(), "x-api-key")).isEqualTo("secret");
            assertThat(service.seen.getFirst().headers().containsKey("Authorization"))
                    .isFalse();
            assertThat(service.seen.getFirst().uri().getPath())
                    .isEqualTo("/v1/apps/11111111-2222-3333-4444-555555555555/query");
        }
    }

    @Test
    void clientOfTheSdkGoesTheSameWay() throws IOException {
        try (Recorded service = new Recorded()) {
            service.then(401, "{}").then(200, Recorded.table("n:long", "[7]"));

            assertThat(service.workspace()
                            .client()
                            .queryWorkspace("id", "T", QueryTimeInterval.LAST_DAY)
                            .getTable()
                            .getRows())
                    .hasSize(1);
            assertThat(Recorded.header(service.seen.getLast(), "Authorization")).isEqualTo("Bearer token-2");
        }
    }

    @Test
    void requestsInTheSdksTerms() {
        Instant now = Instant.parse("2024-01-02T00:00:00Z");
        OffsetDateTime start = OffsetDateTime.parse("2024-01-01T00:00:00Z");
        LogsQueryOptions options =
                new LogsQueryOptions().setServerTimeout(Duration.ofMinutes(5)).setAdditionalWorkspaces(List.of("b"));

        QueryRequest request = LogsQueries.request("T", QueryTimeInterval.LAST_DAY, options, now);
        assertThat(request.timeRange()).contains(TimeRange.before(now, Duration.ofDays(1)));
        assertThat(request.timeout()).contains(Duration.ofMinutes(5));
        assertThat(request.workspaces()).containsExactly("b");
        assertThat(LogsQueries.request(
                                "T", new QueryTimeInterval(start, Duration.ofHours(2)), new LogsQueryOptions(), now)
                        .timeRange())
                .contains(new TimeRange(start.toInstant(), start.toInstant().plusSeconds(7200)));
        assertThat(LogsQueries.request("T", QueryTimeInterval.ALL, new LogsQueryOptions(), now)
                        .timeRange())
                .isEmpty();
    }
}
