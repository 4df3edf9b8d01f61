package vedette.emulator.identity;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Reading forms and writing answers. */
final class Answers {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private Answers() {}

    static Map<String, String> form(HttpExchange exchange) throws IOException {
        return pairs(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
    }

    static Map<String, String> query(HttpExchange exchange) {
        String query = exchange.getRequestURI().getRawQuery();
        return pairs(query == null ? "" : query);
    }

    static void json(HttpExchange exchange, int status, Map<String, ?> object) throws IOException {
        byte[] body = text(object).getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json; charset=utf-8");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }

    /** A page that posts fields to an address. */
    static void form(HttpExchange exchange, String action, Map<String, String> fields) throws IOException {
        StringBuilder page = new StringBuilder("<form method='POST' action='" + attribute(action) + "'>");
        fields.forEach((name, value) ->
                page.append("<input type='hidden' name='" + name + "' value='" + attribute(value) + "'/>"));
        page.append("</form><script>document.forms[0].submit();</script>");
        byte[] body = page.toString().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
    }

    private static String attribute(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace("'", "&#39;");
    }

    /** An error as Entra words it. */
    static void error(HttpExchange exchange, Directory.Refusal refusal) throws IOException {
        String id = UUID.randomUUID().toString();
        String description = refusal.code().isEmpty()
                ? refusal.sentence()
                : "AADSTS" + refusal.code() + ": " + refusal.sentence() + " Trace ID: " + id + " Correlation ID: " + id
                        + " Timestamp: " + Instant.now();
        List<Integer> codes = refusal.code().isEmpty() ? List.of() : List.of(Integer.valueOf(refusal.code()));
        int status = refusal.error().equals("invalid_client") ? 401 : 400;
        json(
                exchange,
                status,
                Map.of("error", refusal.error(), "error_description", description, "error_codes", codes));
    }

    static String text(Map<String, ?> object) {
        try {
            return JSON.writeValueAsString(object);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Map<String, String> pairs(String encoded) {
        Map<String, String> pairs = new HashMap<>();
        for (String pair : encoded.split("&")) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                pairs.put(decoded(pair.substring(0, equals)), decoded(pair.substring(equals + 1)));
            }
        }
        return pairs;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
