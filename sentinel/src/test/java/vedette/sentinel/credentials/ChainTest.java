package vedette.sentinel.credentials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static vedette.sentinel.credentials.Stand.SCOPE;

import com.azure.core.http.HttpClient;
import com.azure.core.http.jdk.httpclient.JdkHttpClientBuilder;
import com.azure.core.util.Configuration;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vedette.emulator.identity.Directory;
import vedette.kql.query.QueryContext;
import vedette.sentinel.BearerToken;
import vedette.sentinel.ConnectionString;
import vedette.sentinel.SignInException;
import vedette.sentinel.TokenSource;

/** Which ways are tried, in which order, and what is said when none works. */
@Timeout(60)
class ChainTest {

    private static final String APP = "11111111-aaaa-4bbb-8ccc-000000000001";
    private static final String WORKSPACE = "loganalytics://workspace='0e9a4a5c-1111-2222-3333-444455556666';";

    @TempDir
    static Path keyFolder;

    @TempDir
    Path folder;

    private static KeyPairs keys;

    private Stand stand;

    @BeforeAll
    static void makeKeys() throws Exception {
        keys = KeyPairs.make(keyFolder, "changeit");
    }

    @BeforeEach
    void start() throws Exception {
        stand = new Stand(folder, keys);
    }

    @AfterEach
    void stop() {
        stand.close();
    }

    private SignInException refusal(TokenSource tokens) {
        try {
            tokens.token(QueryContext.NONE, SCOPE);
            throw new AssertionError("somebody is signed in");
        } catch (SignInException e) {
            return e;
        }
    }

    private TokenSource tokens(String text) {
        return new Credentials(new SignInSettings(stand.environment, stand.options, stand.prompt))
                .of(ConnectionString.parse(text, name -> Optional.empty()), () -> stand.http);
    }

    @Test
    void triesEverythingAndSaysWhyItFailed() {
        stand.environment.put("AZURE_CLIENT_ID", APP);
        stand.environment.put("AZURE_CLIENT_SECRET", "expired");
        stand.environment.put(
                "AZURE_FEDERATED_TOKEN_FILE", folder.resolve("missing").toString());
        stand.environment.put("MSI_ENDPOINT", stand.server.machine() + "/MSI/auth");
        stand.environment.put("MSI_SECRET", "stale");
        stand.az.failing("ERROR: Please run 'az login' to setup account.");
        stand.directory().secret(APP, "current").deviceAnswers("expired_token");

        assertThat(refusal(stand.tokens("")).getMessage())
                .startsWith("nobody is signed in; tried: client secret of the environment (AADSTS7000215:")
                .containsSubsequence(
                        "workload identity (",
                        "Azure ML (its endpoint answered 400",
                        "az CLI (nobody is signed in with it: run az login",
                        "device code (");
    }

    @Test
    void saysWhatIsNotThere() {
        stand.environment.clear();
        stand.directory().deviceAnswers("expired_token");

        assertThat(refusal(stand.tokens("")).getMessage())
                .contains(
                        "environment (AZURE_CLIENT_ID is not set); workload identity (AZURE_FEDERATED_TOKEN_FILE is not set);"
                                + " Azure ML (MSI_ENDPOINT is not set: this is no compute instance);"
                                + " az CLI (not installed: no az on PATH); device code (");
    }

    @Test
    void staysWithTheFirstThatWorked() {
        stand.az.signedIn("from az", Instant.now().plus(Duration.ofMinutes(1)));
        TokenSource tokens = stand.tokens("");
        tokens.token(QueryContext.NONE, SCOPE);
        stand.az.failing("ERROR: AADSTS50173: The provided grant has expired.");

        assertThat(refusal(tokens))
                .hasMessageStartingWith("could not renew the sign-in by az CLI: AADSTS50173: the sign-in was revoked");
        assertThat(tokens.description()).isEqualTo("az CLI");
    }

