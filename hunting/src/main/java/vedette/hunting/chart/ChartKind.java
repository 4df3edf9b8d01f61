package vedette.hunting.chart;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** How points are drawn. */
enum ChartKind {
    LINE,
    AREA,
    POINTS,
    BARS,
    COLUMNS,
    PIE;

    private static final Map<String, ChartKind> BY_NAME = Map.of(
            "timechart", LINE,
            "anomalychart", LINE,
            "linechart", LINE,
            "areachart", AREA,
            "stackedareachart", AREA,
            "scatterchart", POINTS,
            "barchart", BARS,
            "columnchart", COLUMNS,
            "piechart", PIE);

    /** The kind that a visualization of KQL's is drawn as. */
    static ChartKind of(String visualization) {
        ChartKind kind = BY_NAME.get(visualization);
        if (kind == null) {
            throw new IllegalArgumentException("this visualization is not drawn, only " + names());
        }
        return kind;
    }

    private static Set<String> names() {
        return new TreeSet<>(BY_NAME.keySet());
    }

    /** Whether the x axis is a list of categories. */
    boolean isCategorical() {
        return this == BARS || this == COLUMNS || this == PIE;
    }
}
