package vedette.emulator.management;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import tech.tablesaw.api.Table;
import vedette.emulator.Answer;

/** Watchlists and their items. An upload is done after some looks at the watchlist. */
final class WatchlistFamily implements ManagementEmulation.Family {

    private final ManagementOptions options;
    private final InstantSource clock;
    private final String path;
    private final AtomicLong etags;
    private final Resources watchlists;
    private final Map<String, Resources> items = new HashMap<>();
    private final Map<String, Integer> pollsLeft = new HashMap<>();

    WatchlistFamily(Setting setting, Seed seed) {
        this.options = setting.options();
        this.clock = setting.clock();
        this.path = setting.insights() + "/watchlists";
        this.etags = setting.etags();
        this.watchlists = new Resources(path, "Microsoft.SecurityInsights/Watchlists", setting.etags());
        seed.watchlists().forEach((alias, properties) -> {
            String csv = properties.path("rawContent").asText();
            addItems(alias, Csv.parse(csv));
            watchlists.put(alias, stored(alias, properties).put("provisioningState", "Succeeded"), "");
        });
    }

    @Override
    public Answer answer(Ask ask, List<String> names) {
        if (names.isEmpty() && ask.method().equals("GET")) {
            return Pages.of(ask, watchlists.all(), options.largestPage());
        }
        if (names.size() == 1) {
            return one(ask, names.getFirst());
        }
        if (names.size() >= 2 && names.get(1).equalsIgnoreCase("watchlistItems")) {
            watchlists.get(names.getFirst());
            return item(ask, names.getFirst(), names.subList(2, names.size()));
        }
        throw ManagementEmulation.methodNotAllowed(ask);
    }

    private Answer one(Ask ask, String alias) {
        return switch (ask.method()) {
            case "GET" -> {
                proceed(alias);
                yield Answer.json(200, watchlists.get(alias));
            }
            case "PUT" -> put(ask, alias);
            case "DELETE" -> {
                if (pollsLeft.containsKey(key(alias))) {
                    throw new Refusal(
                            409,
                            "Conflict",
                            "Watchlist '" + alias + "' cannot be deleted while its upload is in progress.");
                }
                items.remove(key(alias));
                yield Answer.empty(watchlists.remove(alias) ? 202 : 204);
            }
            default -> throw ManagementEmulation.methodNotAllowed(ask);
        };
    }

    private Answer put(Ask ask, String alias) {
        ObjectNode body = ask.json();
        watchlists.checkEtag(alias, body, ask.header("if-match"));
        JsonNode properties = body.path("properties");
        for (String required : List.of("displayName", "provider", "itemsSearchKey")) {
            if (properties.path(required).asText("").isBlank()) {
                throw new Refusal(400, "BadRequest", "Required property '" + required + "' was not found.");
            }
        }
        String raw = properties.path("rawContent").asText("");
        boolean isNew = watchlists.find(alias).isEmpty();
        String state = "Succeeded";
        if (!raw.isEmpty()) {
            List<List<String>> records = Csv.parse(raw);
            if (!records.getFirst().contains(properties.path("itemsSearchKey").asText())) {
                throw new Refusal(400, "BadRequest", "The search key is not a column of the raw content.");
            }
            addItems(alias, records);
            if (options.polls() > 0) {
                pollsLeft.put(key(alias), options.polls());
                state = "New";
            }
        }
        ObjectNode stored = stored(alias, properties).put("provisioningState", state);
        return Answer.json(isNew ? 201 : 200, watchlists.put(alias, stored, ""));
    }

    private ObjectNode stored(String alias, JsonNode given) {
        ObjectNode stored = given.deepCopy();
        stored.remove("rawContent");
        String now = clock.instant().toString();
        stored.put("watchlistAlias", alias)
                .put(
                        "watchlistId",
                        UUID.nameUUIDFromBytes(alias.getBytes(StandardCharsets.UTF_8))
                                .toString())
                .put("created", given.path("created").asText(now))
                .put("updated", now);
        stored.putObject("createdBy").put("name", "Anna Holm").put("email", "anna@hafnia.example");
        return stored;
    }

