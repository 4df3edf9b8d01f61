package vedette.sentinel.management;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import vedette.emulator.EmulatedWorkspace;
import vedette.emulator.Emulator;
import vedette.emulator.EmulatorOptions;
import vedette.kql.query.QueryContext;
import vedette.sentinel.BearerToken;
import vedette.sentinel.TokenSource;
import vedette.sentinel.http.CloudHttp;
import vedette.sentinel.http.HttpOptions;

/** Tables with their plans, over real HTTP. */
@Timeout(60)
class WorkspaceTablesTest {

    @TempDir
    Path folder;

    private Emulator emulator;

    @BeforeEach
    void start() throws IOException {
        Files.writeString(folder.resolve("SigninLogs.csv"), "TimeGenerated,User\n2026-01-01T00:00:00Z,anna\n");
        Files.writeString(folder.resolve("FirewallLogs.csv"), "TimeGenerated,Host\n2026-01-01T00:00:00Z,fin-07\n");
        emulator = Emulator.start(EmulatorOptions.builder()
                .workspace(EmulatedWorkspace.ofFolders("vedette", folder).withBasicTables("FirewallLogs"))
                .build());
    }

    @AfterEach
    void stop() {
        emulator.close();
    }

    private WorkspaceTables tables() {
        String[] path = emulator.resource().split("/");
        TokenSource tokens = new TokenSource() {
            @Override
            public BearerToken token(QueryContext context, String scope) {
                return new BearerToken(emulator.token(), Instant.MAX);
            }

            @Override
            public void refused(BearerToken token) {
                throw new AssertionError("the token is right");
            }

            @Override
            public String description() {
                return "a test";
            }
        };
        return SentinelManagement.of(
                        new Workspace(path[2], path[4], path[8]),
                        new CloudHttp(HttpOptions.defaults()),
                        tokens,
                        ManagementOptions.PUBLIC.at(emulator.management(), ManagementOptions.PUBLIC.scope()))
                .tables();
    }

    private static WorkspaceTable kept(String name, String plan, int days, int total) {
        return new WorkspaceTable(name, plan, Optional.of(Duration.ofDays(days)), Optional.of(Duration.ofDays(total)));
    }

    @Test
    void tellTheirPlansAndHowLongRowsAreKept() {
        WorkspaceTable firewall = kept("FirewallLogs", "Basic", 30, 365);
        WorkspaceTable signIns = kept("SigninLogs", "Analytics", 90, 365);

        assertThat(tables().list(QueryContext.NONE)).containsExactly(firewall, signIns);
        assertThat(tables().get(QueryContext.NONE, "signinlogs")).isEqualTo(signIns);
        assertThatThrownBy(() -> tables().get(QueryContext.NONE, "NoSuch"))
                .isInstanceOf(ManagementException.class)
                .hasMessageContaining("table NoSuch");
        assertThat(emulator.requests().all().getFirst().target().toString())
                .endsWith("/workspaces/vedette/tables?api-version=2025-02-01");
    }

    @Test
    void areFrames() {
        assertThat(WorkspaceTable.frame(tables().list(QueryContext.NONE)).columnNames())
                .containsExactly("TableName", "Plan", "Retention", "TotalRetention");
    }

    @Test
    void whatTheServiceLeavesOpenIsEmpty() {
        assertThat(WorkspaceTable.of(Arm.read("""
                {"name":"T","properties":{"plan":"Auxiliary","retentionInDays":-1,"totalRetentionInDays":null}}""")))
                .isEqualTo(new WorkspaceTable("T", "Auxiliary", Optional.empty(), Optional.empty()));
        assertThat(WorkspaceTable.of(Arm.read("{\"name\":\"T\"}")))
                .isEqualTo(new WorkspaceTable("T", "", Optional.empty(), Optional.empty()));
    }
}
