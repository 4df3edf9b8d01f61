package vedette.sentinel.credentials;

import com.azure.core.http.HttpClient;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import vedette.sentinel.ConnectionString;
import vedette.sentinel.TokenSource;

/**
 * The sign-ins of a session: connections that name the same person or application share one, so that a person signs in
 * once. Safe for any thread.
 *
 * <p>A connection string that names a way of signing in gets that way and no other. Else these are tried in turn: what
 * options ask for, the environment's application, a workload's identity, an Azure ML compute instance's, the Azure CLI,
 * a managed identity where the platform has one, and a device code.
 */
public final class Credentials {

    private static final List<String> IDENTITY = List.of(
            "tenant",
            "authority",
            "ca",
            "username",
            "password",
            "clientid",
            "clientsecret",
            "vaultsecret",
            "certificate",
            "certificatepassword",
            "certificatethumbprint",
            "identityresource",
            "identityobject",
            "federatedtokenfile",
            "token",
            "subscription",
            "credentials");

    private final SignInSettings settings;
    private final Map<Identity, TokenSource> sources = new ConcurrentHashMap<>();

    /** Nobody has signed in yet. */
    public Credentials(SignInSettings settings) {
        this.settings = settings;
    }

    /**
     * The tokens for a connection. Nothing is asked for or loaded before the first is wanted. Connections that are
     * {@code anonymous} or have an {@code appkey} send no token and need none of this.
     *
     * @param http for the requests to Entra, with this connection's proxies and authorities
     * @throws IllegalArgumentException when the connection string names no way of signing in that there is
     */
    public TokenSource of(ConnectionString connection, Supplier<HttpClient> http) {
        return sources.computeIfAbsent(
                Identity.of(connection), identity -> new ChainBuilder(connection, settings, http).build());
    }

    /**
     * Deletes all sign-ins that sessions of this user have kept.
     *
     * @return how many there were
     * @throws IOException when one cannot be deleted
     */
    public static int forgetKept(SignInSettings settings) throws IOException {
        return KeptSignIn.forgetAll(settings);
    }

    /** Everything in a connection string that tells one sign-in from another. */
    private record Identity(Map<String, String> values, List<String> flags, String cloud) {

        static Identity of(ConnectionString connection) {
            Map<String, String> values = IDENTITY.stream()
                    .filter(key -> connection.value(key).isPresent())
                    .collect(Collectors.toMap(
                            key -> key, key -> connection.value(key).orElseThrow()));
            List<String> flags = Stream.concat(Stream.of(Method.values()).map(Method::word), Stream.of("anonymous"))
                    .filter(connection::has)
                    .toList();
            return new Identity(values, flags, connection.cloud().name());
        }

        /** Values hold secrets. */
        @Override
        public String toString() {
            return "Identity" + values.keySet() + flags;
        }
    }
}
