package vedette.sentinel.credentials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static vedette.sentinel.credentials.Stand.OTHER_SCOPE;
import static vedette.sentinel.credentials.Stand.SCOPE;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import vedette.emulator.identity.Directory;
import vedette.kql.query.QueryContext;
import vedette.kql.query.QueryException;
import vedette.sentinel.BearerToken;
import vedette.sentinel.SignInException;
import vedette.sentinel.TokenSource;

/** Each way of signing in, by the real libraries, at stand-ins that speak the real protocols. */
@Timeout(60)
class SignInTest {

    private static final String APP = "11111111-aaaa-4bbb-8ccc-000000000001";

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

    private String token(TokenSource tokens) {
        return tokens.token(QueryContext.NONE, SCOPE).value();
    }

    private void assertGivenOut(String token) {
        assertThat(stand.directory().givenOut()).contains(token);
    }

    @Nested
    class Applications {

        @Test
        void bySecret() {
            stand.directory().secret(APP, "s3cret");

            TokenSource tokens = stand.tokens("clientid='" + APP + "';clientsecret='s3cret'");

            assertGivenOut(token(tokens));
            assertThat(tokens.description()).isEqualTo(APP + " by client secret");
        }

        @Test
        void bySecretThatIsAskedFor() {
            stand.directory().secret(APP, "s3cret");
            stand.prompt = (context, question) -> Optional.of(question.contains(APP) ? "s3cret" : "");

            assertGivenOut(token(stand.tokens("clientid='" + APP + "'")));
        }

        @Test
        void byMistypedSecretAreAskedAgain() {
            stand.directory().secret(APP, "s3cret");
            String[] typed = {"wrong", "s3cret"};
            int[] times = {0};
            stand.prompt = (context, question) -> Optional.of(typed[times[0]++]);
            TokenSource tokens = stand.tokens("clientid='" + APP + "';clientsecret=<secret>");

            assertThatExceptionOfType(SignInException.class)
                    .isThrownBy(() -> token(tokens))
                    .withMessageContaining("AADSTS7000215: the client secret is wrong");
            assertGivenOut(token(tokens));
        }

        @Test
        void bySecretInKeyVault() {
            stand.directory().secret(APP, "s3cret").vault("soc-app", "s3cret");
            stand.az.signedIn(stand.directory().token(), Instant.now().plus(Duration.ofHours(1)));

            TokenSource tokens = stand.tokens(
                    "clientid='" + APP + "';vaultsecret='" + stand.server.authority() + "/secrets/soc-app'");

            assertGivenOut(token(tokens));
            assertThat(tokens.description()).isEqualTo(APP + " by client secret");
            assertThat(stand.az.calls())
                    .singleElement()
                    .asString()
                    .contains("--scope https://vault.azure.net/.default");
        }

        @ParameterizedTest
        @CsvSource({
            "absent, there is no such secret",
            "forbidden, the role Key Vault Secrets User is missing",
            "broken, Key Vault's answer is no JSON"
        })
        void bySecretInKeyVaultThatCannotBeRead(String name, String reason) {
            stand.directory().secret(APP, "s3cret").vault("soc-app", "s3cret");
            stand.az.signedIn(stand.directory().token(), Instant.now().plus(Duration.ofHours(1)));

            assertThatExceptionOfType(SignInException.class)
                    .isThrownBy(() -> token(stand.tokens("clientid='" + APP + "';vaultsecret='"
                            + stand.server.authority() + "/secrets/" + name + "'")))
                    .withMessageContaining(reason);
        }

