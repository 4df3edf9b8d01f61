package vedette.hunting.chart;

import java.awt.Color;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TimeZone;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.PieChart;
import org.knowm.xchart.PieChartBuilder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.internal.chartpart.Chart;
import org.knowm.xchart.style.markers.SeriesMarkers;
import vedette.hunting.chart.ChartData.Category;
import vedette.hunting.chart.ChartData.Point;
import vedette.hunting.chart.ChartData.Time;
import vedette.hunting.chart.ChartData.Value;

/** A chart as a PNG picture, drawn by XChart. */
final class ChartPng {

    private static final int WIDTH = 900;
    private static final int HEIGHT = 420;
    private static final int MOST_CATEGORIES = 40;
    private static final int MOST_NAME = 40;
    private static final int MANY_CATEGORIES = 8;

    private ChartPng() {}

    /** The picture; none where this machine cannot draw or there is nothing to draw. */
    static Optional<byte[]> draw(ChartData data, ChartKind kind) {
        if (data.points().isEmpty()) {
            return Optional.empty();
        }
        return Pictures.png(() -> switch (kind) {
            case LINE, AREA, POINTS -> xy(data, kind);
            case BARS, COLUMNS -> categories(data);
            case PIE -> pie(data);
        });
    }

    private static Chart<?, ?> xy(ChartData data, ChartKind kind) {
        XYChart chart = new XYChartBuilder()
                .width(WIDTH)
                .height(HEIGHT)
                .title(data.title())
                .xAxisTitle(data.xIsTime() ? data.xTitle() + " (UTC)" : data.xTitle())
                .yAxisTitle(data.yTitle())
                .build();
        Pictures.style(
                chart.getStyler(), data.series().size() > 1, !data.title().isEmpty());
        chart.getStyler().setTimezone(TimeZone.getTimeZone("UTC"));
        chart.getStyler()
                .setDefaultSeriesRenderStyle(
                        switch (kind) {
                            case AREA -> XYSeriesRenderStyle.Area;
                            case POINTS -> XYSeriesRenderStyle.Scatter;
                            default -> XYSeriesRenderStyle.Line;
                        });
        for (String series : data.series()) {
            List<Object> xs = new ArrayList<>();
            List<Double> ys = new ArrayList<>();
            for (Point point : data.of(series)) {
                xs.add(x(point, xs.size()));
                ys.add(point.y());
            }
            var drawn = chart.addSeries(series.isEmpty() ? "(empty)" : series, xs, ys);
            if (kind == ChartKind.LINE) {
                drawn.setMarker(xs.size() > 60 ? SeriesMarkers.NONE : SeriesMarkers.CIRCLE);
            }
        }
        return chart;
    }

    private static Object x(Point point, int index) {
        return switch (point.x()) {
            case Time(Instant instant) -> Date.from(instant);
            case Value(double number) -> number;
            case Category category -> index;
        };
    }

    private static Chart<?, ?> categories(ChartData data) {
        List<String> names =
                data.points().stream().map(ChartPng::category).distinct().toList();
        int all = names.size();
        names = names.stream().limit(MOST_CATEGORIES).toList();
        String cut = all > MOST_CATEGORIES ? " (first " + MOST_CATEGORIES + " of " + all + ")" : "";
        CategoryChart chart = new CategoryChartBuilder()
                .width(WIDTH)
                .height(HEIGHT)
                .title(data.title())
                .xAxisTitle(data.xTitle() + cut)
                .yAxisTitle(data.yTitle())
                .build();
        Pictures.style(
                chart.getStyler(), data.series().size() > 1, !data.title().isEmpty());
        chart.getStyler().setXAxisLabelRotation(names.size() > MANY_CATEGORIES ? 45 : 0);
        for (String series : data.series()) {
            Map<String, Double> values = new LinkedHashMap<>();
            data.of(series).forEach(point -> values.merge(category(point), point.y(), Double::sum));
            chart.addSeries(
                    series.isEmpty() ? "(empty)" : series,
                    names,
                    names.stream().map(name -> values.getOrDefault(name, 0.0)).toList());
        }
        return chart;
    }

    private static String category(Point point) {
        return switch (point.x()) {
            case Category(String text) -> shortened(text);
            case Time(Instant instant) -> instant.toString();
            case Value(double number) -> String.valueOf(number);
        };
    }

    /** Both ends of a long text: paths differ at their ends, and two texts that look the same would become one bar. */
    private static String shortened(String text) {
        return text.length() <= MOST_NAME
                ? text
                : text.substring(0, 8) + "…" + text.substring(text.length() - MOST_NAME + 9);
    }

    private static Chart<?, ?> pie(ChartData data) {
        PieChart chart = new PieChartBuilder()
                .width(WIDTH)
                .height(HEIGHT)
                .title(data.title())
                .build();
        Pictures.style(chart.getStyler(), true, !data.title().isEmpty());
        chart.getStyler().setPlotBorderVisible(false).setPlotBackgroundColor(Color.WHITE);
        Map<String, Double> slices = new LinkedHashMap<>();
        data.points().forEach(point -> slices.merge(category(point), Math.max(0, point.y()), Double::sum));
        slices.forEach(chart::addSeries);
        return chart;
    }
}
