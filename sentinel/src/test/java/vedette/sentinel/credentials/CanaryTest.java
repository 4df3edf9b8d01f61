package vedette.sentinel.credentials;

import static org.assertj.core.api.Assertions.assertThat;
import static vedette.sentinel.credentials.Stand.SCOPE;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.MessageFormat;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import vedette.sentinel.BearerToken;
import vedette.sentinel.SignInException;
import vedette.sentinel.TokenSource;

/**
 * Secrets planted wherever one can stand, and searched for in all that a person, a log or a saved notebook may get to
 * see.
 */
@Timeout(120)
class CanaryTest {

    private static final String APP = "11111111-aaaa-4bbb-8ccc-000000000001";
    private static final List<String> OURS = List.of("com.azure", "com.microsoft.aad.msal4j", "vedette");

    @TempDir
    Path folder;

    private final List<String> planted = new ArrayList<>();
    private final List<String> seen = Collections.synchronizedList(new ArrayList<>());
    private final Map<Logger, Optional<Level>> loggers = new HashMap<>();
    private final Handler recorder = new Recorder();
    private final Cell cell = new Cell();
    private Stand stand;

    @BeforeEach
    void start() throws Exception {
        stand = new Stand(folder, KeyPairs.make(folder, canary("keys")));
        for (String name : OURS) {
            Logger logger = Logger.getLogger(name);
            loggers.put(logger, Optional.ofNullable(logger.getLevel()));
            logger.setLevel(Level.ALL);
            logger.setUseParentHandlers(false);
            logger.addHandler(recorder);
        }
    }

    @AfterEach
    void stop() {
        loggers.forEach((logger, level) -> {
            logger.removeHandler(recorder);
            logger.setUseParentHandlers(true);
            logger.setLevel(level.orElse(null));
        });
        stand.close();
    }

    private String canary(String where) {
        String secret = "c4n4ry-" + where + "-9x_Q";
        planted.add(secret);
        return secret;
    }

    /** Signs in, renews, and notes all that shows. */
    private void signIn(String more) {
        seen.add(stand.connection(more).toString());
        TokenSource tokens = stand.tokens(more);
        try {
            seen.add(tokens.description());
            BearerToken token = tokens.token(cell, SCOPE);
            planted.add(token.value());
            tokens.refused(token);
            planted.add(tokens.token(cell, SCOPE).value());
            seen.add(token.toString());
        } catch (SignInException e) {
            StringWriter trace = new StringWriter();
            e.printStackTrace(new PrintWriter(trace));
            seen.add(trace.toString());
        }
        seen.add(tokens.description());
        seen.add(tokens.toString());
    }

    private void assertNothingLeaked() {
        planted.addAll(stand.directory().givenOut());
        seen.addAll(cell.allNotices());
        assertThat(seen).hasSizeGreaterThan(3);
        assertThat(seen.stream().filter(text -> planted.stream().anyMatch(text::contains)))
                .isEmpty();
    }

    @Test
    void whatAServerRepeats() {
        String secret = canary("secret");
        // The libraries log what a server says, which is why nobody hears them unless they are turned on.
        loggers.keySet().forEach(logger -> logger.setLevel(Level.OFF));
        stand.directory().secret(APP, secret).refuse("invalid_grant", "999999", "The secret " + secret + " is wrong.");

        signIn("clientid='" + APP + "';clientsecret='" + secret + "'");

        assertThat(seen).anyMatch(text -> text.contains("AADSTS999999: The secret <hidden> is wrong."));
        assertNothingLeaked();
    }

    @Test
    void whoSignIn() throws Exception {
        String secret = canary("secret");
        String password = canary("password");
        stand.directory().secret(APP, secret).password("bob@contoso.example", password);
        stand.directory().certificate(APP, stand.keys.publicKey());
        stand.environment.put("KEPT", secret);
        stand.environment.put("MSI_SECRET", stand.server.machineSecret());
        stand.environment.put("MSI_ENDPOINT", stand.server.machine() + "/MSI/auth");
        planted.add(stand.server.machineSecret());

        signIn("clientid='" + APP + "';clientsecret=$KEPT");
        signIn("clientid='" + APP + "';certificate='" + stand.keys.store() + "';certificatepassword='"
                + stand.keys.password() + "'");
        signIn("username='bob@contoso.example';password='" + password + "'");
        signIn("token='" + canary("token") + "'");
        stand.environment.put("XDG_DATA_HOME", folder.toString());
        stand.environment.put("VEDETTE_SIGN_IN_KEY", canary("key-of-kept-sign-ins"));
        String inVault = canary("in-a-vault");
        stand.directory().vault("soc-app", inVault).secret(APP, inVault);
        stand.az.signedIn(stand.directory().token(), Instant.now().plus(Duration.ofHours(1)));
        signIn("clientid='" + APP + "';vaultsecret='" + stand.server.authority() + "/secrets/soc-app'");
        signIn("clientid='" + APP + "';vaultsecret='" + stand.server.authority() + "/secrets/broken'");
        signIn("code");
        stand.environment.put("VEDETTE_SIGN_IN_KEY", canary("another-key-of-kept-sign-ins"));
        signIn("code");
        signIn("azureml");
        stand.az.signedIn(canary("az"), Instant.now().plus(Duration.ofHours(1)));
        signIn("azcli");
        assertNothingLeaked();
    }

    @Test
    void whoDoNot() throws Exception {
        String secret = canary("secret");
        stand.directory().secret(APP, "another");
        stand.environment.put("AZURE_CLIENT_ID", APP);
        stand.environment.put("AZURE_CLIENT_SECRET", canary("environment"));
        stand.environment.put("HTTPS_PROXY", "http://ann:" + canary("proxy") + "@proxy.example");
        stand.prompt = (context, question) -> Optional.of(canary("typed"));
        Path garbage =
                Files.writeString(folder.resolve("broken.pem"), "-----BEGIN PRIVATE KEY-----\n" + canary("pem") + "\n");

        signIn("clientid='" + APP + "';clientsecret='" + secret + "'");
        signIn("clientid='" + APP + "';clientsecret=<secret>");
        signIn("clientid='" + APP + "';certificate='" + garbage + "'");
        signIn("clientid='" + APP + "';certificate='" + stand.keys.store() + "';certificatepassword='"
                + canary("certificate") + "'");
        signIn("username='bob@contoso.example';password='" + canary("password") + "'");
        signIn("environment");
        stand.environment.put("MSI_ENDPOINT", stand.server.machine() + "/MSI/auth");
        stand.environment.put("MSI_SECRET", canary("msi"));
        signIn("azureml");
        stand.az.failing("ERROR: a bug; token eyJhbGciOiJub25lIn0." + canary("jwt") + "0000.AAAA");
        signIn("azcli");
        stand.server.close();
        signIn("clientid='" + APP + "';clientsecret='" + secret + "'");
        assertNothingLeaked();
    }

    private final class Recorder extends Handler {

        @Override
        public void publish(LogRecord log) {
            String message = String.valueOf(log.getMessage());
            seen.add(
                    log.getParameters() == null
                            ? message
                            : message + MessageFormat.format("{0}", List.of(log.getParameters())));
            Throwable thrown = log.getThrown();
            if (thrown != null) {
                StringWriter trace = new StringWriter();
                thrown.printStackTrace(new PrintWriter(trace));
                seen.add(trace.toString());
            }
        }

        @Override
        public void flush() {
            // All is in memory.
        }

        @Override
        public void close() {
            // All is in memory.
        }
    }
}
