package vedette.sentinel.management;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;

/**
 * Where and how to ask.
 *
 * @param endpoint where Azure's management answers; {@code https}, or {@code http} on this machine, so that no token
 *     crosses a network in the clear
 * @param scope what tokens are asked for; need not follow from the endpoint
 * @param apiVersion the version of Sentinel's API; searches and saved queries have their own
 * @param patience how long one call may wait altogether because the service throttles
 */
public record ManagementOptions(URI endpoint, String scope, String apiVersion, Duration patience) {

    /** The public cloud. */
    public static final ManagementOptions PUBLIC = new ManagementOptions(
            URI.create("https://management.azure.com"),
            "https://management.azure.com/.default",
            "2025-09-01",
            Duration.ofSeconds(60));

    public ManagementOptions {
        boolean secure = "https".equalsIgnoreCase(endpoint.getScheme());
        if (endpoint.getHost() == null
                || !secure && !("http".equalsIgnoreCase(endpoint.getScheme()) && isLoopback(endpoint.getHost()))) {
            throw new IllegalArgumentException(
                    "the management endpoint must start with https:// (http:// on this machine only): " + endpoint);
        }
        if (!apiVersion.matches("\\d{4}-\\d{2}-\\d{2}(-preview)?")) {
            throw new IllegalArgumentException("an API version looks like 2025-09-01, not like '" + apiVersion + "'");
        }
        if (patience.isNegative()) {
            throw new IllegalArgumentException("patience must not be negative: " + patience);
        }
    }

    /** The same at another endpoint, whose tokens may have another scope. */
    public ManagementOptions at(URI otherEndpoint, String otherScope) {
        return new ManagementOptions(otherEndpoint, otherScope, apiVersion, patience);
    }

    /** The same by another version of the API. */
    public ManagementOptions withApiVersion(String version) {
        return new ManagementOptions(endpoint, scope, version, patience);
    }

    /** The same with another bound on waiting. */
    public ManagementOptions withPatience(Duration bound) {
        return new ManagementOptions(endpoint, scope, apiVersion, bound);
    }

    private static boolean isLoopback(String host) {
        // Only literals and localhost: a name that happens to resolve to this machine today is not trusted.
        if (!host.equals("localhost") && !host.matches("127\\.[\\d.]+|\\[::1]")) {
            return false;
        }
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
