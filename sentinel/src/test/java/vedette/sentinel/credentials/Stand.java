package vedette.sentinel.credentials;

import com.azure.core.http.HttpClient;
import com.azure.core.http.jdk.httpclient.JdkHttpClientBuilder;
import com.azure.core.util.Configuration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import vedette.emulator.identity.Directory;
import vedette.emulator.identity.FakeAz;
import vedette.emulator.identity.IdentityServer;
import vedette.sentinel.ConnectionString;
import vedette.sentinel.ConnectionString.Reading;
import vedette.sentinel.TokenSource;

/** An identity server, a folder for {@code az}, and connections to them. */
final class Stand implements AutoCloseable {

    static final String SCOPE = "https://api.loganalytics.io/.default";
    static final String OTHER_SCOPE = "https://management.azure.com/.default";

    final KeyPairs keys;
    final IdentityServer server;
    final FakeAz az;
    final Map<String, String> environment = new HashMap<>();
    final Map<String, String> options = new HashMap<>();
    final HttpClient http;
    SecretPrompt prompt = SecretPrompt.NOBODY;

    Stand(Path folder, KeyPairs keys) throws IOException, GeneralSecurityException {
        this.keys = keys;
        server = IdentityServer.start(keys.serving(), (token, until) -> {});
        Path bin = Files.createDirectory(folder.resolve("bin"));
        az = new FakeAz(bin);
        environment.put("PATH", bin + ":/usr/bin:/bin");
        http = new JdkHttpClientBuilder(java.net.http.HttpClient.newBuilder().sslContext(keys.trusting()))
                .configuration(Configuration.NONE)
                .build();
    }

    Directory directory() {
        return server.directory();
    }

    /** A connection to a workspace, with more parts. */
    ConnectionString connection(String more) {
        Function<String, Optional<String>> variables = name -> Optional.ofNullable(environment.get(name));
        return ConnectionString.parse(
                "loganalytics://workspace='0e9a4a5c-1111-2222-3333-444455556666';tenant='" + Directory.TENANT
                        + "';authority='" + server.authority() + "';" + more,
                new Reading(name -> Optional.empty(), variables, true));
    }

    TokenSource tokens(String more) {
        return new Credentials(new SignInSettings(environment, options, prompt)).of(connection(more), () -> http);
    }

    @Override
    public void close() {
        server.close();
    }
}
