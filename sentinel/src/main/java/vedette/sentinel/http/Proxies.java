package vedette.sentinel.http;

import java.io.IOException;
import java.net.Authenticator;
import java.net.InetSocketAddress;
import java.net.PasswordAuthentication;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Proxies as the environment names them: {@code HTTPS_PROXY}, {@code HTTP_PROXY}, {@code ALL_PROXY} and {@code NO_PROXY},
 * in either case. This machine itself is never reached by one. Prints no password.
 */
public final class Proxies {

    private final Optional<URI> https;
    private final Optional<URI> http;
    private final List<String> direct;

    private Proxies(Optional<URI> https, Optional<URI> http, List<String> direct) {
        this.https = https;
        this.http = http;
        this.direct = List.copyOf(direct);
    }

    /**
     * The proxies that an environment names.
     *
     * @throws IllegalArgumentException for a proxy that is no URL
     */
    public static Proxies of(Map<String, String> environment) {
        List<String> direct = variable(environment, "NO_PROXY").stream()
                .flatMap(hosts -> Arrays.stream(hosts.split("[,\\s]+")))
                .filter(host -> !host.isEmpty())
                .map(host -> host.toLowerCase(Locale.ROOT))
                .toList();
        return new Proxies(proxy(environment, "HTTPS_PROXY"), proxy(environment, "HTTP_PROXY"), direct);
    }

    private static Optional<URI> proxy(Map<String, String> environment, String name) {
        Optional<String> text = variable(environment, name).or(() -> variable(environment, "ALL_PROXY"));
        return text.map(value -> {
            URI uri = parse(value);
            if (uri == null || uri.getHost() == null) {
                // The value may hold a password.
                throw new IllegalArgumentException(name + " must be a URL such as http://proxy.example:3128");
            }
            return uri;
        });
    }

    private static @Nullable URI parse(String value) {
        try {
            return URI.create(value.contains("://") ? value : "http://" + value);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static Optional<String> variable(Map<String, String> environment, String name) {
        return Stream.of(name, name.toLowerCase(Locale.ROOT))
                .map(environment::get)
                .filter(value -> value != null && !value.isBlank())
                .map(String::strip)
                .findFirst();
    }

    /** The proxy for a request; empty where it goes directly. */
    Optional<URI> find(URI target) {
        String host = target.getHost() == null ? "" : target.getHost().toLowerCase(Locale.ROOT);
        if (Loopback.is(host) || direct.stream().anyMatch(entry -> matches(entry, host))) {
            return Optional.empty();
        }
        return "https".equalsIgnoreCase(target.getScheme()) ? https : http;
    }

    private static boolean matches(String entry, String host) {
        String suffix =
                entry.startsWith("*.") ? entry.substring(2) : entry.startsWith(".") ? entry.substring(1) : entry;
        return entry.equals("*") || host.equals(suffix) || host.endsWith("." + suffix);
    }

    /** What to tell of the way to a host that could not be reached. */
    String hint(URI target) {
        return find(target)
                .map(proxy -> "through the proxy " + proxy.getHost() + ":" + port(proxy)
                        + ", which HTTPS_PROXY, HTTP_PROXY or ALL_PROXY name and NO_PROXY does not exempt")
                .orElse("directly; where this network needs a proxy, set HTTPS_PROXY and start the kernel again");
    }

    private static int port(URI proxy) {
        return proxy.getPort() > 0 ? proxy.getPort() : "https".equals(proxy.getScheme()) ? 443 : 80;
    }

    ProxySelector selector() {
        return new ProxySelector() {
            @Override
            public List<Proxy> select(URI target) {
                return List.of(find(target)
                        .map(proxy -> new Proxy(Proxy.Type.HTTP, new InetSocketAddress(proxy.getHost(), port(proxy))))
                        .orElse(Proxy.NO_PROXY));
            }

            @Override
            public void connectFailed(URI target, SocketAddress address, IOException failure) {
                // There is one way to each host; whoever asked gets the failure.
            }
        };
    }

    /** Answers the proxies' own challenges, where the environment holds a name and password. */
    Optional<Authenticator> authenticator() {
        boolean known = Stream.of(https, http).flatMap(Optional::stream).anyMatch(uri -> uri.getUserInfo() != null);
        return known ? Optional.of(new ProxyAuthenticator()) : Optional.empty();
    }

    private final class ProxyAuthenticator extends Authenticator {

        @Override
        protected @Nullable PasswordAuthentication getPasswordAuthentication() {
            if (getRequestorType() != RequestorType.PROXY) {
                return null;
            }
            return Stream.of(https, http)
                    .flatMap(Optional::stream)
                    .filter(uri -> uri.getHost().equalsIgnoreCase(getRequestingHost()) && uri.getUserInfo() != null)
                    .findFirst()
                    .map(uri -> uri.getRawUserInfo().split(":", 2))
                    .map(parts -> new PasswordAuthentication(
                            decoded(parts[0]),
                            decoded(parts.length > 1 ? parts[1] : "").toCharArray()))
                    .orElse(null);
        }

        private static String decoded(String text) {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        }
    }

    @Override
    public String toString() {
        return "Proxies[https=" + https.map(URI::getHost) + ", http=" + http.map(URI::getHost) + ", direct=" + direct
                + "]";
    }
}
