package vedette.sentinel.credentials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vedette.emulator.identity.Directory;
import vedette.emulator.identity.IdentityServer;
import vedette.kql.query.QueryContext;
import vedette.sentinel.ConnectionString;
import vedette.sentinel.ConnectionString.Reading;
import vedette.sentinel.SignInException;
import vedette.sentinel.TokenSource;
import vedette.sentinel.http.HttpOptions;
import vedette.sentinel.query.CloudConnections;

/**
 * Every way of signing in that asks Entra goes through the proxy that the environment names, and trusts the authorities
 * of {@code ca=}: here the name of Entra's host is known to the proxy alone, and its certificate to {@code ca=} alone.
 */
@Timeout(60)
class ProxiedSignInTest {

    private static final String APP = "11111111-aaaa-4bbb-8ccc-000000000001";

    @TempDir
    private static Path keyFolder;

    private static KeyPairs keys;

    @TempDir
    private Path folder;

    private IdentityServer server;
    private Tunnel proxy;

    @BeforeAll
    static void makeKeys() throws Exception {
        keys = KeyPairs.make(keyFolder, "changeit");
    }

    @BeforeEach
    void start() throws Exception {
        server = IdentityServer.start(keys.serving(), (token, until) -> {});
        proxy = new Tunnel(server.authority().getPort());
    }

    @AfterEach
    void stop() throws Exception {
        proxy.close();
        server.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"secret", "pem", "pfx", "workload", "environment", "password", "code"})
    void everyWay(String way) throws Exception {
        String more = switch (way) {
            case "secret" -> {
                server.directory().secret(APP, "s3cret");
                yield "clientid='" + APP + "';clientsecret='s3cret'";
            }
            case "pem" -> {
                server.directory().certificate(APP, keys.publicKey());
                yield "clientid='" + APP + "';certificate='" + keys.pem() + "'";
            }
            case "pfx" -> {
                server.directory().certificate(APP, keys.publicKey());
                yield "clientid='" + APP + "';certificate='" + keys.store() + "';certificatepassword='"
                        + keys.password() + "'";
            }
            case "workload" -> {
                server.directory().federation(APP, "pod-assertion");
                Path file = Files.writeString(folder.resolve("assertion"), "pod-assertion");
                yield "workload;clientid='" + APP + "';federatedtokenfile='" + file + "'";
            }
            case "environment" -> {
                server.directory().secret(APP, "s3cret");
                yield "env";
            }
            case "password" -> {
                server.directory().password("bob@contoso.example", "pa55");
                yield "username='bob@contoso.example';password='pa55'";
            }
            default -> "code";
        };

        String token = tokens(more + ";ca='" + keys.certificate() + "'")
                .token(QueryContext.NONE, Stand.SCOPE)
                .value();

        assertThat(server.directory().givenOut()).contains(token);
        assertThat(proxy.asked()).isNotEmpty().containsOnly("CONNECT login.example:443");
    }

    @Test
    void anAuthorityThatNobodyNamedIsNotTrusted() {
        server.directory().secret(APP, "s3cret");

        assertThatThrownBy(() ->
                        tokens("clientid='" + APP + "';clientsecret='s3cret'").token(QueryContext.NONE, Stand.SCOPE))
                .isInstanceOf(SignInException.class)
                .hasMessageContaining("ca=")
                .hasMessageNotContaining("s3cret");
        assertThat(server.directory().givenOut()).isEmpty();
    }

    private TokenSource tokens(String more) {
        Map<String, String> environment = new HashMap<>(Map.of("HTTPS_PROXY", proxy.address()));
        if (more.startsWith("env;")) {
            environment.putAll(Map.of("AZURE_CLIENT_ID", APP, "AZURE_CLIENT_SECRET", "s3cret"));
        }
        ConnectionString connection = ConnectionString.parse(
                "loganalytics://workspace='0e9a4a5c-1111-2222-3333-444455556666';tenant='" + Directory.TENANT
                        + "';authority='https://login.example';" + more,
                new Reading(name -> Optional.empty(), name -> Optional.empty(), true));
        CloudConnections cloud = new CloudConnections(HttpOptions.defaults(environment));
        return cloud.tokens(
                connection, new Credentials(new SignInSettings(environment, Map.of(), SecretPrompt.NOBODY)));
    }
}
