package vedette.hunting.timeline;

import java.awt.Color;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.TimeZone;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.lines.SeriesLines;
import org.knowm.xchart.style.markers.SeriesMarkers;
import vedette.hunting.chart.Pictures;
import vedette.hunting.timeline.TimelineData.Mark;

/** A timeline as a PNG picture. XChart has no axis of categories for points, so lanes are numbers with names. */
final class TimelinePng {

    private static final int WIDTH = 1000;
    private static final int TOP_AND_BOTTOM = 120;
    private static final int LANE = 44;
    private static final Color REFERENCE = new Color(0xd62728);
    private static final int MOST_LANES = 40;
    private static final int MOST_NAME = 32;

    private TimelinePng() {}

    static Optional<byte[]> draw(TimelineData data) {
        if (data.events().isEmpty()) {
            return Optional.empty();
        }
        return Pictures.png(() -> chart(data));
    }

    private static XYChart chart(TimelineData data) {
        List<String> lanes = data.lanes().stream().limit(MOST_LANES).toList();
        XYChart chart = new XYChartBuilder()
                .width(WIDTH)
                .height(TOP_AND_BOTTOM + LANE * lanes.size())
                .title(data.title())
                .xAxisTitle(axis(data))
                .yAxisTitle("")
                .build();
        Pictures.style(chart.getStyler(), false, !data.title().isEmpty());
        chart.getStyler().setTimezone(TimeZone.getTimeZone("UTC"));
        chart.getStyler().setDefaultSeriesRenderStyle(XYSeriesRenderStyle.Scatter);
        chart.getStyler().setMarkerSize(7);
        chart.getStyler().setYAxisMin(-1.0);
        chart.getStyler().setYAxisMax((double) lanes.size());
        chart.setCustomYAxisTickLabelsFormatter(position -> name(lanes, position));
        chart.getStyler().setYAxisTickMarkSpacingHint(LANE);
        for (int i = 0; i < lanes.size(); i++) {
            lane(chart, data, lanes.get(i), lanes.size() - 1 - i);
        }
        for (int i = 0; i < data.references().size(); i++) {
            Date moment = Date.from(data.references().get(i).time());
            var rule = chart.addSeries("reference " + i, List.of(moment, moment), List.of(-1.0, (double) lanes.size()));
            rule.setXYSeriesRenderStyle(XYSeriesRenderStyle.Line);
            rule.setMarker(SeriesMarkers.NONE);
            rule.setLineStyle(SeriesLines.DASH_DASH);
            rule.setLineColor(REFERENCE);
        }
        return chart;
    }

    /** What the axis is, what the red lines are, and whether a mark stands for many. */
    private static String axis(TimelineData data) {
        List<String> parts = new ArrayList<>(List.of("UTC"));
        data.references().forEach(reference -> parts.add("red: " + reference.label()));
        if (data.isBinned()) {
            parts.add("a mark stands for all events of a stretch");
        }
        if (data.lanes().size() > MOST_LANES) {
            parts.add("first " + MOST_LANES + " of " + data.lanes().size() + " lanes");
        }
        return String.join("; ", parts);
    }

    private static void lane(XYChart chart, TimelineData data, String lane, int position) {
        List<Date> times = new ArrayList<>();
        List<Double> places = new ArrayList<>();
        for (Mark mark : data.marks()) {
            if (mark.lane().equals(lane)) {
                times.add(Date.from(mark.time()));
                places.add((double) position);
            }
        }
        chart.addSeries("lane " + position, times, places).setMarker(SeriesMarkers.CIRCLE);
    }

    /** The lane at a place of the axis, top lane first; between lanes there is no name. */
    private static String name(List<String> lanes, double position) {
        long lane = Math.round(position);
        boolean isLane = Math.abs(position - lane) < 0.01 && lane >= 0 && lane < lanes.size();
        if (!isLane) {
            // XChart leaves all labels out where two are equal.
            return position < 0 ? " " : "  ";
        }
        String name = lanes.get(lanes.size() - 1 - (int) lane);
        return name.length() > MOST_NAME ? name.substring(0, MOST_NAME - 1) + "…" : name;
    }
}
