package vedette.sentinel.credentials;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What shows only in a process of its own: managed identities, whose library reads the real environment, and what is
 * loaded.
 */
@Timeout(120)
class ProcessTest {

    private static final String WORKSPACE = "loganalytics://workspace='0e9a4a5c-1111-2222-3333-444455556666'";

    @TempDir
    Path folder;

    private Stand stand;

    @BeforeEach
    void start() throws Exception {
        stand = new Stand(folder, KeyPairs.make(folder, "changeit"));
    }

    @AfterEach
    void stop() {
        stand.close();
    }

    private List<String> signIn(Map<String, String> environment, String more) throws Exception {
        Map<String, String> all = new HashMap<>(environment);
        all.put("PATH", folder.toString());
        return SignInProgram.run(all, List.of(), WORKSPACE + more, Stand.SCOPE);
    }

    private void assertSignedInBy(List<String> lines, String description) {
        assertThat(lines).as(stand.server.seen().toString()).last().isEqualTo("after: " + description);
        String token = lines.get(lines.size() - 2).replaceFirst("token: ", "");
        assertThat(stand.directory().givenOut()).contains(token);
    }

    @Test
    void appServiceIsPartOfTheUsualChain() throws Exception {
        List<String> lines = signIn(
                Map.of(
                        "IDENTITY_ENDPOINT",
                        stand.server.machine() + "/msi/token",
                        "IDENTITY_HEADER",
                        stand.server.machineSecret()),
                "");

        assertSignedInBy(lines, "the machine's own by managed identity");
    }

    @Test
    void metadataServiceIsTriedWhereAskedFor() throws Exception {
        stand.directory().numericEnds(true);

        List<String> lines = signIn(
                Map.of(
                        "AZURE_POD_IDENTITY_AUTHORITY_HOST",
                        stand.server.machine().toString()),
                ";msi;clientid='11111111-aaaa-4bbb-8ccc-000000000001'");

        assertSignedInBy(lines, "11111111-aaaa-4bbb-8ccc-000000000001 by managed identity");
        assertThat(stand.server.seen())
                .singleElement()
                .asString()
                .contains("metadata/identity/oauth2/token", "client_id=11111111-aaaa-4bbb-8ccc-000000000001");
    }

    @Test
    void metadataServiceThatRefusesIsNamed() throws Exception {
        List<String> lines =
                signIn(Map.of("AZURE_POD_IDENTITY_AUTHORITY_HOST", stand.server.machine() + "/elsewhere"), ";msi");

        assertThat(lines)
                .last()
                .isEqualTo("refused: nobody is signed in; tried: managed identity (Authentication unavailable."
                        + " The requested identity has not been assigned to this resource)");
    }

    @Test
    void proxiesAreNotAskedForTheMachinesOwnEndpoint() throws Exception {
        List<String> lines = signIn(
                Map.of(
                        "AZURE_POD_IDENTITY_AUTHORITY_HOST",
                                stand.server.machine().toString(),
                        "HTTP_PROXY", "http://127.0.0.1:1",
                        "HTTPS_PROXY", "http://127.0.0.1:1"),
                ";msi");

        assertSignedInBy(lines, "the machine's own by managed identity");
    }

    @Test
    void nothingOfAzureIsLoadedBeforeTheFirstToken() throws Exception {
        List<String> given = SignInProgram.run(
                Map.of("TOKEN", "brought along"),
                List.of("-Xlog:class+load"),
                WORKSPACE + ";token=$TOKEN",
                Stand.SCOPE);
        List<String> usual = SignInProgram.run(Map.of(), List.of("-Xlog:class+load"), WORKSPACE);

        assertThat(given).contains("after: the token given");
        assertThat(usual).anyMatch(line -> line.startsWith("before: not signed in yet; to be tried: environment"));
        assertThat(given.stream().filter(ProcessTest::isAzure)).isEmpty();
        assertThat(usual.stream().filter(ProcessTest::isAzure)).isEmpty();
        assertThat(usual).anyMatch(line -> line.contains("vedette.sentinel.credentials.CredentialChain"));
    }

    private static boolean isAzure(String line) {
        return line.contains(" com.azure.") || line.contains(" com.microsoft.aad.") || line.contains(" reactor.");
    }
}
