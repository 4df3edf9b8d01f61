package vedette.sentinel.credentials;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import vedette.emulator.EmulatedWorkspace;
import vedette.emulator.Emulator;
import vedette.emulator.EmulatorOptions;
import vedette.emulator.identity.Directory;
import vedette.emulator.identity.IdentityServer;
import vedette.engine.LocalEngine;
import vedette.kql.query.Connection;
import vedette.kql.query.QueryContext;
import vedette.kql.query.QueryRequest;
import vedette.kql.query.QueryResult;
import vedette.sentinel.ConnectionString;
import vedette.sentinel.ConnectionString.Reading;
import vedette.sentinel.query.CloudConnections;

/** A connection string, a sign-in, a query: nothing in between is of the test's making. */
@Timeout(60)
class EndToEndTest {

    private static final String APP = "11111111-aaaa-4bbb-8ccc-000000000001";

    @TempDir
    Path folder;

    @Test
    void queryOutlivesItsToken() throws Exception {
        KeyPairs keys = KeyPairs.make(folder, "changeit");
        List<String> issued = new CopyOnWriteArrayList<>();
        try (LocalEngine engine = LocalEngine.builder().build();
                Emulator emulator = Emulator.start(EmulatorOptions.builder()
                        .workspace(EmulatedWorkspace.of("soc", engine))
                        .build());
                IdentityServer identity = IdentityServer.start(keys.serving(), (token, until) -> {
                    emulator.tokens().accept(token, until);
                    issued.add(token);
                })) {
            identity.directory().secret(APP, "s3cret");
            ConnectionString text = ConnectionString.parse(
                    "loganalytics://workspace='" + emulator.workspace() + "';endpoint='" + emulator.logAnalytics()
                            + "';tenant='" + Directory.TENANT + "';authority='" + identity.authority() + "';ca='"
                            + keys.certificate() + "';clientid='" + APP + "';clientsecret=$SECRET",
                    new Reading(name -> Optional.empty(), name -> Optional.of("s3cret"), false));
            CloudConnections cloud = new CloudConnections();
            Credentials credentials = new Credentials(SignInSettings.ofProcess());
            Connection connection =
                    cloud.open(text, credentials.of(text, () -> cloud.http(text).httpClient()));

            assertThat(answer(connection)).isEqualTo(1);
            emulator.tokens().expire(issued.getFirst());
            assertThat(answer(connection)).isEqualTo(1);

            assertThat(issued).hasSize(2);
        }
    }

    private static int answer(Connection connection) {
        QueryResult result = connection.execute(QueryContext.NONE, new QueryRequest("print x = 1"));
        return result.tables().getFirst().rowCount();
    }
}
