package vedette.emulator.management;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import tech.tablesaw.api.Table;
import vedette.emulator.Answer;
import vedette.kql.query.QueryRequest;

/**
 * Tables: their plans and how long rows are kept, and those that search jobs fill. A search is done after some looks at
 * its table, which queries find from then on.
 */
final class TableFamily implements ManagementEmulation.Family {

    private static final int MOST_ROWS = 1_000_000;
    private static final Duration LONGEST = Duration.ofDays(366);

    private static final int ANALYTICS_DAYS = 90;
    private static final int BASIC_DAYS = 30;
    private static final int TOTAL_DAYS = 365;

    private final ManagementOptions options;
    private final Kept kept;
    private final SearchResults results;
    private final Resources tables;
    private final Map<String, Integer> pollsLeft = new HashMap<>();

    /**
     * The tables that are queried.
     *
     * @param names all of them, which may become more
     * @param basic those of the plan Basic
     * @param query asks them
     */
    record Kept(Supplier<Set<String>> names, Set<String> basic, Function<QueryRequest, Table> query) {}

    TableFamily(Setting setting, Kept kept) {
        this.options = setting.options();
        this.kept = kept;
        this.results = new SearchResults(kept.query(), setting.clock());
        this.tables = new Resources(
                setting.workspace() + "/tables", "Microsoft.OperationalInsights/workspaces/tables", setting.etags());
    }

    private void look() {
        new TreeSet<>(kept.names().get())
                .stream().filter(name -> tables.find(name).isEmpty()).forEach(this::keep);
    }

    private void keep(String name) {
        boolean isBasic = kept.basic().contains(name);
        int days = isBasic ? BASIC_DAYS : ANALYTICS_DAYS;
        ObjectNode properties = Resources.JSON
                .createObjectNode()
                .put("plan", isBasic ? "Basic" : "Analytics")
                .put("retentionInDays", days)
                .put("totalRetentionInDays", TOTAL_DAYS)
                .put("archiveRetentionInDays", TOTAL_DAYS - days)
                .put("provisioningState", "Succeeded");
        properties.putObject("schema").put("name", name).put("tableType", "Microsoft");
        tables.put(name, properties, "");
    }

    @Override
    public Answer answer(Ask ask, List<String> names) {
        look();
        if (names.isEmpty() && ask.method().equals("GET")) {
            ObjectNode body = Resources.JSON.createObjectNode();
            ArrayNode value = body.putArray("value");
            tables.all().forEach(value::add);
            return Answer.json(200, body);
        }
        if (names.size() != 1) {
            throw ManagementEmulation.methodNotAllowed(ask);
        }
        String name = names.getFirst();
        return switch (ask.method()) {
            case "GET" -> {
                proceed(name);
                yield Answer.json(200, tables.get(name));
            }
            case "PUT" -> start(ask, name);
            case "DELETE" -> {
                results.remove(name);
                yield Answer.empty(tables.remove(name) ? 202 : 204);
            }
            default -> throw ManagementEmulation.methodNotAllowed(ask);
        };
    }

    private Answer start(Ask ask, String name) {
        JsonNode search = ask.json().path("properties").path("searchResults");
        if (!name.endsWith("_SRCH") || !search.isObject()) {
            throw new Refusal(400, "InvalidParameter", "'searchResults' needs a table name with the suffix '_SRCH'.");
        }
        if (tables.find(name).isPresent()) {
            throw new Refusal(400, "InvalidParameter", "Table " + name + " already exists.");
        }
        check(search);
        results.search(name, search, search.path("limit").asInt(MOST_ROWS));
        ObjectNode properties = Resources.JSON
                .createObjectNode()
                .put("plan", "Analytics")
                .put("provisioningState", options.polls() > 0 ? "Updating" : "Succeeded");
        ObjectNode schema = properties.putObject("schema");
        schema.put("name", name).put("tableType", "SearchResults");
        schema.set("searchResults", search.deepCopy());
        if (options.polls() > 0) {
            pollsLeft.put(key(name), options.polls());
        }
        return Answer.json(202, tables.put(name, properties, ""));
    }

    private static void check(JsonNode search) {
        String query = search.path("query").asText("");
        if (query.isBlank()) {
            throw new Refusal(400, "InvalidParameter", "'query' is missing.");
        }
        if (query.matches("(?s).*\\|\\s*(join|summarize|union|sort|top|render)\\b.*")) {
            throw new Refusal(400, "InvalidParameter", "The query uses an operator that search jobs do not support.");
        }
        int limit = search.path("limit").asInt(MOST_ROWS);
        if (limit < 1 || limit > MOST_ROWS) {
            throw new Refusal(400, "InvalidParameter", "'limit' must be between 1 and " + MOST_ROWS + ".");
        }
        try {
            OffsetDateTime from =
                    OffsetDateTime.parse(search.path("startSearchTime").asText());
            OffsetDateTime to =
                    OffsetDateTime.parse(search.path("endSearchTime").asText());
            Duration length = Duration.between(from, to);
            if (length.isNegative() || length.isZero() || length.compareTo(LONGEST) > 0) {
                throw new Refusal(400, "InvalidParameter", "The search range must be positive and at most a year.");
            }
        } catch (DateTimeException e) {
            throw new Refusal(400, "InvalidParameter", "The search range is missing or no time.");
        }
    }

    /** The names of the tables of searches that are done; what they find is not there before. */
    Set<String> found() {
        return tables.all().stream()
                .map(table -> table.path("name").asText())
                .filter(name -> results.find(name).isPresent() && !pollsLeft.containsKey(key(name)))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** What a search found that is done. */
    Optional<Table> found(String name) {
        return found().contains(name) ? results.find(name) : Optional.empty();
    }

    private void proceed(String name) {
        Integer left = pollsLeft.get(key(name));
        if (left == null || tables.find(name).isEmpty()) {
            return;
        }
        ObjectNode properties = (ObjectNode) tables.get(name).path("properties");
        if (left > 1) {
            pollsLeft.put(key(name), left - 1);
        } else {
            pollsLeft.remove(key(name));
        }
        tables.put(name, properties.put("provisioningState", left > 1 ? "InProgress" : "Succeeded"), "");
    }

    private static String key(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
