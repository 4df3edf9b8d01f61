package vedette.sentinel.management;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import vedette.kql.query.Progress;
import vedette.kql.query.QueryContext;
import vedette.sentinel.http.ServiceAnswer;
import vedette.sentinel.http.ServiceClient;

/** Calls to Azure's management for one workspace: addresses, pages, failures in words. Safe for any thread. */
final class Arm {

    static final ObjectMapper JSON = new ObjectMapper(JsonFactory.builder()
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxStringLength(100_000_000).build())
            .build());

    private final Workspace workspace;
    private final ServiceClient client;
    private final ManagementOptions options;

    Arm(Workspace workspace, ServiceClient client, ManagementOptions options) {
        this.workspace = workspace;
        this.client = client;
        this.options = options;
    }

    /** JSON that the service sent. */
    static JsonNode read(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("what should be the service's JSON is none", e);
        }
    }

    Workspace workspace() {
        return workspace;
    }

    /** The address of a thing of Sentinel's. */
    ArmUrl insights(String... segments) {
        return url("/providers/Microsoft.SecurityInsights", segments).parameter("api-version", options.apiVersion());
    }

    /** The address of a thing of the workspace's own. */
    ArmUrl operational(String apiVersion, String... segments) {
        return url("", segments).parameter("api-version", apiVersion);
    }

    private ArmUrl url(String provider, String... segments) {
        String endpoint = options.endpoint().toString().replaceAll("/+$", "");
        ArmUrl url = new ArmUrl(endpoint + workspace.resourceId() + provider);
        for (String segment : segments) {
            url = url.segment(segment);
        }
        return url;
    }

    /** All things of a list that has pages, in order, up to a limit where there is one. */
    <T> Listing<T> list(QueryContext context, ArmRequest first, OptionalInt limit, Function<JsonNode, T> reader) {
        List<T> items = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        ArmRequest request = first;
        while (true) {
            JsonNode page = call(context, request);
            for (JsonNode item : page.path("value")) {
                if (limit.isPresent() && items.size() == limit.getAsInt()) {
                    return new Listing<>(items, true);
                }
                items.add(reader.apply(item));
            }
            String next = page.path("nextLink").asText("");
            if (next.isEmpty()) {
                return new Listing<>(items, false);
            }
            if (limit.isPresent() && items.size() == limit.getAsInt()) {
                return new Listing<>(items, true);
            }
            request = ArmRequest.get(nextPage(first, next, seen), first.what());
            context.progress().accept(new Progress("reading " + first.what(), OptionalDouble.empty(), items.size()));
        }
    }

    private static ArmUrl nextPage(ArmRequest first, String link, Set<String> seen) {
        if (!first.url().isSameServer(link)) {
            throw new ManagementException("the list of " + first.what()
                    + " goes on at another server, where the token must not be sent; nothing was returned");
        }
        if (!seen.add(link)) {
            throw new ManagementException("the list of " + first.what()
                    + " never ends: the service names a page again that was already read");
        }
        return new ArmUrl(link);
    }

    /**
     * The answer's JSON; missing where the answer was empty.
     *
     * @throws vedette.kql.query.QueryException when no answer comes or the caller cancels
     */
    JsonNode call(QueryContext context, ArmRequest request) {
        return client.send(context, request.toServiceRequest(), answer -> read(request, answer));
    }

    private JsonNode read(ArmRequest request, ServiceAnswer answer) throws IOException {
        if (answer.status() / 100 != 2) {
            throw new ArmFailure(workspace, request, answer).exception();
        }
        try {
            JsonNode json = JSON.readTree(answer.body());
            return json == null ? MissingNode.getInstance() : json;
        } catch (JsonProcessingException e) {
            throw new ManagementException(
                    "the answer about " + request.what() + " is no JSON; a proxy may have answered in Azure's place",
                    answer.status(),
                    "",
                    answer.requestId());
        }
    }
}