        @Test
        void bySecretInKeyVaultThatNobodyHereMayRead() {
            stand.directory().secret(APP, "s3cret").vault("soc-app", "s3cret");
            stand.az.signedIn("a token of another directory", Instant.now().plus(Duration.ofHours(1)));

            assertThatExceptionOfType(SignInException.class)
                    .isThrownBy(() -> token(stand.tokens(
                            "clientid='" + APP + "';vaultsecret='" + stand.server.authority() + "/secrets/soc-app'")))
                    .withMessageContaining("it does not accept the token of az CLI");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "https://vault.azure.net.evil.example/secrets/x",
                    "https://evil.example/secrets/x",
                    "http://soc.vault.azure.net/secrets/x",
                    "https://soc.vault.azure.net/keys/x",
                    "https://soc.vault.azure.net/secrets/x?y=",
                    "https://user@soc.vault.azure.net/secrets/../../x",
                    "soc/x"
                })
        void areNeverAskedForATokenOfAVaultByAnybodyElse(String identifier) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> stand.tokens("clientid='" + APP + "';vaultsecret='" + identifier + "'"))
                    .withMessageContaining("vaultsecret must be the identifier of a secret");
            assertThat(stand.az.calls()).isEmpty();
        }

        @Test
        void byCertificateInPem() throws Exception {
            stand.directory().certificate(APP, stand.keys.publicKey());

            assertGivenOut(token(stand.tokens("clientid='" + APP + "';certificate='" + stand.keys.pem() + "'")));
        }

        @Test
        void byCertificateInPfx() throws Exception {
            stand.directory().certificate(APP, stand.keys.publicKey());

            assertGivenOut(token(stand.tokens("clientid='" + APP + "';certificate='" + stand.keys.store()
                    + "';certificatepassword='" + stand.keys.password() + "'")));
        }

        @Test
        void byThumbprintAloneAreRefusedWithTheReason() {
            assertThatExceptionOfType(SignInException.class)
                    .isThrownBy(() -> token(stand.tokens("clientid='" + APP + "';certificatethumbprint='AB12'")))
                    .withMessageContaining("give certificate='file.pem'");
        }

        @Test
        void byWorkloadIdentity() throws Exception {
            Path file = Files.writeString(folder.resolve("assertion"), "pod-assertion");
            stand.directory().federation(APP, "pod-assertion");
            stand.environment.put("AZURE_FEDERATED_TOKEN_FILE", file.toString());
            stand.environment.put("AZURE_CLIENT_ID", APP);

            TokenSource tokens = stand.tokens("");

            assertGivenOut(token(tokens));
            assertThat(tokens.description()).isEqualTo(APP + " by workload identity");
        }

        @Test
        void byTheEnvironment() {
            stand.directory().secret(APP, "s3cret");
            stand.environment.put("AZURE_CLIENT_ID", APP);
            stand.environment.put("AZURE_CLIENT_SECRET", "s3cret");

            assertGivenOut(token(stand.tokens("")));
        }

        @Test
        void byTheEnvironmentsCertificate() throws Exception {
            stand.directory().certificate(APP, stand.keys.publicKey());
            stand.environment.put("AZURE_CLIENT_ID", APP);
            stand.environment.put(
                    "AZURE_CLIENT_CERTIFICATE_PATH", stand.keys.pem().toString());

            assertGivenOut(token(stand.tokens("")));
        }
    }

    @Nested
    class People {

        @Test
        void byDeviceCode() throws Exception {
            stand.directory().deviceAnswers("authorization_pending", "authorization_pending");
            Cell cell = new Cell();
            TokenSource tokens = stand.tokens("code");

            assertGivenOut(tokens.token(cell, SCOPE).value());
            assertThat(cell.notice())
                    .isEqualTo("to sign in, open https://microsoft.com/devicelogin in any browser"
                            + " and enter the code ABCD1234 (valid for 15 min)");
            assertThat(tokens.description()).isEqualTo(Directory.USER + " by device code");
        }

        @Test
        void seeTheCodeBeforeAnythingWaits() throws Exception {
            stand.directory().deviceWaits(true);
            Cell cell = new Cell();
            TokenSource tokens = stand.tokens("code");
            CompletableFuture<BearerToken> token = CompletableFuture.supplyAsync(() -> tokens.token(cell, SCOPE));

            assertThat(cell.notice()).contains("ABCD1234");
            assertThat(token).isNotDone();

            stand.directory().deviceWaits(false);
            assertGivenOut(token.get().value());
        }

        @Test
        void mayBeAskedToSlowDown() {
            stand.directory().deviceAnswers("authorization_pending", "slow_down");

            assertGivenOut(token(stand.tokens("code")));
        }

        @Test
        void signInOnceForAllScopesAndCells() {
            TokenSource tokens = stand.tokens("code");
            Cell cell = new Cell();

            String one = tokens.token(cell, SCOPE).value();
            String other = tokens.token(cell, OTHER_SCOPE).value();

            assertThat(one).isNotEqualTo(other);
            assertThat(cell.allNotices()).hasSize(1);
        }

        @Test
        void whoWaitTogetherAreAskedOnce() throws Exception {
            stand.directory().deviceWaits(true);
            TokenSource tokens = stand.tokens("code");
            Cell first = new Cell();
            Cell second = new Cell();
            CompletableFuture<BearerToken> one = CompletableFuture.supplyAsync(() -> tokens.token(first, SCOPE));
            first.notice();
            CompletableFuture<BearerToken> two = CompletableFuture.supplyAsync(() -> tokens.token(second, SCOPE));

            stand.directory().deviceWaits(false);

            assertThat(two.get().value()).isEqualTo(one.get().value());
            assertThat(second.allNotices()).isEmpty();
        }

        @Test
        void whoStopWaitingDoNotWait() throws Exception {
            stand.directory().deviceWaits(true);
            Cell cell = new Cell();
            TokenSource tokens = stand.tokens("code");
            CompletableFuture<BearerToken> token = CompletableFuture.supplyAsync(() -> tokens.token(cell, SCOPE));
            cell.notice();

            cell.stop();

            assertThatExceptionOfType(ExecutionException.class)
                    .isThrownBy(token::get)
                    .withCauseInstanceOf(QueryException.class);
            stand.directory().deviceWaits(false);
            assertGivenOut(token(tokens));
        }

        @Test
        void areRenewedSilentlyBeforeTheTokenEnds() {
            stand.directory().lifetime(Duration.ofMinutes(2));
            TokenSource tokens = stand.tokens("code");
            Cell cell = new Cell();

            String first = tokens.token(cell, SCOPE).value();
            String second = tokens.token(cell, SCOPE).value();

            assertThat(first).isNotEqualTo(second);
            assertThat(cell.allNotices()).hasSize(1);
        }

        @Test
        void getANewTokenSilentlyWhenTheServiceRefusesTheOld() {
            TokenSource tokens = stand.tokens("code");
            Cell cell = new Cell();
            BearerToken first = tokens.token(cell, SCOPE);

            tokens.refused(first);

            assertThat(tokens.token(cell, SCOPE).value()).isNotEqualTo(first.value());
            assertThat(cell.allNotices()).hasSize(1);
        }

        @Test
        void signInAgainWhenTheirSignInWasRevoked() {
            TokenSource tokens = stand.tokens("code");
            Cell cell = new Cell();
            BearerToken first = tokens.token(cell, SCOPE);
            stand.directory().revokeRefreshTokens();

            tokens.refused(first);
            assertGivenOut(tokens.token(cell, SCOPE).value());

            assertThat(cell.allNotices())
                    .hasSize(3)
                    .element(1)
                    .isEqualTo("the sign-in of " + Directory.USER + " has ended; sign in again");
        }

        @Test
        void byBrowser() throws Exception {
            Cell cell = new Cell();
            TokenSource tokens = stand.tokens("browser");
            CompletableFuture<BearerToken> token = CompletableFuture.supplyAsync(() -> tokens.token(cell, SCOPE));

            String address = cell.notice().replaceFirst(".*(https://)", "$1");
            browse(address);

            assertGivenOut(token.get().value());
            assertThat(tokens.description()).isEqualTo(Directory.USER + " by browser");
        }

        /** Opens the address and posts the form of the page, as a browser does by itself. */
        private void browse(String address) throws Exception {
            try (HttpClient browser =
                    HttpClient.newBuilder().sslContext(stand.keys.trusting()).build()) {
                String page = browser.send(
                                HttpRequest.newBuilder(URI.create(address)).build(), BodyHandlers.ofString())
                        .body();
                String fields = Pattern.compile("name='(\\w+)' value='([^']*)'")
                        .matcher(page)
                        .results()
                        .map(field -> field.group(1) + "=" + URLEncoder.encode(field.group(2), StandardCharsets.UTF_8))
                        .collect(Collectors.joining("&"));
                URI action = URI.create(page.replaceFirst(".*action='([^']*)'.*", "$1"));
                browser.send(
                        HttpRequest.newBuilder(action)
                                .POST(BodyPublishers.ofString(fields))
                                .build(),
                        BodyHandlers.discarding());
            }
        }

        @Test
        void byPassword() {
            stand.directory().password("bob@contoso.example", "pa55");

            TokenSource tokens = stand.tokens("username='bob@contoso.example';password='pa55'");

            assertGivenOut(token(tokens));
            assertThat(tokens.description()).isEqualTo("bob@contoso.example by user name and password");
        }

        @Test
        void byPasswordWhereASecondFactorIsWanted() {
            stand.directory()
                    .password("bob@contoso.example", "pa55")
                    .refuse("invalid_grant", "50076", "Due to a configuration change ...");

            assertThatExceptionOfType(SignInException.class)
                    .isThrownBy(() -> token(stand.tokens("username='bob@contoso.example';password='pa55'")))
                    .withMessageContaining("AADSTS50076: multi-factor authentication is required; use ;code");
        }
    }

    /** A sign-in that outlives its kernel, where the user has set a secret for that. */
    @Nested
    class KeptSignIns {

        private static final String KEY = "correct horse battery staple";

        @BeforeEach
        void keep() {
            stand.environment.put("XDG_DATA_HOME", folder.resolve("data").toString());
            stand.environment.put("VEDETTE_SIGN_IN_KEY", KEY);
        }

        private List<String> noticesOfASession(String connection) {
            Cell cell = new Cell();
            assertGivenOut(stand.tokens(connection).token(cell, SCOPE).value());
            return cell.allNotices();
        }

        private Path keptFile() throws IOException {
            try (Stream<Path> files = Files.list(folder.resolve("data/vedette/sign-ins"))) {
                return files.reduce((one, other) -> {
                            throw new AssertionError("more than one file: " + one + ", " + other);
                        })
                        .orElseThrow();
            }
        }

        @Test
        void spareTheNextKernelTheQuestion() {
            assertThat(noticesOfASession("code")).hasSize(1);
            assertThat(noticesOfASession("code")).isEmpty();
            TokenSource third = stand.tokens("");
            token(third);
            assertThat(third.description()).isEqualTo(Directory.USER + " by device code");
        }

        @Test
        void lieInTheUsersHomeWhereNothingElseIsSaid() {
            stand.environment.remove("XDG_DATA_HOME");
            stand.environment.put("HOME", folder.toString());

            noticesOfASession("code");

            assertThat(folder.resolve(".local/share/vedette/sign-ins")).isNotEmptyDirectory();
        }

        @Test
        void workByKqlmagicsSetting() {
            stand.environment.remove("VEDETTE_SIGN_IN_KEY");
            stand.environment.put(
                    "KQLMAGIC_SSO_ENCRYPTION_KEYS", "cachename='mine';secretkey='" + KEY + "';secret_salt_uuid='x'");

            noticesOfASession("code");
            assertThat(noticesOfASession("code")).isEmpty();
        }

        @Test
        void areNotMadeWithoutASecret() {
            stand.environment.remove("VEDETTE_SIGN_IN_KEY");

            noticesOfASession("code");

            assertThat(folder.resolve("data")).doesNotExist();
        }

        @Test
        void areNotMadeUnderAShortSecret() {
            stand.environment.put("VEDETTE_SIGN_IN_KEY", "hunter2");

            assertThat(noticesOfASession("code"))
                    .contains("VEDETTE_SIGN_IN_KEY is too short, it needs 16 characters; the sign-in is not kept");
            assertThat(folder.resolve("data")).doesNotExist();
        }

        @Test
        void holdNothingThatCanBeReadAndAreTheOwnersAlone() throws IOException {
            noticesOfASession("code");

            String bytes = new String(Files.readAllBytes(keptFile()), StandardCharsets.ISO_8859_1);
            assertThat(stand.directory().givenOut()).isNotEmpty().noneMatch(bytes::contains);
            assertThat(bytes).doesNotContain(Directory.USER).doesNotContain("RefreshToken");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(keptFile())))
                    .isEqualTo("rw-------");
        }

        @Test
        void areOfNoUseUnderAnotherSecret() {
            noticesOfASession("code");
            stand.environment.put("VEDETTE_SIGN_IN_KEY", "another long enough secret");

            assertThat(noticesOfASession("code"))
                    .hasSize(2)
                    .first()
                    .asString()
                    .isEqualTo("the kept sign-in cannot be read, perhaps since it was kept under another"
                            + " VEDETTE_SIGN_IN_KEY");
            assertThat(noticesOfASession("code")).isEmpty();
        }

        @Test
        void thatWereChangedAreNotBelieved() throws IOException {
            noticesOfASession("code");
            byte[] whole = Files.readAllBytes(keptFile());
            for (int at : new int[] {0, 5, 20, 40, whole.length - 1}) {
                byte[] changed = whole.clone();
                changed[at] ^= 1;
                Files.write(keptFile(), changed);
                assertThat(noticesOfASession("code")).hasSize(2);
            }
            Files.write(keptFile(), Arrays.copyOf(whole, 10));
            assertThat(noticesOfASession("code")).hasSize(2);
        }

        @Test
        void thatEntraEndedAreMadeAnew() {
            noticesOfASession("code");
            stand.directory().revokeRefreshTokens();
            TokenSource tokens = stand.tokens("code");
            Cell cell = new Cell();
            tokens.refused(tokens.token(cell, SCOPE));

            assertGivenOut(tokens.token(cell, SCOPE).value());

            assertThat(cell.allNotices())
                    .first()
                    .asString()
                    .isEqualTo("the sign-in of " + Directory.USER + " has ended; sign in again");
        }

        @Test
        void areOfOneApplicationAlone() {
            noticesOfASession("code");

            assertThat(noticesOfASession("code;clientid='" + APP + "'")).hasSize(1);
        }

        @Test
        void areForgottenOnRequest() throws IOException {
            noticesOfASession("code");
            SignInSettings settings = new SignInSettings(stand.environment, stand.options, stand.prompt);

            assertThat(Credentials.forgetKept(settings)).isEqualTo(1);
            assertThat(Credentials.forgetKept(settings)).isZero();
            assertThat(noticesOfASession("code")).hasSize(1);
        }
    }

    @Nested
    class Programs {

        @Test
        void azCli() {
            stand.az.signedIn("az-token", Instant.now().plus(Duration.ofHours(1)));

            TokenSource tokens = stand.tokens("azcli");

            assertThat(token(tokens)).isEqualTo("az-token");
            assertThat(token(tokens)).isEqualTo("az-token");
            assertThat(stand.az.calls())
                    .containsExactly("az account get-access-token --output json --scope " + SCOPE + " --tenant "
                            + Directory.TENANT);
            assertThat(tokens.description()).isEqualTo("az CLI");
        }

        @Test
        void azCliForASubscription() {
            stand.az.signedIn("az-token", Instant.now().plus(Duration.ofHours(1)));
            stand.options.put("try-azcli-login-subscription", "Production 1");

            assertThat(token(stand.tokens(""))).isEqualTo("az-token");
            assertThat(stand.az.calls().getFirst()).endsWith(" --subscription Production 1");
        }

        @Test
        void azCliWithNobodySignedIn() {
            stand.az.failing("ERROR: Please run 'az login' to setup account.");

            assertThatExceptionOfType(SignInException.class)
                    .isThrownBy(() -> token(stand.tokens("azcli")))
                    .withMessage(
                            "nobody is signed in; tried: az CLI (nobody is signed in with it: run az login --tenant "
                                    + Directory.TENANT + ")");
        }

        @Test
        void azCliThatHangsIsLeft() throws Exception {
            stand.az.hanging();
            TokenSource tokens = stand.tokens("azcli");
            Cell cell = new Cell();
            CompletableFuture<BearerToken> token = CompletableFuture.supplyAsync(() -> tokens.token(cell, SCOPE));
            while (stand.az.calls().isEmpty()) {
                Thread.onSpinWait();
            }

            cell.stop();

            assertThatExceptionOfType(ExecutionException.class)
                    .isThrownBy(token::get)
                    .withCauseInstanceOf(QueryException.class);
        }

        @Test
        void developerCli() {
            stand.az.developerSignedIn("azd-token", Instant.parse("2099-01-01T00:00:00Z"));

            assertThat(token(stand.tokens("azd"))).isEqualTo("azd-token");
        }

        @Test
        void missingOnes() {
            stand.environment.put("PATH", folder.toString());

            assertThatExceptionOfType(SignInException.class)
                    .isThrownBy(() -> token(stand.tokens("credentials='azcli,azd,powershell,vscode'")))
                    .withMessageContainingAll(
                            "az CLI (not installed",
                            "Azure Developer CLI (not installed",
                            "Azure PowerShell (not installed",
                            "Visual Studio Code (needs Microsoft's native broker");
        }

        @Test
        void hostileTenantReachesNoShell() {
            stand.az.signedIn("az-token", Instant.MAX);
            TokenSource tokens = new Credentials(new SignInSettings(stand.environment, stand.options, stand.prompt))
                    .of(stand.connection("azcli;tenant='x & calc'"), () -> stand.http);

            assertThatExceptionOfType(SignInException.class)
                    .isThrownBy(() -> token(tokens))
                    .withMessageContaining("may hold only letters");
            assertThat(stand.az.calls()).isEmpty();
        }
    }

    @Nested
    class AzureMachineLearning {

        @BeforeEach
        void onAComputeInstance() {
            stand.environment.put("MSI_ENDPOINT", stand.server.machine() + "/MSI/auth");
            stand.environment.put("MSI_SECRET", stand.server.machineSecret());
        }

        @Test
        void isPartOfTheUsualChain() {
            TokenSource tokens = stand.tokens("");

            assertGivenOut(token(tokens));
            assertThat(tokens.description()).isEqualTo("Azure ML");
            assertThat(stand.server.seen())
                    .containsExactly("GET /MSI/auth?api-version=2017-09-01&resource=https%3A%2F%2Fapi.loganalytics.io");
        }

        @Test
        void isTheManagedIdentityThere() {
            stand.directory().numericEnds(true);

            assertGivenOut(token(stand.tokens("msi;clientid='" + APP + "'")));
            assertThat(stand.server.seen().getFirst()).endsWith("&clientid=" + APP);
        }

        @Test
        void thatRefusesMovesOn() {
            stand.environment.put("MSI_SECRET", "stale");
            stand.az.signedIn("az-token", Instant.now().plus(Duration.ofHours(1)));
            TokenSource tokens = stand.tokens("");

            assertThat(token(tokens)).isEqualTo("az-token");
            assertThat(tokens.description()).isEqualTo("az CLI");
        }
    }

    @Nested
    class GivenTokens {

        @Test
        void areUsedAsTheyAre() {
            assertThat(token(stand.tokens("token='brought along'"))).isEqualTo("brought along");
        }

        @Test
        void mayComeAsAnOption() {
            stand.options.put("try_token", "{'tokenType': 'bearer', 'accessToken': 'brought along'}");

            assertThat(token(stand.tokens(""))).isEqualTo("brought along");
        }

        @Test
        void cannotBeRenewed() {
            TokenSource tokens = stand.tokens("token='brought along'");
            tokens.refused(tokens.token(QueryContext.NONE, SCOPE));

            assertThatExceptionOfType(SignInException.class)
                    .isThrownBy(() -> token(tokens))
                    .withMessageContaining("the service refused it; get a new one");
        }
    }
}
