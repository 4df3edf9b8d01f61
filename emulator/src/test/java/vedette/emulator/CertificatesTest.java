package vedette.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;

class CertificatesTest {

    @Test
    void whoeverTrustsTheAuthorityIsServedByEitherName() throws Exception {
        Path authority;
        try (Emulator emulator =
                        Emulator.start(EmulatorOptions.builder().folders().tls().build());
                HttpClient trusting = HttpClient.newBuilder()
                        .sslContext(trust(emulator.caCertificate().orElseThrow()))
                        .build();
                HttpClient stranger = HttpClient.newHttpClient()) {
            authority = emulator.caCertificate().orElseThrow();
            URI byName = emulator.dataExplorer().resolve("/v1/rest/auth/metadata");
            URI byAddress = URI.create(byName.toString().replace("localhost", "127.0.0.1"));

            assertThat(byName.getScheme()).isEqualTo("https");
            for (URI target : new URI[] {byName, byAddress}) {
                assertThat(trusting.send(HttpRequest.newBuilder(target).build(), HttpResponse.BodyHandlers.discarding())
                                .statusCode())
                        .isEqualTo(200);
            }
            assertThatThrownBy(() -> stranger.send(
                            HttpRequest.newBuilder(byName).build(), HttpResponse.BodyHandlers.discarding()))
                    .isInstanceOf(IOException.class);
        }
        assertThat(authority.getParent()).doesNotExist();
    }

    private static SSLContext trust(Path authority) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        try (InputStream in = Files.newInputStream(authority)) {
            store.setCertificateEntry(
                    "authority", CertificateFactory.getInstance("X.509").generateCertificate(in));
        }
        TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, managers.getTrustManagers(), null);
        return context;
    }
}
