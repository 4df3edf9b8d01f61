package vedette.emulator.management;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** What is there from the start: the incidents, bookmarks, watchlists, rules and hunting queries of Hafnia Freight. */
record Seed(
        List<Incident> incidents,
        Map<String, ObjectNode> bookmarks,
        Map<String, ObjectNode> watchlists,
        List<Rule> rules,
        Map<String, ObjectNode> savedSearches) {

    private static final String FILE = "seed.json";

    /** An incident and what belongs to it. */
    record Incident(String id, ObjectNode properties, Map<String, ObjectNode> comments, Related related) {}

    /** What an incident's alerts brought. */
    record Related(List<ObjectNode> alerts, List<ObjectNode> entities) {}

    /** An analytics rule. */
    record Rule(String id, String kind, ObjectNode properties) {}

    Related related(String incident) {
        return incidents.stream()
                .filter(candidate -> candidate.id().equals(incident))
                .map(Incident::related)
                .findFirst()
                .orElse(new Related(List.of(), List.of()));
    }

    static Seed read() {
        try (InputStream in = Seed.class.getResourceAsStream(FILE)) {
            JsonNode file = Resources.JSON.readTree(in);
            List<Incident> incidents = new ArrayList<>();
            file.path("incidents").forEach(incident -> incidents.add(incident(incident)));
            List<Rule> rules = new ArrayList<>();
            file.path("rules")
                    .forEach(rule -> rules.add(new Rule(
                            id(
                                    "rule",
                                    rule.path("properties").path("displayName").asText()),
                            rule.path("kind").asText(),
                            (ObjectNode) rule.path("properties"))));
            return new Seed(
                    incidents,
                    byName(file.path("bookmarks"), "bookmark"),
                    byAlias(file.path("watchlists")),
                    rules,
                    byName(file.path("savedSearches"), "search"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, ObjectNode> byName(JsonNode array, String kind) {
        Map<String, ObjectNode> byId = new LinkedHashMap<>();
        array.forEach(
                properties -> byId.put(id(kind, properties.path("displayName").asText()), (ObjectNode) properties));
        return byId;
    }

    private static Map<String, ObjectNode> byAlias(JsonNode array) {
        Map<String, ObjectNode> byAlias = new LinkedHashMap<>();
        array.forEach(
                properties -> byAlias.put(properties.path("watchlistAlias").asText(), (ObjectNode) properties));
        return byAlias;
    }

    private static Incident incident(JsonNode given) {
        ObjectNode properties = ((ObjectNode) given.path("properties")).deepCopy();
        String number = properties.path("incidentNumber").asText();
        String id = id("incident", number);
        List<ObjectNode> alerts = new ArrayList<>();
        given.path("alerts")
                .forEach(alert -> alerts.add(entity("SecurityAlert", number + alerts.size(), (ObjectNode) alert)));
        List<ObjectNode> entities = new ArrayList<>();
        given.path("entities")
                .forEach(entity ->
                        entities.add(entity(entity.path("kind").asText(), number + entities.size(), (ObjectNode)
                                entity.path("properties"))));
        Map<String, ObjectNode> comments = new LinkedHashMap<>();
        given.path("comments")
                .forEach(comment -> comments.put(id("comment", number + comments.size()), (ObjectNode) comment));
        properties
                .put("lastModifiedTimeUtc", properties.path("createdTimeUtc").asText())
                .put("providerName", "Azure Sentinel")
                .put("providerIncidentId", number)
                .put("incidentUrl", "https://portal.azure.com/#asset/Microsoft_Azure_Security_Insights/Incident/" + id);
        properties
                .putObject("additionalData")
                .put("alertsCount", alerts.size())
                .put("bookmarksCount", 0)
                .put("commentsCount", comments.size());
        properties.putArray("relatedAnalyticRuleIds");
        if (!properties.has("owner")) {
            properties.putObject("owner");
        }
        return new Incident(id, properties, comments, new Related(alerts, entities));
    }

    private static ObjectNode entity(String kind, String seed, ObjectNode properties) {
        String id = id(kind, seed);
        ObjectNode resource = Resources.JSON
                .createObjectNode()
                .put("id", "/providers/Microsoft.SecurityInsights/Entities/" + id)
                .put("name", id)
                .put("type", "Microsoft.SecurityInsights/Entities")
                .put("kind", kind);
        ObjectNode copy = properties.deepCopy();
        if (kind.equals("SecurityAlert")) {
            copy.put("systemAlertId", id);
        }
        resource.set("properties", copy);
        return resource;
    }

    /** The same GUID for the same thing in every start. */
    private static String id(String kind, String name) {
        return UUID.nameUUIDFromBytes((kind + "/" + name).getBytes(StandardCharsets.UTF_8))
                .toString();
    }
}
