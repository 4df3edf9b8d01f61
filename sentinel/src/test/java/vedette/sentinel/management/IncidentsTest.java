package vedette.sentinel.management;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tech.tablesaw.api.Table;
import vedette.frame.Frames;
import vedette.kql.query.QueryContext;

/** Incidents over real HTTP against the emulated management, whose pages hold five. */
@Timeout(60)
class IncidentsTest {

    private static final QueryContext CALLER = QueryContext.NONE;

    private static LoopbackManagement server() {
        return new LoopbackManagement(vedette.emulator.management.ManagementOptions.USUAL.withLargestPage(5));
    }

    @Test
    void ofAllPagesComeOnceEach() {
        try (LoopbackManagement server = server()) {
            Listing<Incident> found = server.open().incidents().list(CALLER, IncidentQuery.all());

            assertThat(found.items().stream().map(Incident::number).sorted())
                    .containsExactlyElementsOf(
                            IntStream.rangeClosed(201, 212).boxed().toList());
            assertThat(found.hasMore()).isFalse();
            assertThat(server.requests()).hasSize(3).allMatch(request -> request.contains("api-version=2025-09-01"));
        }
    }

    @Test
    void beyondALimitOfTheCallersOwnAreAnnounced() {
        try (LoopbackManagement server = server()) {
            Incidents incidents = server.open().incidents();

            assertThat(incidents.list(CALLER, IncidentQuery.all().limit(7)).items())
                    .hasSize(7);
            assertThat(incidents.list(CALLER, IncidentQuery.all().limit(7)).hasMore())
                    .isTrue();
            assertThat(incidents.list(CALLER, IncidentQuery.all().limit(12)).hasMore())
                    .isFalse();
        }
    }

    @Test
    void areFilteredByTheService() {
        try (LoopbackManagement server = server()) {
            IncidentQuery query = IncidentQuery.all()
                    .createdSince(Instant.parse("2026-11-03T00:00:00Z"))
                    .createdBefore(Instant.parse("2026-11-06T00:00:00Z"))
                    .status(IncidentStatus.NEW)
                    .severity(Severity.HIGH);

            assertThat(server.open().incidents().list(CALLER, query).items())
                    .extracting(Incident::number)
                    .containsExactly(211, 207);
        }
    }

    @Test
    void areFoundByTitlesWithQuotesInThem() {
        try (LoopbackManagement server = server()) {
            assertThat(server.open()
                            .incidents()
                            .list(CALLER, IncidentQuery.all().titleContains("alert('x')"))
                            .items())
                    .extracting(Incident::number)
                    .containsExactly(209);
        }
    }

    @Test
    void haveAlertsEntitiesAndComments() {
        try (LoopbackManagement server = server()) {
            Incidents incidents = server.open().incidents();
            Incident spray = incidents.get(CALLER, "204");

            assertThat(incidents.alerts(CALLER, spray))
                    .extracting(IncidentAlert::name)
                    .containsExactly("Password spray", "Successful sign-in after a spray");
            assertThat(incidents.entities(CALLER, spray))
                    .extracting(IncidentEntity::kind, IncidentEntity::name)
                    .containsExactly(tuple("Ip", "203.0.113.77"), tuple("Account", "signe.lund"));
            assertThat(incidents.comments(CALLER, spray))
                    .extracting(IncidentComment::message)
                    .contains("One of them <b>got in</b>: 04:31, signe.lund.");
            assertThat(incidents.bookmarks(CALLER, spray)).isEmpty();
        }
    }

    @Test
    void becomeFramesLikeTheTableOfTheSameName() {
        try (LoopbackManagement server = server()) {
            Table frame = Incident.frame(List.of(server.open().incidents().get(CALLER, "201")));

            assertThat(Frames.schema(frame).stream().map(Object::toString))
                    .startsWith("IncidentNumber:int", "Title:string", "Severity:string", "Status:string")
                    .contains("CreatedTime:datetime", "Labels:dynamic", "AdditionalData:dynamic");
            assertThat(Frames.text(frame.column("CreatedTime"), 0)).isEqualTo("2026-11-02T02:31:07.4821933Z");
            assertThat(Frames.text(frame.column("Labels"), 0)).isEqualTo("[\"inventory\"]");
            assertThat(Frames.text(frame.column("Owner"), 0)).isEqualTo("Anna Holm");
        }
    }

