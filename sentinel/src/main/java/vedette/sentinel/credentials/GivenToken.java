package vedette.sentinel.credentials;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import vedette.kql.query.QueryContext;
import vedette.sentinel.BearerToken;

/** A token that the user brought along. It cannot be renewed. */
final class GivenToken implements SignInMethod {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final BearerToken token;
    private volatile boolean refused;

    private GivenToken(BearerToken token) {
        this.token = token;
    }

    /** From the token itself, or from JSON as the Azure CLI prints it. */
    static GivenToken of(String written) {
        String value = written.strip();
        if (value.startsWith("{")) {
            value = fromJson(value);
        }
        return new GivenToken(new BearerToken(value, expiry(value)));
    }

    @Override
    public String name() {
        return "the token given";
    }

    @Override
    public Optional<String> obstacle() {
        if (refused) {
            return Optional.of("the service refused it; get a new one");
        }
        return token.expires().isBefore(Instant.now())
                ? Optional.of("it expired at " + token.expires() + "; get a new one")
                : Optional.empty();
    }

    @Override
    public BearerToken fetch(QueryContext context, String scope, boolean renew) {
        refused |= renew;
        Optional<String> obstacle = obstacle();
        if (obstacle.isPresent()) {
            throw new Refusal(obstacle.get());
        }
        return token;
    }

    private static String fromJson(String json) {
        try {
            JsonNode object = JSON.readTree(json.replace('\'', '"'));
            for (String key : new String[] {"access_token", "accessToken", "token"}) {
                if (object.path(key).isTextual()) {
                    return object.path(key).asText();
                }
            }
        } catch (JsonProcessingException e) {
            // Its message would quote the token.
            throw new IllegalArgumentException("the token given is no JSON; give the token itself");
        }
        throw new IllegalArgumentException("the token given has no access_token");
    }

    /** Tokens of Entra say when they end; of others that is found out when a service refuses them. */
    private static Instant expiry(String value) {
        String[] parts = value.split("\\.");
        if (parts.length == 3) {
            try {
                JsonNode claims = JSON.readTree(Base64.getUrlDecoder().decode(parts[1]));
                if (claims.path("exp").isNumber()) {
                    return Instant.ofEpochSecond(claims.path("exp").asLong());
                }
            } catch (IOException | IllegalArgumentException opaque) {
                return Instant.MAX;
            }
        }
        return Instant.MAX;
    }
}
