package vedette.emulator.management;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import tech.tablesaw.api.Table;
import vedette.emulator.Answer;

/** Incidents with their comments, alerts, entities and bookmarks. */
final class IncidentFamily implements ManagementEmulation.Family {

    private static final Set<String> SEVERITIES = Set.of("High", "Medium", "Low", "Informational");
    private static final Set<String> STATUSES = Set.of("New", "Active", "Closed");
    private static final Set<String> CLASSIFICATIONS =
            Set.of("TruePositive", "BenignPositive", "FalsePositive", "Undetermined");
    private static final List<String> KEPT = List.of(
            "additionalData",
            "createdTimeUtc",
            "incidentNumber",
            "incidentUrl",
            "providerIncidentId",
            "providerName",
            "relatedAnalyticRuleIds");

    private final ManagementOptions options;
    private final InstantSource clock;
    private final String path;
    private final AtomicLong etags;
    private final Resources incidents;
    private final Map<String, Resources> comments = new HashMap<>();
    private final Seed seed;
    private final IncidentLog log;
    private int lastNumber;

    IncidentFamily(Setting setting, Seed seed) {
        this.options = setting.options();
        this.clock = setting.clock();
        this.path = setting.insights() + "/incidents";
        this.etags = setting.etags();
        this.seed = seed;
        this.log = new IncidentLog(setting.workspaceId());
        this.incidents = new Resources(path, "Microsoft.SecurityInsights/Incidents", setting.etags());
        for (Seed.Incident incident : seed.incidents()) {
            incidents.put(incident.id(), incident.properties().deepCopy(), "");
            lastNumber = Math.max(
                    lastNumber, incident.properties().path("incidentNumber").asInt());
            incident.comments()
                    .forEach((id, properties) -> commentsOf(incident.id()).put(id, properties.deepCopy(), ""));
            log(incident.properties().path("createdTimeUtc").asText(), incident.id());
        }
    }

    private void log(String time, String id) {
        ObjectNode incident = incidents.get(id);
        log.write(
                time,
                incident,
                commentsOf(id).all(),
                seed.related(incident.path("name").asText()));
    }

    /** The table of all changes. */
    Table log() {
        return log.table();
    }

    private Resources commentsOf(String incident) {
        return comments.computeIfAbsent(
                incident.toLowerCase(Locale.ROOT),
                id -> new Resources(
                        path + "/" + id + "/comments", "Microsoft.SecurityInsights/Incidents/Comments", etags));
    }

    @Override
    public Answer answer(Ask ask, List<String> names) {
        if (names.isEmpty() && ask.method().equals("GET")) {
            return list(ask);
        }
        if (names.size() == 1) {
            return one(ask, names.getFirst());
        }
        if (names.size() >= 2 && names.get(1).equalsIgnoreCase("comments")) {
            incidents.get(names.getFirst());
            return comment(ask, names.getFirst(), names.subList(2, names.size()));
        }
        if (names.size() == 2 && ask.method().equals("POST")) {
            return related(ask, names);
        }
        throw ManagementEmulation.methodNotAllowed(ask);
    }

    private Answer list(Ask ask) {
        List<ObjectNode> found = incidents.all();
        ask.parameter("$filter").map(Filter::parse).ifPresent(test -> found.removeIf(test.negate()));
        found.sort(order(ask.parameter("$orderby")));
        return Pages.of(ask, found, options.largestPage());
    }

    private static Comparator<ObjectNode> order(Optional<String> text) {
        String[] words = text.orElse("properties/createdTimeUtc desc").strip().split("\\s+");
        if (words.length > 2 || !words[0].startsWith("properties/")) {
            throw new Refusal(400, "BadRequest", "Invalid $orderby clause.");
        }
        Comparator<ObjectNode> order = (one, other) -> {
            JsonNode left = Filter.at(one, words[0]);
            JsonNode right = Filter.at(other, words[0]);
            return left.isNumber() && right.isNumber()
                    ? Long.compare(left.asLong(), right.asLong())
                    : left.asText("").compareTo(right.asText(""));
        };
        return words.length == 2 && words[1].equalsIgnoreCase("desc") ? order.reversed() : order;
    }

    private Answer one(Ask ask, String id) {
        return switch (ask.method()) {
            case "GET" -> Answer.json(200, incidents.get(id));
            case "PUT" -> put(ask, id);
            case "DELETE" -> Answer.empty(incidents.remove(id) ? 200 : 204);
            default -> throw ManagementEmulation.methodNotAllowed(ask);
        };
    }

