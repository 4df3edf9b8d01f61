package vedette.sentinel.credentials;

import com.azure.core.http.HttpClient;
import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpMethod;
import com.azure.core.http.HttpRequest;
import com.azure.core.http.HttpResponse;
import com.azure.core.util.Context;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.net.URI;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import vedette.kql.query.QueryContext;
import vedette.sentinel.Cloud;
import vedette.sentinel.SignInException;
import vedette.sentinel.TokenSource;
import vedette.sentinel.http.Loopback;

/**
 * A secret that lies in Azure Key Vault, read by its REST API with the token of whoever signs in here without it.
 * https://learn.microsoft.com/rest/api/keyvault/secrets/get-secret
 */
final class VaultSecret implements SecretPrompt {

    private static final String API_VERSION = "7.4";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final URI address;
    private final Cloud cloud;
    private final Supplier<HttpClient> http;
    private final TokenSource tokens;

    /**
     * A secret by its identifier.
     *
     * @param identifier as the portal shows it: {@code https://NAME.vault.azure.net/secrets/NAME}, with a version or not
     * @throws IllegalArgumentException when that is no secret of a vault, since a token is only sent to those
     */
    VaultSecret(String identifier, Supplier<HttpClient> http, TokenSource tokens) {
        this.http = http;
        this.tokens = tokens;
        this.address = URI.create(identifier);
        String host = String.valueOf(address.getHost()).toLowerCase(Locale.ROOT);
        Optional<Cloud> owner = Loopback.is(host)
                ? Optional.of(Cloud.PUBLIC)
                : Arrays.stream(Cloud.values())
                        .filter(one -> host.endsWith("." + one.vaultDomain()))
                        .findFirst();
        boolean isSecret = String.valueOf(address.getPath()).matches("/secrets/[0-9A-Za-z-]{1,127}(/[0-9a-f]{32})?/?");
        boolean isBare =
                address.getRawUserInfo() == null && address.getRawQuery() == null && address.getRawFragment() == null;
        if (!isBare || !"https".equals(address.getScheme()) || owner.isEmpty() || !isSecret) {
            throw new IllegalArgumentException(
                    "vaultsecret must be the identifier of a secret, like https://NAME.vault.azure.net/secrets/NAME");
        }
        this.cloud = owner.get();
    }

    @Override
    public Optional<String> ask(QueryContext context, String question) {
        HttpRequest request = new HttpRequest(HttpMethod.GET, address + "?api-version=" + API_VERSION)
                .setHeader(HttpHeaderName.AUTHORIZATION, "Bearer " + token(context));
        try (HttpResponse response = http.get().sendSync(request, Context.NONE)) {
            String body = response.getBodyAsBinaryData().toString();
            return switch (response.getStatusCode()) {
                case 200 -> Optional.of(read(body).path("value").asText());
                case 401 -> throw refusal("it does not accept the token of " + tokens.description());
                case 403 ->
                    throw refusal(tokens.description()
                            + " may not read it: the role Key Vault Secrets User is missing, or the"
                            + " vault's network is closed to this machine");
                case 404 -> throw refusal("there is no such secret");
                default -> throw refusal("Key Vault answered " + response.getStatusCode());
            };
        }
    }

    private String token(QueryContext context) {
        try {
            return tokens.token(context, "https://" + cloud.vaultDomain() + "/.default")
                    .value();
        } catch (SignInException e) {
            throw refusal(String.valueOf(e.getMessage()));
        }
    }

    private JsonNode read(String body) {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException e) {
            // Its message quotes the body, which is the secret.
            throw refusal("Key Vault's answer is no JSON");
        }
    }

    private Refusal refusal(String reason) {
        return new Refusal("the secret " + address + " could not be read: " + reason);
    }
}