    @Test
    void areClosedWithAReasonAndKeepTheRest() {
        try (LoopbackManagement server = server()) {
            Incidents incidents = server.open().incidents();
            Incident before = incidents.get(CALLER, "207");

            Incident after = incidents.update(
                    CALLER,
                    before,
                    IncidentChange.none()
                            .close(Classification.TRUE_POSITIVE, "It was her.")
                            .assignTo("bo@hafnia.example"));

            assertThat(after.status()).isEqualTo("Closed");
            assertThat(after.closing())
                    .isEqualTo(new Incident.Closing("TruePositive", "SuspiciousActivity", "It was her."));
            assertThat(after.owner()).isEqualTo("bo@hafnia.example");
            assertThat(after.title()).isEqualTo(before.title());
            assertThat(after.times().firstActivity()).isEqualTo(before.times().firstActivity());
            Incident open =
                    incidents.update(CALLER, after, IncidentChange.none().status(IncidentStatus.ACTIVE));
            assertThat(open.closing()).isEqualTo(new Incident.Closing("", "", ""));
        }
    }

    @Test
    void thatSomebodyElseChangedAreNotOverwritten() {
        try (LoopbackManagement server = server()) {
            Incidents incidents = server.open().incidents();
            Incident mine = incidents.get(CALLER, "204");
            incidents.update(CALLER, mine, IncidentChange.none().severity(Severity.HIGH));

            ManagementException failure = catchThrowableOfType(
                    ManagementException.class,
                    () -> incidents.update(CALLER, mine, IncidentChange.none().severity(Severity.LOW)));

            assertThat(failure.isConflict()).isTrue();
            assertThat(failure)
                    .hasMessageContaining("incident 204 was changed by somebody else")
                    .hasMessageContaining("request id");
            assertThat(incidents.get(CALLER, "204").severity()).isEqualTo("High");
        }
    }

    @Test
    void andCommentsKeepHostileTextAsItIs() {
        String hostile =
                "</script><script>alert(\"1\")</script>\r\n'; DROP TABLE x --\t\u202e\u001b[31m 🦊 \\u0000 {{7*7}}";
        try (LoopbackManagement server = server()) {
            Incidents incidents = server.open().incidents();
            Incident made = incidents.create(
                    CALLER,
                    hostile,
                    Severity.LOW,
                    IncidentChange.none().description(hostile).labels(List.of(hostile)));
            incidents.comment(CALLER, made, hostile);

            Incident read = incidents.get(CALLER, Integer.toString(made.number()));
            assertThat(read.title()).isEqualTo(hostile);
            assertThat(read.description()).isEqualTo(hostile);
            assertThat(read.labels()).containsExactly(hostile);
            assertThat(incidents.comments(CALLER, read))
                    .extracting(IncidentComment::message)
                    .containsExactly(hostile);
        }
    }

    @Test
    void thatDoNotExistAreSaidToBeMissing() {
        try (LoopbackManagement server = server()) {
            Incidents incidents = server.open().incidents();

            for (String id : List.of("99", "00000000-0000-4000-8000-000000000000", "../../x?y#z/ä")) {
                assertThatThrownBy(() -> incidents.get(CALLER, id))
                        .isInstanceOf(ManagementException.class)
                        .hasMessageStartingWith("there is no incident " + id + " in workspace vedette");
            }
            assertThat(server.requests().getLast()).contains("/incidents/..%2F..%2Fx%3Fy%23z%2F%C3%A4?api-version");
            assertThatThrownBy(() -> incidents.get(CALLER, "..")).hasMessageContaining("'..' is no name");
        }
    }
}
