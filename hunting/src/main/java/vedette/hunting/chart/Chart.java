package vedette.hunting.chart;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import tech.tablesaw.api.Table;
import vedette.display.Displayable;
import vedette.display.MimeBundle;

/**
 * A chart of a frame, as KQL's {@code render} means it: interactive as Vega-Lite where the front end can, as a picture
 * where it cannot, and as a line of text. Immutable.
 */
public final class Chart implements Displayable {

    /** More points than this make a notebook heavy and a line a blot; then only some are drawn, and the title says so. */
    static final int MOST_POINTS = 10_000;

    private final String visualization;
    private final ChartKind kind;
    private final Map<String, String> properties;
    private final ChartData data;

    private Chart(String visualization, ChartKind kind, Map<String, String> properties, ChartData data) {
        this.visualization = visualization;
        this.kind = kind;
        this.properties = properties;
        this.data = data;
    }

    /**
     * A chart of a frame. The x axis is the first datetime column, or for a chart of categories the first column; numbers
     * are drawn, texts beside them tell series apart.
     *
     * @param visualization what {@code render} calls it: timechart, linechart, areachart, scatterchart, barchart,
     *     columnchart, piechart
     * @param properties what stands behind {@code render ... with}: title, xtitle, ytitle, xcolumn, ycolumns, series,
     *     kind, legend
     * @throws IllegalArgumentException when the frame cannot be drawn so; the message says what is missing
     */
    public static Chart of(Table table, String visualization, Map<String, String> properties) {
        ChartKind kind = ChartKind.of(visualization);
        ChartData data = thinned(ChartData.of(table, visualization, kind, properties));
        Map<String, String> meant = new HashMap<>(properties);
        if (visualization.equals("stackedareachart")) {
            meant.putIfAbsent("kind", "stacked");
        }
        return new Chart(visualization, kind, Map.copyOf(meant), data);
    }

    private static ChartData thinned(ChartData data) {
        int all = data.points().size();
        if (all <= MOST_POINTS) {
            return data;
        }
        int step = (all + MOST_POINTS - 1) / MOST_POINTS;
        List<ChartData.Point> kept = new ArrayList<>();
        Map<String, List<ChartData.Point>> bySeries = data.points().stream()
                .collect(Collectors.groupingBy(ChartData.Point::series, LinkedHashMap::new, Collectors.toList()));
        for (List<ChartData.Point> points : bySeries.values()) {
            for (int i = 0; i < points.size(); i += step) {
                kept.add(points.get(i));
            }
        }
        String note = String.format(Locale.ROOT, "one of %d drawn, of %,d points", step, all);
        String title = data.title().isEmpty() ? note : data.title() + " (" + note + ")";
        return new ChartData(title, data.xTitle(), data.yTitle(), data.xIsTime(), data.xIsNumber(), kept, data.left());
    }

    @Override
    public MimeBundle toMimeBundle() {
        Optional<byte[]> picture = ChartPng.draw(data, kind);
        String text = data.summary(visualization)
                + (picture.isPresent() || data.points().isEmpty()
                        ? ""
                        : "; this machine has no fonts to draw a picture with");
        MimeBundle bundle = MimeBundle.of(MimeBundle.VEGA_LITE, VegaLite.spec(data, kind, properties))
                .with(MimeBundle.TEXT, text);
        return picture.map(png -> bundle.with(MimeBundle.PNG, png)).orElse(bundle);
    }
}
