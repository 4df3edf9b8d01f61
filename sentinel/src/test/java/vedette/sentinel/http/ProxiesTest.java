package vedette.sentinel.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vedette.kql.query.QueryContext;
import vedette.kql.query.QueryException;

class ProxiesTest {

    private static final Map<String, String> ENVIRONMENT = Map.of(
            "https_proxy", "http://user:p%40ss@proxy.example:3128",
            "HTTP_PROXY", "other.example:8080",
            "NO_PROXY", "internal.example, .corp.example,10.0.0.5");

    @ParameterizedTest
    @CsvSource({
        "https://api.loganalytics.io/v1, proxy.example",
        "http://plain.example/, other.example",
        "https://internal.example/, ''",
        "https://a.internal.example/, ''",
        "https://xinternal.example/, proxy.example",
        "https://a.corp.example/, ''",
        "https://10.0.0.5/, ''",
        "https://localhost:8443/, ''",
        "http://127.0.0.1:1/, ''",
        "http://[::1]:1/, ''"
    })
    void environmentDecides(URI target, String proxy) {
        assertThat(Proxies.of(ENVIRONMENT).find(target).map(URI::getHost).orElse(""))
                .isEqualTo(proxy);
    }

    @Test
    void printsNoPassword() {
        Proxies proxies = Proxies.of(ENVIRONMENT);

        assertThat(proxies.toString() + proxies.hint(URI.create("https://a.example")))
                .contains("proxy.example")
                .doesNotContain("p%40ss")
                .doesNotContain("p@ss");
        assertThatThrownBy(() -> Proxies.of(Map.of("HTTPS_PROXY", "http://user:secret@")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("HTTPS_PROXY")
                .hasMessageNotContaining("secret");
    }

    @Test
    void requestsGoThroughTheProxyAndItsFailureNamesIt() throws Exception {
        CompletableFuture<String> asked = new CompletableFuture<>();
        HttpServer proxy = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 5);
        proxy.createContext("/", exchange -> {
            asked.complete(exchange.getRequestMethod() + " " + exchange.getRequestURI());
            exchange.sendResponseHeaders(403, -1);
            exchange.close();
        });
        proxy.start();
        try {
            HttpOptions options = new HttpOptions(
                    Optional.empty(),
                    Proxies.of(Map.of(
                            "ALL_PROXY", "127.0.0.1:" + proxy.getAddress().getPort())),
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(5),
                    Duration.ofMillis(10));
            ServiceClient client = new CloudHttp(options).anonymous();

            assertThatThrownBy(() -> client.send(
                            QueryContext.NONE,
                            ServiceRequest.get(URI.create("https://service.invalid/")),
                            ServiceAnswer::status))
                    .isInstanceOf(QueryException.class)
                    .hasMessageContaining("service.invalid")
                    .hasMessageContaining("through the proxy 127.0.0.1:");
            int status = client.send(
                    QueryContext.NONE,
                    ServiceRequest.get(URI.create("http://service.invalid/path")),
                    ServiceAnswer::status);
            assertThat(status).isEqualTo(403);
            assertThat(asked.get(10, TimeUnit.SECONDS)).isEqualTo("GET http://service.invalid/path");
        } finally {
            proxy.stop(0);
        }
    }
}
