package vedette.sentinel.query;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Function;
import vedette.kql.query.RenderInstruction;

/** What a service tells of an answer besides its rows. */
final class Details {

    private static final long KILO = 1000;

    private Details() {}

    /** What answering cost, as far as a service says so, in the order to show. */
    static SequencedMap<String, String> statistics(JsonNode statistics) {
        JsonNode query = statistics.path("query").isObject() ? statistics.path("query") : statistics;
        JsonNode usage = either(query, "resourceUsage", "resource_usage");
        JsonNode input = either(query, "inputDatasetStatistics", "input_dataset_statistics");
        SequencedMap<String, String> details = new LinkedHashMap<>();
        put(details, "CPU", either(usage.path("cpu"), "totalCpu", "total cpu"), JsonNode::asText);
        put(details, "memory", either(usage.path("memory"), "peakPerNode", "peak_per_node"), Details::bytes);
        put(details, "rows scanned", input.path("rows").path("scanned"), Details::count);
        put(details, "extents scanned", input.path("extents").path("scanned"), Details::count);
        put(details, "data scanned", dataScanned(query, input), Details::bytes);
        return details;
    }

    private static JsonNode dataScanned(JsonNode query, JsonNode input) {
        JsonNode direct = either(query, "dataScanned", "data_scanned");
        return direct.isMissingNode()
                ? either(input.path("rowstores"), "scannedValuesSize", "scanned_values_size")
                : direct;
    }

    private static JsonNode either(JsonNode node, String name, String otherName) {
        return node.has(name) ? node.path(name) : node.path(otherName);
    }

    private static void put(Map<String, String> details, String name, JsonNode value, Function<JsonNode, String> text) {
        if (value.isValueNode() && !value.isNull()) {
            details.put(name, text.apply(value));
        }
    }

    private static String count(JsonNode value) {
        return String.format(Locale.ROOT, "%,d", value.asLong());
    }

    private static String bytes(JsonNode value) {
        double size = value.asDouble();
        String[] units = {"B", "kB", "MB", "GB", "TB"};
        int unit = 0;
        while (size >= KILO && unit < units.length - 1) {
            size /= KILO;
            unit++;
        }
        return String.format(Locale.ROOT, unit == 0 ? "%.0f %s" : "%.1f %s", size, units[unit]);
    }

    /** What a query's {@code render} asks for; what the service sends for "not given" is left out. */
    static Optional<RenderInstruction> render(JsonNode render) {
        Map<String, String> properties = new LinkedHashMap<>();
        render.properties().forEach(entry -> {
            String value = value(entry.getValue());
            if (!value.isEmpty()) {
                properties.put(entry.getKey().toLowerCase(Locale.ROOT), value);
            }
        });
        return Optional.ofNullable(properties.remove("visualization"))
                .map(kind -> new RenderInstruction(kind.toLowerCase(Locale.ROOT), properties));
    }

    private static String value(JsonNode value) {
        if (value.isArray()) {
            StringBuilder joined = new StringBuilder();
            value.forEach(item -> joined.append(joined.isEmpty() ? "" : ",").append(item.asText()));
            return joined.toString();
        }
        boolean given = value.isValueNode()
                && !value.isNull()
                && !value.asText().equals("NaN")
                && !value.asText().equals("false");
        return given ? value.asText().strip() : "";
    }
}