    @Test
    void doesWhatTheConnectionStringSaysAndNothingElse() {
        stand.environment.put("AZURE_CLIENT_ID", APP);
        stand.environment.put("AZURE_CLIENT_SECRET", "s3cret");
        stand.directory().secret(APP, "s3cret");

        assertThat(refusal(stand.tokens("azd")))
                .hasMessage("nobody is signed in; tried: Azure Developer CLI (not installed: no azd on PATH)");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "prod | environment, workload identity, Azure ML, managed identity",
                "dev | az CLI, Azure Developer CLI, Azure PowerShell",
                "AzureCliCredential | az CLI",
                "ManagedIdentityCredential | managed identity",
                "device_code | device code"
            })
    void azureTokenCredentialsSelects(String value, String methods) {
        stand.environment.put("AZURE_TOKEN_CREDENTIALS", value);

        assertThat(tokens(WORKSPACE).description()).isEqualTo("not signed in yet; to be tried: " + methods);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "try_azcli_login | true | az CLI, environment",
                "tryAzcliLoginByProfile | True | az CLI, environment",
                "try_vscode_login | true | Visual Studio Code, environment",
                "try_msi | {'client_id': 'x'} | managed identity, environment",
                "try_msi | false | environment",
                "credentials | cli,msi | az CLI, managed identity"
            })
    void optionsOfKqlmagicComeFirst(String option, String value, String start) {
        stand.options.put(option, value);

        assertThat(tokens(WORKSPACE).description()).startsWith("not signed in yet; to be tried: " + start);
    }

    @Test
    void kqlmagicsInteractiveModeChoosesTheBrowser() {
        stand.options.put("code_auth_interactive_mode", "auth_code");

        assertThat(tokens(WORKSPACE).description()).endsWith("az CLI, browser");
    }

    @Test
    void unknownWayIsNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> tokens(WORKSPACE + "credentials='azcly'"))
                .withMessage("there is no way of signing in called 'azcly'; did you mean 'azcli'?");
    }

    @Test
    void connectionsOfOnePersonShareASignIn() {
        Credentials credentials = new Credentials(new SignInSettings(stand.environment, stand.options, stand.prompt));

        TokenSource one = credentials.of(stand.connection("code;alias='one'"), () -> stand.http);
        TokenSource two = credentials.of(stand.connection("code;alias='two'"), () -> stand.http);
        TokenSource other = credentials.of(stand.connection("code;clientid='" + APP + "'"), () -> stand.http);

        assertThat(one).isSameAs(two).isNotSameAs(other);
    }

    @Test
    void refusedTokenIsNotGivenAgain() {
        stand.directory().secret(APP, "s3cret");
        TokenSource tokens = stand.tokens("clientid='" + APP + "';clientsecret='s3cret'");
        BearerToken first = tokens.token(QueryContext.NONE, SCOPE);
        assertThat(tokens.token(QueryContext.NONE, SCOPE)).isEqualTo(first);

        tokens.refused(first);
        BearerToken second = tokens.token(QueryContext.NONE, SCOPE);

        assertThat(second).isNotEqualTo(first);
        tokens.refused(first);
        assertThat(tokens.token(QueryContext.NONE, SCOPE)).isEqualTo(second);
    }

    @Test
    void wrongTenantIsExplained() {
        stand.directory().secret(APP, "s3cret");

        assertThat(refusal(stand.tokens("tenant='fabrikam.example';clientid='" + APP + "';clientsecret='s3cret'")))
                .hasMessageContaining("AADSTS90002: the tenant does not exist in this cloud");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "50079 | multi-factor authentication must be set up or used; use ;code",
                "53003 | conditional access forbids this way of signing in",
                "700016 | the tenant does not know the application",
                "500011 | the tenant does not know the service; check cloud='...' and scope='...'",
                "65001 | nobody consented",
                "50173 | the sign-in was revoked",
                "999999 | Something new."
            })
    void entrasCodesAreExplained(String code, String words) {
        stand.directory().secret(APP, "s3cret").refuse("invalid_grant", code, "Something new.");

        assertThat(refusal(stand.tokens("clientid='" + APP + "';clientsecret='s3cret'")))
                .hasMessageContaining("AADSTS" + code + ": " + words);
    }

    @Test
    void unreachableAuthorityNamesTheProxyWithoutItsPassword() {
        stand.environment.put("HTTPS_PROXY", "http://ann:pr0xy-pass@proxy.example:3128");
        stand.server.close();

        assertThat(refusal(stand.tokens("clientid='" + APP + "';clientsecret='s3cret'")))
                .hasMessageContaining("it cannot be reached; HTTPS_PROXY is http://proxy.example:3128")
                .hasMessageNotContaining("pr0xy-pass");
    }

    @Test
    void untrustedCertificateNamesTheKey() {
        HttpClient trustsMicrosoftOnly =
                new JdkHttpClientBuilder().configuration(Configuration.NONE).build();
        TokenSource tokens = new Credentials(new SignInSettings(stand.environment, stand.options, stand.prompt))
                .of(stand.connection("clientid='" + APP + "';clientsecret='s3cret'"), () -> trustsMicrosoftOnly);

        assertThat(refusal(tokens))
                .hasMessageContaining("its certificate is not trusted")
                .hasMessageContaining("ca='");
    }

    @Test
    void cloudsHaveTheirOwnAuthority() {
        stand.environment.put("AZURE_CLIENT_ID", APP);
        stand.environment.put("AZURE_CLIENT_SECRET", "s3cret");
        stand.environment.put("AZURE_TENANT_ID", Directory.TENANT);

        assertThat(asked(WORKSPACE)).isEqualTo("login.microsoftonline.com");
        assertThat(asked(WORKSPACE + "cloud='mooncake'")).isEqualTo("login.chinacloudapi.cn");
        assertThat(asked("adx://cluster='https://x.kusto.usgovcloudapi.net';database='d'"))
                .isEqualTo("login.microsoftonline.us");
        stand.options.put("cloud", "fairfax");
        assertThat(asked(WORKSPACE)).isEqualTo("login.microsoftonline.us");
        stand.options.clear();
        stand.environment.put("AZURE_AUTHORITY_HOST", "https://login.example.com/");
        assertThat(asked(WORKSPACE)).isEqualTo("login.example.com");
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> asked(WORKSPACE + "cloud='germany'"));
    }

    /** The host to which a sign-in goes, by a proxy that lets nobody through. */
    private String asked(String connection) {
        try (RefusingProxy proxy = RefusingProxy.start()) {
            stand.environment.put("AZURE_TOKEN_CREDENTIALS", "environment");
            refusal(tokens(connection, proxy));
            return proxy.host();
        }
    }

    private TokenSource tokens(String connection, RefusingProxy proxy) {
        return new Credentials(new SignInSettings(stand.environment, stand.options, stand.prompt))
                .of(ConnectionString.parse(connection, name -> Optional.empty()), proxy::client);
    }
}
