package vedette.sentinel.http;

import com.azure.core.http.HttpClient;
import com.azure.core.http.HttpPipeline;
import com.azure.core.http.HttpPipelineBuilder;
import com.azure.core.http.jdk.httpclient.JdkHttpClientBuilder;
import com.azure.core.http.policy.HttpPipelinePolicy;
import com.azure.core.http.policy.RequestIdPolicy;
import com.azure.core.http.policy.UserAgentPolicy;
import com.azure.core.util.Configuration;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;
import vedette.kql.query.QueryException;
import vedette.sentinel.TokenSource;

/**
 * The one HTTP client behind all connections of a session. Nothing is loaded before the first request. Safe for any
 * thread.
 */
public final class CloudHttp {

    private final HttpOptions options;
    private @Nullable HttpClient client;

    /** A client that has not begun to load. */
    public CloudHttp(HttpOptions options) {
        this.options = options;
    }

    /** Requests to services that take tokens of one scope. */
    public ServiceClient client(TokenSource tokens, String scope) {
        return client(new TokenPolicy(tokens, scope), tokens::description);
    }

    /** Requests that nobody signs, for clusters that let anybody in. */
    public ServiceClient anonymous() {
        return client(new HeaderPolicy(Map.of()), () -> "nobody (anonymous)");
    }

    /** Requests that an application's key lets in. */
    public ServiceClient keyed(String key) {
        return client(new HeaderPolicy(Map.of("x-api-key", key)), () -> "an application's key");
    }

    private ServiceClient client(HttpPipelinePolicy signature, Supplier<String> signedIn) {
        Supplier<HttpPipeline> pipeline = () -> new HttpPipelineBuilder()
                .policies(
                        new UserAgentPolicy("vedette"),
                        new RequestIdPolicy(),
                        new RetryPolicy(options.retryPause()),
                        signature)
                .httpClient(httpClient())
                .build();
        return new ServiceClient(options, signedIn, pipeline);
    }

    /** The SDK's view of this client, for others of its parts, such as credentials: same proxies, same certificates. */
    public synchronized HttpClient httpClient() {
        if (client == null) {
            client = build();
        }
        return client;
    }

    /**
     * HTTP/1.1, where giving up a request closes its connection, which services notice. The SDK's own bound for reading
     * is off because it costs a task for every 8 KB; {@link Exchange} watches instead.
     */
    private HttpClient build() {
        SdkLogs.quiet();
        java.net.http.HttpClient.Builder builder = java.net.http.HttpClient.newBuilder()
                .version(java.net.http.HttpClient.Version.HTTP_1_1)
                .connectTimeout(options.connectTimeout())
                .proxy(options.proxies().selector());
        options.proxies().authenticator().ifPresent(builder::authenticator);
        options.certificates().ifPresent(pem -> builder.sslContext(trusting(pem)));
        return new JdkHttpClientBuilder(builder)
                .configuration(Configuration.NONE)
                .connectionTimeout(options.connectTimeout())
                .responseTimeout(Duration.ZERO)
                .readTimeout(Duration.ZERO)
                .build();
    }

    private static SSLContext trusting(Path pem) {
        try (InputStream in = Files.newInputStream(pem)) {
            Collection<? extends Certificate> further =
                    CertificateFactory.getInstance("X.509").generateCertificates(in);
            if (further.isEmpty()) {
                throw QueryException.failed("the file of certificates holds none: " + pem, null);
            }
            KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
            trusted.load(null, null);
            int number = 0;
            for (X509Certificate certificate : defaults().getAcceptedIssuers()) {
                trusted.setCertificateEntry("default" + number++, certificate);
            }
            for (Certificate certificate : further) {
                trusted.setCertificateEntry("further" + number++, certificate);
            }
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, managers(trusted), null);
            return context;
        } catch (IOException | GeneralSecurityException e) {
            throw QueryException.failed(
                    "the file of certificates must be PEM and readable: " + pem + ": " + e.getMessage(), e);
        }
    }

    private static X509TrustManager defaults() throws GeneralSecurityException {
        for (TrustManager manager : managers(null)) {
            if (manager instanceof X509TrustManager known) {
                return known;
            }
        }
        throw new GeneralSecurityException("this Java trusts no certificates");
    }

    private static TrustManager[] managers(@Nullable KeyStore trusted) throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(trusted);
        return factory.getTrustManagers();
    }
}