    private Answer put(Ask ask, String id) {
        ObjectNode body = ask.json();
        incidents.checkEtag(id, body, ask.header("if-match"));
        if (!(body.get("properties") instanceof ObjectNode properties)) {
            throw new Refusal(400, "BadRequest", "Required property 'properties' was not found.");
        }
        oneOf(properties, "severity", SEVERITIES);
        oneOf(properties, "status", STATUSES);
        if (properties.path("title").asText("").isBlank()) {
            throw new Refusal(400, "BadRequest", "Required property 'title' was not found.");
        }
        if (properties.path("status").asText().equals("Closed")) {
            oneOf(properties, "classification", CLASSIFICATIONS);
        }
        Optional<ObjectNode> before = incidents.find(id);
        ObjectNode after = properties.deepCopy();
        after.remove(KEPT);
        before.ifPresentOrElse(
                resource -> KEPT.forEach(name ->
                        after.set(name, resource.path("properties").path(name).deepCopy())),
                () -> fillNew(after));
        after.put("lastModifiedTimeUtc", clock.instant().toString());
        if (!after.has("owner")) {
            after.putObject("owner");
        }
        ObjectNode stored = incidents.put(id, after, "");
        log(clock.instant().toString(), id);
        return Answer.json(before.isPresent() ? 200 : 201, stored);
    }

    private void fillNew(ObjectNode properties) {
        lastNumber++;
        properties
                .put("createdTimeUtc", clock.instant().toString())
                .put("incidentNumber", lastNumber)
                .put("providerName", "Azure Sentinel")
                .put("providerIncidentId", Integer.toString(lastNumber));
        properties.putArray("relatedAnalyticRuleIds");
        properties
                .putObject("additionalData")
                .put("alertsCount", 0)
                .put("bookmarksCount", 0)
                .put("commentsCount", 0);
    }

    private static void oneOf(ObjectNode properties, String name, Set<String> allowed) {
        String value = properties.path(name).asText("");
        if (value.isEmpty()) {
            throw new Refusal(400, "BadRequest", "Required property '" + name + "' was not found.");
        }
        if (!allowed.contains(value)) {
            throw new Refusal(400, "BadRequest", "Invalid value '" + value + "' of property '" + name + "'.");
        }
    }

    private Answer comment(Ask ask, String incident, List<String> names) {
        Resources of = commentsOf(incident);
        if (names.isEmpty() && ask.method().equals("GET")) {
            return Pages.of(ask, of.all(), options.largestPage());
        }
        if (names.size() != 1) {
            throw ManagementEmulation.methodNotAllowed(ask);
        }
        return switch (ask.method()) {
            case "GET" -> Answer.json(200, of.get(names.getFirst()));
            case "DELETE" -> {
                boolean wasThere = of.remove(names.getFirst());
                if (wasThere) {
                    log(clock.instant().toString(), incident);
                }
                yield Answer.empty(wasThere ? 200 : 204);
            }
            case "PUT" -> {
                String message = ask.json().path("properties").path("message").asText("");
                if (message.isBlank()) {
                    throw new Refusal(400, "BadRequest", "Required property 'message' was not found.");
                }
                boolean isNew = of.find(names.getFirst()).isEmpty();
                ObjectNode properties = Resources.JSON
                        .createObjectNode()
                        .put("message", message)
                        .put("createdTimeUtc", clock.instant().toString())
                        .put("lastModifiedTimeUtc", clock.instant().toString());
                properties.putObject("author").put("name", "Anna Holm").put("email", "anna@hafnia.example");
                ObjectNode stored = of.put(names.getFirst(), properties, "");
                log(clock.instant().toString(), incident);
                yield Answer.json(isNew ? 201 : 200, stored);
            }
            default -> throw ManagementEmulation.methodNotAllowed(ask);
        };
    }

    private Answer related(Ask ask, List<String> names) {
        if (ask.header("content-length").isEmpty()
                && ask.header("transfer-encoding").isEmpty()) {
            throw new Refusal(411, "LengthRequired", "A POST without a body needs Content-Length: 0.");
        }
        ObjectNode incident = incidents.get(names.getFirst());
        Seed.Related related = seed.related(incident.path("name").asText());
        ObjectNode body = Resources.JSON.createObjectNode();
        switch (names.get(1).toLowerCase(Locale.ROOT)) {
            case "alerts" -> fill(body.putArray("value"), related.alerts());
            case "bookmarks" -> body.putArray("value");
            case "entities" -> {
                fill(body.putArray("entities"), related.entities());
                ArrayNode counts = body.putArray("metaData");
                related.entities().stream()
                        .map(entity -> entity.path("kind").asText())
                        .distinct()
                        .forEach(kind -> counts.addObject()
                                .put("entityKind", kind)
                                .put(
                                        "count",
                                        related.entities().stream()
                                                .filter(entity -> entity.path("kind")
                                                        .asText()
                                                        .equals(kind))
                                                .count()));
            }
            default -> throw ManagementEmulation.methodNotAllowed(ask);
        }
        return Answer.json(200, body);
    }

    private static void fill(ArrayNode array, List<ObjectNode> resources) {
        resources.forEach(resource -> array.add(resource.deepCopy()));
    }
}
