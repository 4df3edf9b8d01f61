package vedette.sentinel.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import vedette.emulator.Fault;
import vedette.emulator.Faults;
import vedette.emulator.SeenRequest;
import vedette.kql.query.Connection;
import vedette.kql.query.QueryContext;
import vedette.kql.query.QueryException;
import vedette.kql.query.QueryRequest;
import vedette.kql.query.Sending;
import vedette.kql.query.Sending.Tag;

/** How often requests are sent, and under which names, over HTTP. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SendingTest {

    private static final String GUID = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";

    private final Faults faults = new Faults();
    private Lab lab;
    private int before;

    @BeforeAll
    void start() {
        lab = new Lab(Map.of("Events", Lab.events(3, 10_000_000)), options -> options.faults(faults));
    }

    @AfterAll
    void stop() {
        lab.close();
    }

    @BeforeEach
    void count() {
        before = lab.emulator.requests().queries().size();
    }

    private void ask(Connection connection, Sending sending) {
        connection.execute(QueryContext.NONE, new QueryRequest("Events").withSending(sending));
    }

    private static Sending retries(int most) {
        return new Sending(OptionalInt.of(most), Map.of());
    }

    private int sent() {
        return lab.emulator.requests().queries().size() - before;
    }

    @Test
    void tagsReachEachService() {
        Sending tagged = new Sending(
                OptionalInt.empty(),
                Map.of(Tag.ID, "case 4711", Tag.APPLICATION, "hunt", Tag.USER, "anna", Tag.AGENT, "nightly/2"));
        for (Connection connection : List.of(lab.workspace(), lab.cluster(), lab.lake())) {
            ask(connection, tagged);

            SeenRequest seen = lab.emulator.requests().queries().getLast();
            assertThat(seen.header("x-ms-client-request-id").orElseThrow()).matches("vedette;case 4711;" + GUID);
            assertThat(seen.header("x-ms-app")).hasValue("vedette;hunt");
            assertThat(seen.header("x-ms-user")).hasValue("anna");
            assertThat(seen.header("user-agent")).hasValue("nightly/2");
        }
        assertThat(sent()).isEqualTo(3);
    }

    @Test
    void withoutTagsRequestsNameVedetteAndNoUser() {
        for (Connection connection : List.of(lab.workspace(), lab.cluster(), lab.lake())) {
            ask(connection, Sending.USUAL);

            SeenRequest seen = lab.emulator.requests().queries().getLast();
            assertThat(seen.header("x-ms-client-request-id").orElseThrow()).matches("vedette;" + GUID);
            assertThat(seen.header("x-ms-app")).hasValue("vedette");
            assertThat(seen.header("x-ms-user")).isEmpty();
            assertThat(seen.header("user-agent")).hasValue("vedette");
        }
    }

    @Test
    void faultsAreRepeatedAsOftenAsAsked() {
        for (int retries : new int[] {0, 1, 4}) {
            count();
            for (int i = 0; i < retries; i++) {
                faults.next(Fault.unavailable());
            }
            ask(lab.workspace(), retries(retries));
            assertThat(sent()).isEqualTo(retries + 1);

            count();
            for (int i = 0; i <= retries; i++) {
                faults.next(Fault.badGateway());
            }
            assertThatThrownBy(() -> ask(lab.cluster(), retries(retries))).isInstanceOf(QueryException.class);
            assertThat(sent()).isEqualTo(retries + 1);
        }
    }

    @Test
    void throttlingAndFaultsCountTogether() {
        faults.next(Fault.throttled(Duration.ZERO));
        faults.next(Fault.unavailable());
        faults.next(Fault.throttled(Duration.ZERO));

        assertThatThrownBy(() -> ask(lab.workspace(), retries(2))).hasMessageContaining("throttl");
        assertThat(sent()).isEqualTo(3);
    }

    @Test
    void throttlingIsNotRepeatedWhereNothingIs() {
        faults.next(Fault.throttled(Duration.ZERO));

        assertThatThrownBy(() -> ask(lab.workspace(), retries(0))).hasMessageContaining("throttl");
        assertThat(sent()).isEqualTo(1);
    }

    @Test
    void aQueryThatRanOutOfTimeIsNeverRepeated() {
        faults.next(Fault.gatewayTimeout());
        assertThatThrownBy(() -> ask(lab.workspace(), retries(100))).hasMessageContaining("timed out");
        assertThat(sent()).isEqualTo(1);

        count();
        faults.next(Fault.gatewayTimeout());
        assertThatThrownBy(() -> ask(lab.lake(), retries(100))).isInstanceOf(QueryException.class);
        assertThat(sent()).isEqualTo(1);
    }

    @Test
    void anAnswerThatBreaksOffIsNeverAskedForAgain() {
        faults.next(new Fault.CutBody(40));

        assertThatThrownBy(() -> ask(lab.workspace(), retries(100))).isInstanceOf(QueryException.class);
        assertThat(sent()).isEqualTo(1);
    }

    @Test
    void aRefusedTokenIsReplacedEvenWhereNothingIsRepeated() throws Exception {
        try (Recorded service = new Recorded()) {
            service.then(401, "{}").then(200, Recorded.table("n:long", "[1]"));

            ask(service.workspace(), retries(0));

            assertThat(service.seen).hasSize(2);
        }
    }
}
