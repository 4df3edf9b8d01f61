package vedette.emulator.identity;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/**
 * Reads secrets as Key Vault does, for whoever has a token of the directory. The secret {@code forbidden} may be read by
 * nobody, and {@code broken} is answered with what is no JSON.
 */
final class VaultEndpoint {

    static final String PATH = "/secrets/";

    private final Directory directory;

    VaultEndpoint(Directory directory) {
        this.directory = directory;
    }

    void handle(HttpExchange exchange) throws IOException {
        String name = exchange.getRequestURI().getPath().substring(PATH.length());
        String authorization = Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization"))
                .orElse("");
        Optional<String> value = directory.inVault(name);
        if (!authorization.startsWith("Bearer ") || !directory.isGivenOut(authorization.substring(7))) {
            exchange.getResponseHeaders().set("WWW-Authenticate", "Bearer resource=\"https://vault.azure.net\"");
            error(exchange, 401, "Unauthorized");
        } else if (!Answers.query(exchange).containsKey("api-version")) {
            error(exchange, 400, "BadParameter");
        } else if (name.equals("forbidden")) {
            error(exchange, 403, "Forbidden");
        } else if (name.equals("broken")) {
            byte[] body = directory.inVaults().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        } else if (value.isEmpty()) {
            error(exchange, 404, "SecretNotFound");
        } else {
            Answers.json(exchange, 200, Map.of("value", value.get(), "id", "https://localhost" + PATH + name));
        }
    }

    private static void error(HttpExchange exchange, int status, String code) throws IOException {
        Answers.json(exchange, status, Map.of("error", Map.of("code", code, "message", code)));
    }
}
