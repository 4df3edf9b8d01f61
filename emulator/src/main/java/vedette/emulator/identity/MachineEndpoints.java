package vedette.emulator.identity;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * Managed identities in three dialects: the instance metadata service, App Service and an Azure Machine Learning
 * compute instance.
 */
final class MachineEndpoints {

    private final Directory directory;
    private final String secret;

    MachineEndpoints(Directory directory, String secret) {
        this.directory = directory;
        this.secret = secret;
    }

    void handle(HttpExchange exchange) throws IOException {
        Map<String, String> query = Answers.query(exchange);
        boolean isAllowed = switch (path(exchange)) {
            case "/metadata/identity/oauth2/token" ->
                "true".equalsIgnoreCase(header(exchange, "Metadata")) && query.containsKey("api-version");
            case "/msi/token" ->
                secret.equals(header(exchange, "X-IDENTITY-HEADER")) && "2019-08-01".equals(query.get("api-version"));
            case "/MSI/auth" ->
                secret.equals(header(exchange, "secret")) && "2017-09-01".equals(query.get("api-version"));
            default -> false;
        };
        if (!isAllowed || !query.containsKey("resource")) {
            Answers.json(
                    exchange, 400, Map.of("error", Map.of("code", "BadRequest", "message", "a header is missing")));
            return;
        }
        String end = Long.toString(Instant.now().plus(directory.lifetime()).getEpochSecond());
        Map<String, Object> answer = new HashMap<>();
        answer.put("access_token", directory.newToken());
        answer.put("token_type", "Bearer");
        answer.put("resource", query.get("resource"));
        // Text in some versions, a number in others.
        answer.put("expires_on", directory.numericEnds() ? Long.valueOf(end) : end);
        Answers.json(exchange, 200, answer);
    }

    /** MSAL writes one slash too many, which makes the path look like a host. */
    private static String path(HttpExchange exchange) {
        return exchange.getRequestURI().toString().replaceFirst("\\?.*", "").replaceAll("/+", "/");
    }

    private static String header(HttpExchange exchange, String name) {
        String value = exchange.getRequestHeaders().getFirst(name);
        return value == null ? "" : value;
    }
}
