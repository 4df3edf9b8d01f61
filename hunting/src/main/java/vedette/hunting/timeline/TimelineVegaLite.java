package vedette.hunting.timeline;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import vedette.hunting.timeline.TimelineData.Mark;

/** A timeline as a Vega-Lite specification with its data inside, under names of our own. */
final class TimelineVegaLite {

    private static final int WIDTH = 760;
    private static final int LANE = 44;

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
        }
        spec.put("layer", layers);
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
        encoding.put("x", Map.of("field", "time", "type", "temporal", "title", "UTC", "scale", Map.of("type", "utc")));
        encoding.put(
                "y",
                Map.of(
                        "field", "lane",
                        "type", "nominal",
                        "title", "",
                        "sort", data.lanes(),
                        "axis", Map.of("labelLimit", 220, "grid", true)));
        encoding.put("color", Map.of("field", "lane", "type", "nominal", "legend", Map.of("disable", true)));
        if (data.isBinned()) {
            encoding.put("size", Map.of("field", "count", "type", "quantitative", "title", "events"));
        }
        encoding.put(
                "tooltip",
                List.of(
                        Map.of(
                                "field",
                                "time",
                                "type",
                                "temporal",
                                "title",
                                "time",
                                "format",
                                "%Y-%m-%d %H:%M:%S.%L",
                                "timeUnit",
                                "utcyearmonthdatehoursminutesecondsmilliseconds"),
                        Map.of("field", "lane", "title", "lane"),
                        Map.of("field", "label", "title", "what"),
                        Map.of("field", "details", "title", "more")));
        layer.put("encoding", encoding);
        return layer;
    }

    private static Map<String, Object> value(Mark mark) {
        return Map.of(
                "time", mark.time().toEpochMilli(),
                "lane", mark.lane(),
                "label", mark.label(),
                "details", String.join("; ", mark.details()),
                "count", mark.count());
    }

    private static Map<String, Object> references(TimelineData data) {
        List<Map<String, Object>> values = data.references().stream()
                .map(reference ->
                        Map.<String, Object>of("time", reference.time().toEpochMilli(), "label", reference.label()))
                .toList();
        return Map.of(
                "data", Map.of("values", values),
                "mark", Map.of("type", "rule", "color", "#d62728", "strokeDash", List.of(5, 4), "strokeWidth", 1.5),
                "encoding",
                        Map.of(
                                "x", Map.of("field", "time", "type", "temporal"),
                                "tooltip", List.of(Map.of("field", "label", "title", "reference"))));
    }
}