    private void proceed(String alias) {
        Integer left = pollsLeft.get(key(alias));
        if (left == null) {
            return;
        }
        ObjectNode properties = (ObjectNode) watchlists.get(alias).path("properties");
        if (left > 1) {
            pollsLeft.put(key(alias), left - 1);
        } else {
            pollsLeft.remove(key(alias));
        }
        watchlists.put(alias, properties.put("provisioningState", left > 1 ? "InProgress" : "Succeeded"), "");
    }

    private Resources itemsOf(String alias) {
        return items.computeIfAbsent(
                key(alias),
                ignored -> new Resources(
                        path + "/" + alias + "/watchlistItems",
                        "Microsoft.SecurityInsights/Watchlists/WatchlistItems",
                        etags));
    }

    private void addItems(String alias, List<List<String>> records) {
        List<String> header = records.getFirst();
        for (List<String> record : records.subList(1, records.size())) {
            ObjectNode values = Resources.JSON.createObjectNode();
            for (int column = 0; column < Math.min(header.size(), record.size()); column++) {
                values.put(header.get(column), record.get(column));
            }
            putItem(alias, UUID.randomUUID().toString(), values);
        }
    }

    private ObjectNode putItem(String alias, String id, JsonNode values) {
        ObjectNode properties = Resources.JSON
                .createObjectNode()
                .put("watchlistItemType", "watchlist-item")
                .put("watchlistItemId", id)
                .put("isDeleted", false)
                .put("created", clock.instant().toString())
                .put("updated", clock.instant().toString());
        properties.set("itemsKeyValue", values);
        properties.putObject("entityMapping");
        return itemsOf(alias).put(id, properties, "");
    }

    private Answer item(Ask ask, String alias, List<String> names) {
        if (names.isEmpty() && ask.method().equals("GET")) {
            // The rows of an upload are there when it is done.
            List<ObjectNode> all = pollsLeft.containsKey(key(alias))
                    ? List.of()
                    : itemsOf(alias).all();
            return Pages.of(ask, all, options.largestPage());
        }
        if (names.size() != 1) {
            throw ManagementEmulation.methodNotAllowed(ask);
        }
        String id = names.getFirst();
        return switch (ask.method()) {
            case "GET" -> Answer.json(200, itemsOf(alias).get(id));
            case "DELETE" -> Answer.empty(itemsOf(alias).remove(id) ? 200 : 204);
            case "PUT" -> {
                JsonNode values = ask.json().path("properties").path("itemsKeyValue");
                if (!values.isObject() || values.isEmpty()) {
                    throw new Refusal(400, "BadRequest", "Required property 'itemsKeyValue' was not found.");
                }
                boolean isNew = itemsOf(alias).find(id).isEmpty();
                yield Answer.json(isNew ? 201 : 200, putItem(alias, id, values));
            }
            default -> throw ManagementEmulation.methodNotAllowed(ask);
        };
    }

    /** The aliases of all watchlists. */
    Table aliases() {
        List<ObjectNode> rows = watchlists.all().stream()
                .map(watchlist -> Resources.JSON.createObjectNode().set("WatchlistAlias", watchlist.path("name")))
                .map(ObjectNode.class::cast)
                .toList();
        return Rows.table("watchlists", List.of("WatchlistAlias"), rows);
    }

    /** The items of a watchlist as {@code _GetWatchlist} gives them; those of an upload are there when it is done. */
    Optional<Table> table(String alias) {
        return watchlists.find(alias).map(watchlist -> {
            Set<String> columns = new LinkedHashSet<>(List.of("_DTItemId", "LastUpdatedTimeUTC:datetime", "SearchKey"));
            List<ObjectNode> rows = new ArrayList<>();
            String key = watchlist.path("properties").path("itemsSearchKey").asText();
            for (ObjectNode item : pollsLeft.containsKey(key(alias))
                    ? List.<ObjectNode>of()
                    : itemsOf(alias).all()) {
                JsonNode properties = item.path("properties");
                ObjectNode row = properties.path("itemsKeyValue").deepCopy();
                row.fieldNames().forEachRemaining(columns::add);
                row.put("_DTItemId", item.path("name").asText())
                        .put("LastUpdatedTimeUTC", properties.path("updated").asText())
                        .put("SearchKey", row.path(key).asText());
                rows.add(row);
            }
            return Rows.table(alias, List.copyOf(columns), rows);
        });
    }

    private static String key(String alias) {
        return alias.toLowerCase(Locale.ROOT);
    }
}
