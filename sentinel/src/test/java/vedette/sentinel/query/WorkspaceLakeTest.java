package vedette.sentinel.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import vedette.emulator.Fault;
import vedette.emulator.Faults;
import vedette.emulator.SeenRequest;
import vedette.kql.query.Connection;
import vedette.kql.query.QueryContext;
import vedette.kql.query.QueryException;
import vedette.kql.query.QueryRequest;
import vedette.sentinel.ConnectionString;

/** The lake of a workspace that is open by Log Analytics, over HTTP. */
class WorkspaceLakeTest {

    private static final String RESOURCE = "/subscriptions/00000000-0000-0000-0000-000000000001/resourcegroups/VEDETTE/"
            + "providers/microsoft.operationalinsights/workspaces/vedette";

    private final Faults faults = new Faults();
    private Lab lab;

    @BeforeEach
    void start() {
        lab = new Lab(Map.of("Events", Lab.events(3, 10_000_000)), options -> options.faults(faults));
    }

    @AfterEach
    void stop() {
        lab.close();
    }

    private Connection lake(String target) {
        return lab.connections.lake(
                ConnectionString.parse(
                        "loganalytics://" + target + ";endpoint='" + lab.emulator.logAnalytics() + "'",
                        name -> Optional.empty()),
                lab.tokens);
    }

    private List<String> paths() {
        return lab.emulator.requests().all().stream().map(SeenRequest::path).toList();
    }

    private static long count(Connection lake) {
        return lake.execute(QueryContext.NONE, new QueryRequest("Events | count"))
                .table()
                .longColumn(0)
                .getLong(0);
    }

    @Test
    void theWorkspaceTellsItsNameOnce() {
        Connection lake = lake("workspace='" + lab.emulator.workspace() + "'");

        assertThat(count(lake)).isEqualTo(3);
        assertThat(count(lake)).isEqualTo(3);
        assertThat(paths())
                .containsExactly(
                        "/v1/workspaces/" + lab.emulator.workspace() + "/metadata",
                        "/lake/kql/v2/rest/query",
                        "/lake/kql/v2/rest/query");
        assertThat(lab.emulator.requests().queries().getLast().body())
                .contains("\"db\":\"vedette-" + lab.emulator.workspace() + "\"");
    }

    @Test
    void aWorkspaceByItsResourceTellsItsId() {
        assertThat(count(lake("resource='" + RESOURCE + "'"))).isEqualTo(3);
    }

    @Test
    void bothNamesInTheConnectionStringAreEnough() {
        assertThat(count(lake("workspace='" + lab.emulator.workspace() + "';workspacename='vedette'")))
                .isEqualTo(3);
        assertThat(paths()).containsExactly("/lake/kql/v2/rest/query");
    }

    @Test
    void aResourceThatOnlyHasItsLogsInAWorkspaceHasNoLake() {
        faults.next(request -> request.path().endsWith("/metadata"), Fault.answer(200, Map.of(), """
                {"tables":[],"workspaces":[{"id":"1","name":"soc","resourceId":"/subscriptions/1/x"}]}"""));

        assertThatThrownBy(() -> count(lake("resource='/subscriptions/1/resourceGroups/g/providers/a/b/vm'")))
                .isInstanceOf(QueryException.class)
                .hasMessageContaining("sentinellake://workspace");
        assertThat(lab.emulator.requests().queries()).isEmpty();
    }

    @Test
    void aWorkspaceThatDoesNotAnswerIsAskedAgainByTheNextQuery() {
        Connection lake = lake("workspace='" + lab.emulator.workspace() + "'");
        faults.next(request -> request.path().endsWith("/metadata"), Fault.forbidden());

        assertThatThrownBy(() -> count(lake)).isInstanceOf(QueryException.class);
        assertThat(count(lake)).isEqualTo(3);
    }
}
