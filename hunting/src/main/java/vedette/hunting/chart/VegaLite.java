package vedette.hunting.chart;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import vedette.hunting.chart.ChartData.Category;
import vedette.hunting.chart.ChartData.Point;
import vedette.hunting.chart.ChartData.Time;
import vedette.hunting.chart.ChartData.Value;

/**
 * A chart as a Vega-Lite specification. Data stand inside, under names of our own, so that no column's name is ever read
 * as a path or an expression.
 */
final class VegaLite {

    private static final int WIDTH = 720;
    private static final int HEIGHT = 300;
    private static final int BAR_STEP = 22;

    private VegaLite() {}

    static Map<String, Object> spec(ChartData data, ChartKind kind, Map<String, String> properties) {
        Map<String, Object> spec = new LinkedHashMap<>();
        spec.put("$schema", "https://vega.github.io/schema/vega-lite/v5.json");
        if (!data.title().isEmpty()) {
            spec.put("title", data.title());
        }
        spec.put("width", kind == ChartKind.PIE ? HEIGHT : WIDTH);
        spec.put("height", kind == ChartKind.BARS ? Map.of("step", BAR_STEP) : HEIGHT);
        spec.put(
                "data",
                Map.of("values", data.points().stream().map(VegaLite::value).toList()));
        spec.put("mark", mark(kind));
        spec.put("encoding", encoding(data, kind, properties));
        if ("hidden".equals(properties.get("legend"))) {
            // Vega-Lite knows "disable" only here: at a channel it would be ignored.
            spec.put("config", Map.of("legend", Map.of("disable", true)));
        }
        if (!kind.isCategorical()) {
            spec.put("params", List.of(Map.of("name", "zoom", "select", "interval", "bind", "scales")));
        }
        return spec;
    }

    private static Map<String, Object> value(Point point) {
        Object x = switch (point.x()) {
            case Time time -> time.instant().toEpochMilli();
            case Value value -> value.number();
            case Category category -> category.text();
        };
        return Map.of("x", x, "y", point.y(), "series", point.series());
    }

    private static Map<String, Object> mark(ChartKind kind) {
        return switch (kind) {
            case LINE -> Map.of("type", "line", "tooltip", true, "point", Map.of("size", 18), "strokeWidth", 1.6);
            case AREA -> Map.of("type", "area", "tooltip", true, "opacity", 0.6);
            case POINTS -> Map.of("type", "point", "tooltip", true, "filled", true);
            case BARS, COLUMNS -> Map.of("type", "bar", "tooltip", true);
            case PIE -> Map.of("type", "arc", "tooltip", true);
        };
    }

    private static Map<String, Object> encoding(ChartData data, ChartKind kind, Map<String, String> properties) {
        Map<String, Object> encoding = new LinkedHashMap<>();
        if (kind == ChartKind.PIE) {
            encoding.put("theta", Map.of("field", "y", "type", "quantitative", "stack", true));
            encoding.put("color", Map.of("field", "x", "type", "nominal", "title", data.xTitle()));
            return encoding;
        }
        Map<String, Object> x = x(data, kind);
        Map<String, Object> y = new LinkedHashMap<>(Map.of(
                "field", "y", "type", "quantitative", "title", data.yTitle().isEmpty() ? "value" : data.yTitle()));
        stack(kind, properties).ifPresent(stack -> y.put("stack", stack));
        encoding.put(kind == ChartKind.BARS ? "y" : "x", x);
        encoding.put(kind == ChartKind.BARS ? "x" : "y", y);
        if (data.series().size() > 1) {
            encoding.put("color", Map.of("field", "series", "type", "nominal", "title", ""));
            if (standsBeside(kind, properties)) {
                encoding.put(kind == ChartKind.BARS ? "yOffset" : "xOffset", Map.of("field", "series"));
            }
        }
        return encoding;
    }

    private static Map<String, Object> x(ChartData data, ChartKind kind) {
        Map<String, Object> x = new LinkedHashMap<>();
        x.put("field", "x");
        x.put("title", data.xIsTime() ? data.xTitle() + " (UTC)" : data.xTitle());
        x.put("type", data.xIsTime() ? "temporal" : data.xIsNumber() ? "quantitative" : "nominal");
        if (data.xIsTime()) {
            x.put("scale", Map.of("type", "utc"));
            x.put("axis", Pictures.TIME_AXIS);
        } else if (kind.isCategorical()) {
            // The order of the rows: sorting is the query's business.
            x.put(
                    "sort",
                    List.copyOf(data.points().stream()
                            .map(point -> ((Category) point.x()).text())
                            .distinct()
                            .toList()));
            x.put("axis", Map.of("labelLimit", 220));
        }
        return x;
    }

    private static Optional<Object> stack(ChartKind kind, Map<String, String> properties) {
        String asked = properties.getOrDefault("kind", "");
        boolean stacks = kind == ChartKind.AREA || kind.isCategorical();
        return switch (asked) {
            case "stacked100" -> Optional.of("normalize");
            case "stacked" -> Optional.of("zero");
            default -> stacks ? Optional.of(false) : Optional.empty();
        };
    }

    /** Whether the bars of a category stand side by side, as they do unless the query stacks them. */
    private static boolean standsBeside(ChartKind kind, Map<String, String> properties) {
        return kind.isCategorical() && !properties.getOrDefault("kind", "").startsWith("stacked");
    }
}
