package vedette.emulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** A client of an emulator that shows what is on the wire. Each has connections of its own. */
final class Client implements AutoCloseable {

    static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Emulator emulator;
    private final Map<String, String> headers = new LinkedHashMap<>();

    Client(Emulator emulator) {
        this.emulator = emulator;
        headers.put("Authorization", "Bearer " + emulator.token());
        headers.put("Content-Type", "application/json");
    }

    /** Sends a header with each request from now on. */
    Client with(String name, String value) {
        headers.put(name, value);
        return this;
    }

    Client without(String name) {
        headers.remove(name);
        return this;
    }

    /** Asks Log Analytics for KQL. */
    HttpResponse<String> query(String kql) throws Exception {
        return post(
                emulator.logAnalytics() + "/workspaces/" + emulator.workspace() + "/query",
                JSON.createObjectNode().put("query", kql).toString());
    }

    /** Asks Kusto for KQL, by a path. */
    HttpResponse<String> kusto(String path, String csl) throws Exception {
        return kusto(path, csl, "{}");
    }

    HttpResponse<String> kusto(String path, String csl, String properties) throws Exception {
        String body = JSON.createObjectNode()
                .put("csl", csl)
                .put("db", "vedette")
                .set("properties", JSON.readTree(properties))
                .toString();
        return post(emulator.dataExplorer() + "/" + path, body);
    }

    HttpResponse<String> post(String target, String body) throws Exception {
        return http.send(
                request(target).POST(HttpRequest.BodyPublishers.ofString(body)).build(),
                HttpResponse.BodyHandlers.ofString());
    }

    HttpResponse<String> get(String target) throws Exception {
        return http.send(request(target).GET().build(), HttpResponse.BodyHandlers.ofString());
    }

    HttpRequest.Builder request(String target) {
        HttpRequest.Builder builder = HttpRequest.newBuilder(URI.create(target)).timeout(Duration.ofSeconds(60));
        headers.forEach(builder::header);
        return builder;
    }

    HttpClient http() {
        return http;
    }

    static JsonNode json(HttpResponse<String> response) {
        try {
            return JSON.readTree(response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The rows of the first table, as JSON without blanks. */
    static String rows(HttpResponse<String> response) {
        return json(response).at("/tables/0/rows").toString();
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
