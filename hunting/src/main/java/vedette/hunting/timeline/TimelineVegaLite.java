package vedette.hunting.timeline;

import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import vedette.hunting.chart.Pictures;
import vedette.hunting.timeline.TimelineData.Mark;

/** A timeline as a Vega-Lite specification with its data inside, under names of our own. */
final class TimelineVegaLite {

    private static final int WIDTH = 760;
    private static final int LANE = 44;
    private static final DateTimeFormatter WHEN =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSS", Locale.ROOT).withZone(ZoneOffset.UTC);

    private TimelineVegaLite() {}

    static Map<String, Object> spec(TimelineData data) {
        Map<String, Object> spec = new LinkedHashMap<>();
        spec.put("$schema", "https://vega.github.io/schema/vega-lite/v5.json");
        if (!data.title().isEmpty()) {
            spec.put("title", data.title());
        }
        spec.put("width", WIDTH);
        spec.put("height", Map.of("step", LANE));
        List<Object> layers = new ArrayList<>(List.of(marks(data)));
        if (!data.references().isEmpty()) {
            layers.add(references(data));
            layers.add(names(data));
        }
        spec.put("layer", layers);
        // The lanes' names stand at the axis; Vega-Lite knows "disable" only here.
        spec.put("config", Map.of("legend", Map.of("disable", true)));
        return spec;
    }

    private static Map<String, Object> marks(TimelineData data) {
        Map<String, Object> layer = new LinkedHashMap<>();
        layer.put(
                "data",
                Map.of(
                        "values",
                        data.marks().stream().map(TimelineVegaLite::value).toList()));
        layer.put(
                "params",
                List.of(Map.of(
                        "name",
                        "zoom",
                        "select",
                        Map.of("type", "interval", "encodings", List.of("x")),
                        "bind",
                        "scales")));
        layer.put(
                "mark",
                data.isBinned()
                        ? Map.of("type", "circle", "opacity", 0.75)
                        : Map.of("type", "point", "filled", true, "size", 55, "opacity", 0.65));
        Map<String, Object> encoding = new LinkedHashMap<>();
        encoding.put(
                "x",
                Map.of(
                        "field", "time",
                        "type", "temporal",
                        "title", "UTC",
                        "scale", Map.of("type", "utc"),
                        "axis", Pictures.TIME_AXIS));
        encoding.put(
                "y",
                Map.of(
                        "field", "lane",
                        "type", "nominal",
                        "title", "",
                        "sort", data.lanes(),
                        "axis", Map.of("labelLimit", 220, "grid", true)));
        encoding.put("color", Map.of("field", "lane", "type", "nominal"));
        if (data.isBinned()) {
            encoding.put("size", Map.of("field", "count", "type", "quantitative", "title", "events"));
        }
        encoding.put(
                "tooltip",
                List.of(
                        Map.of("field", "when", "title", "time (UTC)"),
                        Map.of("field", "lane", "title", "lane"),
                        Map.of("field", "label", "title", "what"),
                        Map.of("field", "details", "title", "more")));
        layer.put("encoding", encoding);
        return layer;
    }

    private static Map<String, Object> value(Mark mark) {
        return Map.of(
                "time", mark.time().toEpochMilli(),
                "when", WHEN.format(mark.time()),
                "lane", mark.lane(),
                "label", mark.label(),
                "details", String.join("; ", mark.details()),
                "count", mark.count());
    }

    private static List<Map<String, Object>> moments(TimelineData data) {
        return data.references().stream()
                .map(reference ->
                        Map.<String, Object>of("time", reference.time().toEpochMilli(), "label", reference.label()))
                .toList();
    }

    /** The names of the references, at the top of their rules. */
    private static Map<String, Object> names(TimelineData data) {
        return Map.of(
                "data", Map.of("values", moments(data)),
                "mark", Map.of("type", "text", "color", "#d62728", "align", "left", "dx", 4, "dy", 8),
                "encoding",
                        Map.of(
                                "x", Map.of("field", "time", "type", "temporal", "scale", Map.of("type", "utc")),
                                "y", Map.of("value", 0),
                                "text", Map.of("field", "label")));
    }

    private static Map<String, Object> references(TimelineData data) {
        return Map.of(
                "data", Map.of("values", moments(data)),
                "mark", Map.of("type", "rule", "color", "#d62728", "strokeDash", List.of(5, 4), "strokeWidth", 1.5),
                "encoding",
                        Map.of(
                                "x", Map.of("field", "time", "type", "temporal"),
                                "tooltip", List.of(Map.of("field", "label", "title", "reference"))));
    }
}
