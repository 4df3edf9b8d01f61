package vedette.sentinel.http;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * How to reach services.
 *
 * @param certificates a PEM file with certificates to trust besides the machine's, for a proxy that reads along
 * @param proxies which requests go through which proxy
 * @param connectTimeout how long a connection may take
 * @param stallTimeout how long an answer that has begun may stand still
 * @param retryPause about how long to wait before a request is sent again; it doubles each time
 */
public record HttpOptions(
        Optional<Path> certificates,
        Proxies proxies,
        Duration connectTimeout,
        Duration stallTimeout,
        Duration retryPause) {

    public HttpOptions {
        requireNonNull(certificates, "certificates is null");
        requireNonNull(proxies, "proxies is null");
        requireNonNull(connectTimeout, "connectTimeout is null");
        requireNonNull(stallTimeout, "stallTimeout is null");
        requireNonNull(retryPause, "retryPause is null");
    }

    /** Proxies as the environment says, no further certificates, ten seconds to connect, a minute of standing still. */
    public static HttpOptions defaults() {
        return defaults(System.getenv());
    }

    /**
     * The same, with the proxies of an environment.
     *
     * @throws IllegalArgumentException for a proxy that is no URL
     */
    public static HttpOptions defaults(Map<String, String> environment) {
        return new HttpOptions(
                Optional.empty(),
                Proxies.of(environment),
                Duration.ofSeconds(10),
                Duration.ofSeconds(60),
                Duration.ofMillis(500));
    }

    /** The same with certificates to trust besides the machine's. */
    public HttpOptions withCertificates(Path pem) {
        return new HttpOptions(Optional.of(pem), proxies, connectTimeout, stallTimeout, retryPause);
    }

    /** The same with another bound for answers that stand still. */
    public HttpOptions withStallTimeout(Duration timeout) {
        return new HttpOptions(certificates, proxies, connectTimeout, timeout, retryPause);
    }
}
