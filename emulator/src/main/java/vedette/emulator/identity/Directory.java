package vedette.emulator.identity;

import java.security.PublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;

/**
 * Who an {@link IdentityServer} knows, how it behaves, and what it has given out. Safe for any thread; changes count
 * from the next request on.
 */
public final class Directory {

    /** The one tenant; another is answered as Entra answers for one that does not exist. */
    public static final String TENANT = "7f3e1a20-0000-4000-8000-00000000c0de";

    /** The user who signs in by device code and browser, and what identities of machines are called. */
    public static final String USER = "ann@contoso.example";

    private final BiConsumer<String, Instant> issued;
    private final Map<String, String> secrets = new ConcurrentHashMap<>();
    private final Map<String, PublicKey> keys = new ConcurrentHashMap<>();
    private final Map<String, String> assertions = new ConcurrentHashMap<>();
    private final Map<String, String> passwords = new ConcurrentHashMap<>();
    private final Map<String, String> vault = new ConcurrentHashMap<>();
    private final Set<String> refreshTokens = ConcurrentHashMap.newKeySet();
    private final Set<String> givenOut = ConcurrentHashMap.newKeySet();
    private final Deque<String> deviceAnswers = new ArrayDeque<>();
    private final Deque<Refusal> refusals = new ArrayDeque<>();
    private volatile Duration lifetime = Duration.ofHours(1);
    private volatile boolean deviceWaits;
    private volatile boolean numericEnds;

    Directory(BiConsumer<String, Instant> issued) {
        this.issued = issued;
    }

    /** What the next token request is answered with. */
    record Refusal(String error, String code, String sentence) {}

    /** Registers an application with a secret. */
    public Directory secret(String clientId, String secret) {
        secrets.put(clientId, secret);
        return this;
    }

    /** Registers an application with a certificate's key. */
    public Directory certificate(String clientId, PublicKey key) {
        keys.put(clientId, key);
        return this;
    }

    /** Registers an application that trusts another issuer's token. */
    public Directory federation(String clientId, String assertion) {
        assertions.put(clientId, assertion);
        return this;
    }

    /** Registers a user who may sign in with a password. */
    public Directory password(String user, String password) {
        passwords.put(user, password);
        return this;
    }

    /** Puts a secret into the Key Vault that the server also is. */
    public Directory vault(String name, String value) {
        vault.put(name, value);
        return this;
    }

    /** A token as somebody gets it who signed in elsewhere. */
    public String token() {
        return newToken();
    }

    /** How long tokens are good from now on. */
    public Directory lifetime(Duration time) {
        lifetime = time;
        return this;
    }

    /**
     * What the next questions for a device code's token are answered before the user has entered it, for example
     * {@code authorization_pending}, {@code slow_down}, {@code expired_token}.
     */
    public Directory deviceAnswers(String... errors) {
        synchronized (deviceAnswers) {
            deviceAnswers.addAll(List.of(errors));
        }
        return this;
    }

    /** Whether users leave device codes alone for now. */
    public Directory deviceWaits(boolean waits) {
        deviceWaits = waits;
        return this;
    }

    /** Whether a machine's endpoints write the end of a token as a number; else as text. */
    public Directory numericEnds(boolean numeric) {
        numericEnds = numeric;
        return this;
    }

    /** Answers the next token request with an error of Entra, for example {@code invalid_grant}, {@code 50076}. */
    public Directory refuse(String error, String code, String sentence) {
        synchronized (refusals) {
            refusals.add(new Refusal(error, code, sentence));
        }
        return this;
    }

    /** Makes users sign in again when their tokens have ended. */
    public Directory revokeRefreshTokens() {
        refreshTokens.clear();
        return this;
    }

    /** Every token, refresh token and device code given out so far, to look for where none may be. */
    public Set<String> givenOut() {
        return Set.copyOf(givenOut);
    }

    Optional<Refusal> nextRefusal() {
        synchronized (refusals) {
            return Optional.ofNullable(refusals.poll());
        }
    }

    Optional<String> nextDeviceAnswer() {
        synchronized (deviceAnswers) {
            String next = deviceAnswers.poll();
            return next == null && deviceWaits ? Optional.of("authorization_pending") : Optional.ofNullable(next);
        }
    }

    Optional<String> inVault(String name) {
        return Optional.ofNullable(vault.get(name));
    }

    /** All secrets in one text. */
    String inVaults() {
        return "{" + String.join(" ", vault.values());
    }

    boolean isGivenOut(String token) {
        return givenOut.contains(token);
    }

    boolean isKnown(String clientId) {
        return secrets.containsKey(clientId) || keys.containsKey(clientId) || assertions.containsKey(clientId);
    }

    boolean isSecret(String clientId, String secret) {
        return secret.equals(secrets.get(clientId));
    }

    boolean isAssertion(String clientId, String assertion) {
        PublicKey key = keys.get(clientId);
        return assertion.equals(assertions.get(clientId))
                || (key != null && SignedAssertion.isBy(key, clientId, assertion));
    }

    boolean isPassword(String user, String password) {
        return password.equals(passwords.get(user));
    }

    Duration lifetime() {
        return lifetime;
    }

    String newToken() {
        String token = "emulated-token-" + UUID.randomUUID();
        givenOut.add(token);
        issued.accept(token, Instant.now().plus(lifetime));
        return token;
    }

    String newRefreshToken() {
        String token = "emulated-refresh-" + UUID.randomUUID();
        givenOut.add(token);
        refreshTokens.add(token);
        return token;
    }

    String newCode() {
        String code = "emulated-code-" + UUID.randomUUID();
        givenOut.add(code);
        return code;
    }

    boolean isRefreshToken(String token) {
        return refreshTokens.contains(token);
    }

    boolean isCode(String code) {
        return code.startsWith("emulated-code-") && givenOut.contains(code);
    }

    boolean numericEnds() {
        return numericEnds;
    }
}
