package vedette.emulator.identity;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import vedette.emulator.identity.Directory.Refusal;

/** Entra's endpoints, version 2.0: https://learn.microsoft.com/entra/identity-platform/v2-protocols */
final class EntraEndpoints {

    private static final Set<String> TENANTS = Set.of(Directory.TENANT, "common", "organizations", "contoso.example");

    private final Directory directory;
    private final URI authority;

    EntraEndpoints(Directory directory, URI authority) {
        this.directory = directory;
        this.authority = authority;
    }

    void handle(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String[] parts = path.substring(1).split("/", 2);
        String rest = parts.length < 2 ? "" : parts[1];
        if (!TENANTS.contains(parts[0])) {
            Answers.error(exchange, new Refusal("invalid_request", "90002", "Tenant '" + parts[0] + "' not found."));
            return;
        }
        if (rest.startsWith("userrealm/")) {
            Answers.json(
                    exchange,
                    200,
                    Map.of(
                            "ver",
                            "1.0",
                            "account_type",
                            "Managed",
                            "domain_name",
                            "contoso.example",
                            "cloud_audience_urn",
                            "urn:federation:MicrosoftOnline"));
            return;
        }
        switch (rest) {
            case "oauth2/v2.0/token" -> token(exchange);
            case "oauth2/v2.0/devicecode" -> deviceCode(exchange);
            case "oauth2/v2.0/authorize" -> authorize(exchange);
            case "v2.0/.well-known/openid-configuration" -> Answers.json(exchange, 200, configuration(parts[0]));
            case "discovery/instance" ->
                Answers.json(
                        exchange,
                        200,
                        Map.of(
                                "tenant_discovery_endpoint",
                                authority + "/" + Directory.TENANT + "/v2.0/.well-known/openid-configuration",
                                "metadata",
                                List.of(Map.of(
                                        "preferred_network", authority.getAuthority(),
                                        "preferred_cache", authority.getAuthority(),
                                        "aliases", List.of(authority.getAuthority())))));
            default -> Answers.json(exchange, 404, Map.of("error", "not_found"));
        }
    }

    private Map<String, String> configuration(String tenant) {
        String base = authority + "/" + tenant + "/oauth2/v2.0/";
        return Map.of(
                "issuer", authority + "/" + tenant + "/v2.0",
                "token_endpoint", base + "token",
                "authorization_endpoint", base + "authorize",
                "device_authorization_endpoint", base + "devicecode");
    }

    private void deviceCode(HttpExchange exchange) throws IOException {
        Answers.form(exchange);
        Answers.json(
                exchange,
                200,
                Map.of(
                        "device_code",
                        directory.newCode(),
                        "user_code",
                        "ABCD1234",
                        "verification_uri",
                        "https://microsoft.com/devicelogin",
                        "expires_in",
                        900,
                        "interval",
                        0,
                        "message",
                        "this text is the server's"));
    }

    /** The user agrees at once; a browser then posts the form of the page by itself. */
    private void authorize(HttpExchange exchange) throws IOException {
        Map<String, String> query = Answers.query(exchange);
        Answers.form(
                exchange,
                query.getOrDefault("redirect_uri", ""),
                Map.of("code", directory.newCode(), "state", query.getOrDefault("state", "")));
    }

    private void token(HttpExchange exchange) throws IOException {
        Map<String, String> form = Answers.form(exchange);
        var refusal = directory.nextRefusal();
        if (refusal.isPresent()) {
            Answers.error(exchange, refusal.get());
            return;
        }
        switch (form.getOrDefault("grant_type", "")) {
            case "client_credentials" -> application(exchange, form);
            case "password" -> password(exchange, form);
            case "refresh_token" -> refresh(exchange, form);
            case "authorization_code" -> code(exchange, form, "code");
            case "device_code", "urn:ietf:params:oauth:grant-type:device_code" -> device(exchange, form);
            default ->
                Answers.error(exchange, new Refusal("unsupported_grant_type", "70003", "The grant is not supported."));
        }
    }

    private void application(HttpExchange exchange, Map<String, String> form) throws IOException {
        String client = form.getOrDefault("client_id", "");
        if (!directory.isKnown(client)) {
            Answers.error(
                    exchange,
                    new Refusal(
                            "unauthorized_client",
                            "700016",
                            "Application with identifier '" + client + "' was not found."));
        } else if (directory.isSecret(client, form.getOrDefault("client_secret", ""))
                || directory.isAssertion(client, form.getOrDefault("client_assertion", ""))) {
            Answers.json(exchange, 200, granted(form, false));
        } else if (form.containsKey("client_assertion")) {
            Answers.error(exchange, new Refusal("invalid_client", "700027", "The certificate is not registered."));
        } else {
            Answers.error(exchange, new Refusal("invalid_client", "7000215", "Invalid client secret provided."));
        }
    }

    private void password(HttpExchange exchange, Map<String, String> form) throws IOException {
        if (directory.isPassword(form.getOrDefault("username", ""), form.getOrDefault("password", ""))) {
            Answers.json(exchange, 200, granted(form, true));
        } else {
            Answers.error(exchange, new Refusal("invalid_grant", "50126", "Invalid username or password."));
        }
    }

    private void refresh(HttpExchange exchange, Map<String, String> form) throws IOException {
        if (directory.isRefreshToken(form.getOrDefault("refresh_token", ""))) {
            Answers.json(exchange, 200, granted(form, true));
        } else {
            Answers.error(exchange, new Refusal("invalid_grant", "50173", "The grant is expired, it was revoked."));
        }
    }

    private void device(HttpExchange exchange, Map<String, String> form) throws IOException {
        var answer = directory.nextDeviceAnswer();
        if (answer.isPresent()) {
            Answers.error(exchange, new Refusal(answer.get(), "70016", "The user has not entered the code."));
        } else {
            code(exchange, form, "device_code");
        }
    }

    private void code(HttpExchange exchange, Map<String, String> form, String key) throws IOException {
        if (directory.isCode(form.getOrDefault(key, ""))) {
            Answers.json(exchange, 200, granted(form, true));
        } else {
            Answers.error(exchange, new Refusal("invalid_grant", "70000", "The code is not known."));
        }
    }

    private Map<String, Object> granted(Map<String, String> form, boolean isPerson) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("token_type", "Bearer");
        answer.put("scope", form.getOrDefault("scope", ""));
        answer.put("expires_in", directory.lifetime().toSeconds());
        answer.put("ext_expires_in", directory.lifetime().toSeconds());
        answer.put("access_token", directory.newToken());
        if (isPerson) {
            String user = form.getOrDefault("username", Directory.USER);
            answer.put("refresh_token", directory.newRefreshToken());
            answer.put("client_info", base64(Answers.text(Map.of("uid", user, "utid", Directory.TENANT))));
            answer.put(
                    "id_token",
                    base64("{\"alg\":\"none\"}") + "."
                            + base64(Answers.text(Map.of(
                                    "oid",
                                    user,
                                    "sub",
                                    user,
                                    "tid",
                                    Directory.TENANT,
                                    "preferred_username",
                                    user,
                                    "iss",
                                    authority + "/" + Directory.TENANT + "/v2.0",
                                    "aud",
                                    form.getOrDefault("client_id", ""))))
                            + ".");
        }
        return answer;
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
