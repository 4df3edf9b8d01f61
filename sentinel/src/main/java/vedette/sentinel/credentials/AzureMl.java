package vedette.sentinel.credentials;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import vedette.kql.query.QueryContext;
import vedette.sentinel.BearerToken;

/**
 * The identity of an Azure Machine Learning compute instance: the signed-in user's where single sign-on is on, else the
 * instance's own. Neither azure-identity nor MSAL speaks this endpoint's protocol; they take it for the Cloud Shell's
 * and give up on its 400.
 */
final class AzureMl implements SignInMethod {

    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final SignInSettings settings;
    private final Optional<String> clientId;

    AzureMl(SignInSettings settings, Optional<String> clientId) {
        this.settings = settings;
        this.clientId = clientId.or(() -> settings.variable("DEFAULT_IDENTITY_CLIENT_ID"));
    }

    /** Whether this process runs on such an instance. */
    static boolean isHere(SignInSettings settings) {
        return settings.variable("MSI_ENDPOINT").isPresent()
                && settings.variable("MSI_SECRET").isPresent()
                && settings.variable("IDENTITY_ENDPOINT").isEmpty();
    }

    @Override
    public String name() {
        return "Azure ML";
    }

    @Override
    public Optional<String> obstacle() {
        if (isHere(settings)) {
            return Optional.empty();
        }
        return Stream.of("MSI_ENDPOINT", "MSI_SECRET")
                .filter(name -> settings.variable(name).isEmpty())
                .findFirst()
                .map(name -> name + " is not set: this is no compute instance")
                .or(() -> Optional.of("IDENTITY_ENDPOINT is set: this is no compute instance"));
    }

    @Override
    public BearerToken fetch(QueryContext context, String scope, boolean renew)
            throws IOException, InterruptedException {
        String resource = scope.endsWith("/.default") ? scope.substring(0, scope.length() - 9) : scope;
        String query = "?api-version=2017-09-01&resource=" + encoded(resource)
                + clientId.map(id -> "&clientid=" + encoded(id)).orElse("");
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create(settings.variable("MSI_ENDPOINT").orElseThrow() + query))
                .header("secret", settings.variable("MSI_SECRET").orElseThrow())
                .timeout(LIMIT)
                .build();
        // The endpoint is on the machine itself: no proxy, and nothing that is worth keeping open.
        try (HttpClient client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .proxy(HttpClient.Builder.NO_PROXY)
                .connectTimeout(LIMIT)
                .build()) {
            HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
            if (response.statusCode() != 200) {
                throw new Refusal("its endpoint answered " + response.statusCode() + " for " + resource
                        + "; use az login or ;code if the instance has no identity with access");
            }
            return token(JSON.readTree(response.body()));
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** The end comes as a number, as text, or not at all. */
    private static BearerToken token(JsonNode answer) {
        String value = answer.path("access_token").asText();
        if (value.isEmpty()) {
            throw new Refusal("its endpoint's answer has no token");
        }
        long end = answer.path("expires_on").asLong(0);
        return new BearerToken(
                value,
                end > 0
                        ? Instant.ofEpochSecond(end)
                        : Instant.now().plusSeconds(answer.path("expires_in").asLong(600)));
    }
}
