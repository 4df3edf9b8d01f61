package vedette.sentinel.library;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import vedette.kql.query.TimeRange;
import vedette.sentinel.library.QueryLibrary.Skipped;
import vedette.sentinel.library.SentinelRule.Comparison;
import vedette.sentinel.library.SentinelRule.EntityMapping;
import vedette.sentinel.library.SentinelRule.Trigger;

/**
 * Reads Sentinel's rules and hunting queries: the files of its public content, templates that the portal exports, and
 * lists as the management API gives them.
 */
final class RuleReader {

    private static final String HUNTING = "Hunting";

    private RuleReader() {}

    static boolean isRule(Entry file) {
        return file.has("query") && (file.has("name") || file.has("id"));
    }

    static boolean isExport(Entry file) {
        return file.has("resources")
                || (file.has("value") && file.value("value").orElseThrow() instanceof List);
    }

    /** A rule that is a file of its own. */
    static SentinelRule rule(Entry file) {
        return rule(file, file.place());
    }

    private static SentinelRule rule(Entry entry, String source) {
        String id = entry.text("id").orElse("").strip();
        String text = entry.needed("query");
        Optional<String> severity = entry.text("severity");
        boolean hunting = severity.isEmpty() && !entry.has("triggerOperator");
        String kind = entry.text("kind").orElse(hunting ? HUNTING : "Scheduled");
        List<String> tactics = entry.texts("tactics");
        List<String> techniques = new ArrayList<>(
                entry.has("relevantTechniques") ? entry.texts("relevantTechniques") : entry.texts("techniques"));
        techniques.addAll(tactics);
        return new SentinelRule(
                id,
                entry.text("name")
                        .or(() -> entry.text("displayName"))
                        .orElse(id)
                        .strip(),
                unquoted(entry.text("description").orElse("").strip()),
                kind,
                severity,
                duration(entry, "queryFrequency"),
                duration(entry, "queryPeriod"),
                hunting ? Optional.empty() : Optional.of(trigger(entry)),
                tactics,
                techniques,
                TableNames.of(text),
                connectors(entry),
                entities(entry),
                text,
                entry.text("version").orElse(""),
                source);
    }

    /** Many of the public files quote their description twice. */
    private static String unquoted(String text) {
        boolean quoted = text.length() > 1 && text.startsWith("'") && text.endsWith("'");
        return quoted ? text.substring(1, text.length() - 1).strip() : text;
    }

    private static Optional<Duration> duration(Entry entry, String key) {
        return entry.text(key).map(text -> {
            try {
                Duration duration = TimeRange.parseDuration(text);
                if (duration.isPositive()) {
                    return duration;
                }
            } catch (IllegalArgumentException e) {
                throw new QueryLibraryException(entry.place() + "." + key + ": " + e.getMessage());
            }
            throw new QueryLibraryException(entry.place() + "." + key + ": '" + text + "' is no time that passes");
        });
    }

    /** Rules that say nothing alert at each row. */
    private static Trigger trigger(Entry entry) {
        String operator = entry.text("triggerOperator").orElse("gt");
        Comparison comparison = switch (operator.toLowerCase(Locale.ROOT)) {
            case "gt", "greaterthan" -> Comparison.MORE_THAN;
            case "lt", "lessthan" -> Comparison.LESS_THAN;
            case "eq", "equal" -> Comparison.EQUAL_TO;
            case "ne", "notequal" -> Comparison.NOT_EQUAL_TO;
            default ->
                throw new QueryLibraryException(
                        entry.place() + ".triggerOperator: '" + operator + "' is none of gt, lt, eq, ne");
        };
        String threshold = entry.text("triggerThreshold").orElse("0").strip();
        try {
            return new Trigger(comparison, Long.parseLong(threshold));
        } catch (NumberFormatException e) {
            throw new QueryLibraryException(
                    entry.place() + ".triggerThreshold: '" + threshold + "' is no whole number", e);
        }
    }

    private static List<String> connectors(Entry entry) {
        return entry.entries("requiredDataConnectors").stream()
                .map(connector -> {
                    String types = String.join(", ", connector.texts("dataTypes"));
                    return connector.text("connectorId").orElse("?") + (types.isEmpty() ? "" : " (" + types + ")");
                })
                .toList();
    }

    private static List<EntityMapping> entities(Entry entry) {
        return entry.entries("entityMappings").stream()
                .map(mapping -> {
                    Map<String, String> columns = new LinkedHashMap<>();
                    for (Entry field : mapping.entries("fieldMappings")) {
                        columns.put(field.needed("identifier"), field.needed("columnName"));
                    }
                    return new EntityMapping(mapping.needed("entityType"), columns);
                })
                .toList();
    }

    /** The rules and hunting queries of an export; what else it holds is no matter of ours. */
    static void export(Entry file, List<LibraryQuery> queries, List<Skipped> skipped) {
        String list = file.has("resources") ? "resources" : "value";
        for (Entry resource : file.entries(list)) {
            Entry properties = resource.entry("properties");
            if (!properties.has("query")) {
                continue;
            }
            String label = properties
                    .text("displayName")
                    .or(() -> resource.text("name"))
                    .orElse("a rule");
            try {
                queries.add(rule(flattened(resource, properties), file.place()));
            } catch (QueryLibraryException e) {
                skipped.add(new Skipped(file.place() + ": " + label, String.valueOf(e.getMessage())));
            }
        }
    }

    private static Entry flattened(Entry resource, Entry properties) {
        Map<String, Object> values = new LinkedHashMap<>(properties.values());
        properties.text("query").ifPresent(query -> values.put("query", unescaped(query)));
        resource.text("kind").ifPresent(kind -> values.put("kind", kind));
        resource.text("name").ifPresent(name -> values.put("id", name));
        for (Entry tag : properties.entries("tags")) {
            String name = tag.text("name").orElse("");
            tag.text("value")
                    .ifPresent(value -> values.putIfAbsent(
                            name, name.equals("description") ? value : List.of(value.split("\\s*,\\s*"))));
        }
        if (properties.has("category")) {
            values.put("kind", HUNTING);
        }
        return new Entry(properties.place(), values);
    }

    /** In a template a text that begins with a bracket is a formula, unless the bracket is doubled. */
    private static String unescaped(String query) {
        return query.startsWith("[[") ? query.substring(1) : query;
    }
}
