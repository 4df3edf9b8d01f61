package vedette.hunting.timeline;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;
import vedette.display.Displayable;
import vedette.display.Escape;
import vedette.display.MimeBundle;
import vedette.frame.Frames;
import vedette.frame.KqlType;
import vedette.frame.Ticks;
import vedette.hunting.timeline.TimelineData.Event;
import vedette.hunting.timeline.TimelineData.Reference;

/**
 * The rows of a frame as events on lanes over time: interactive as Vega-Lite, as a picture, and as text. Immutable;
 * methods give new timelines.
 */
public final class Timeline implements Displayable {

    private static final String NO_LANE = "(none)";
    private static final int MOST_LABEL = 200;

    private final Table table;
    private final Optional<String> time;
    private final Optional<String> lane;
    private final Optional<String> label;
    private final List<String> tooltip;
    private final String title;
    private final List<Reference> references;

    private Timeline(
            Table table,
            Optional<String> time,
            Optional<String> lane,
            Optional<String> label,
            List<String> tooltip,
            String title,
            List<Reference> references) {
        this.table = table;
        this.time = time;
        this.lane = lane;
        this.label = label;
        this.tooltip = List.copyOf(tooltip);
        this.title = title;
        this.references = List.copyOf(references);
    }

    /** A timeline of a frame's rows by its first datetime column, on one lane. */
    public static Timeline of(Table table) {
        return new Timeline(table, Optional.empty(), Optional.empty(), Optional.empty(), List.of(), "", List.of());
    }

    /** When things happened; a column of datetimes, or of texts that are. */
    public Timeline time(String column) {
        return new Timeline(table, Optional.of(known(column)), lane, label, tooltip, title, references);
    }

    /** What sets lanes apart. */
    public Timeline lane(String column) {
        return new Timeline(table, time, Optional.of(known(column)), label, tooltip, title, references);
    }

    /** What happened, in the user's words. */
    public Timeline label(String column) {
        return new Timeline(table, time, lane, Optional.of(known(column)), tooltip, title, references);
    }

    /** What else a mark says when it is pointed at. */
    public Timeline tooltip(String... columns) {
        List<String> known = new ArrayList<>();
        for (String column : columns) {
            known.add(known(column));
        }
        return new Timeline(table, time, lane, label, known, title, references);
    }

    /** What stands above. */
    public Timeline title(String text) {
        return new Timeline(table, time, lane, label, tooltip, Escape.visible(text), references);
    }

    /** A moment to compare with, as a red line. */
    public Timeline reference(Instant moment, String text) {
        List<Reference> more = new ArrayList<>(references);
        more.add(new Reference(moment, Escape.visible(text)));
        return new Timeline(table, time, lane, label, tooltip, title, more);
    }

    private String known(String column) {
        if (!table.columnNames().contains(column)) {
            throw new IllegalArgumentException(
                    "column must be a column of the frame: " + column + "; it has " + table.columnNames());
        }
        return column;
    }

    /** What is drawn. */
    TimelineData data() {
        Column<?> times = table.column(time.or(this::firstTime)
                .orElseThrow(() -> new IllegalArgumentException(
                        "table must have a column of datetimes, or name one with time(...): " + table.columnNames())));
        Optional<String> labels = label.or(this::firstLabel);
        List<Event> events = new ArrayList<>();
        int undated = 0;
        for (int row = 0; row < table.rowCount(); row++) {
            Optional<Instant> instant = instant(times, row);
            if (instant.isEmpty()) {
                undated++;
                continue;
            }
            int at = row;
            String laneText = lane.map(column -> text(column, at)).orElse("events");
            events.add(new Event(
                    instant.get(),
                    laneText.isEmpty() ? NO_LANE : laneText,
                    labels.map(column -> text(column, at)).orElse(""),
                    tooltip.stream()
                            .map(column -> column + ": " + text(column, at))
                            .toList()));
        }
        return new TimelineData(title, events, undated, references);
    }

    private String text(String column, int row) {
        return Escape.shortened(Escape.visible(Frames.text(table.column(column), row)), MOST_LABEL);
    }

    private Optional<String> firstTime() {
        return table.columns().stream()
                .filter(column -> Frames.type(column) == KqlType.DATETIME)
                .findFirst()
                .or(() -> table.columns().stream()
                        .filter(column -> Frames.type(column) == KqlType.STRING && column.size() > 0)
                        .filter(column -> instant(column, 0).isPresent())
                        .findFirst())
                .map(Column::name);
    }

    private Optional<String> firstLabel() {
        return Optional.of("CommandLine")
                .filter(table.columnNames()::contains)
                .or(() -> table.columns().stream()
                        .filter(column -> Frames.type(column) == KqlType.STRING)
                        .map(Column::name)
                        .filter(name -> !name.equals(lane.orElse("")) && !name.equals(time.orElse("")))
                        .findFirst());
    }

    private static Optional<Instant> instant(Column<?> column, int row) {
        return Frames.value(column, row).flatMap(value -> switch (value) {
            case Instant instant -> Optional.of(instant);
            case String text -> {
                var ticks = Ticks.parseDatetime(text);
                yield ticks.isPresent() ? Optional.of(Ticks.toInstant(ticks.getAsLong())) : Optional.empty();
            }
            default -> Optional.empty();
        });
    }

    @Override
    public MimeBundle toMimeBundle() {
        TimelineData data = data();
        MimeBundle bundle = MimeBundle.of(MimeBundle.VEGA_LITE, TimelineVegaLite.spec(data))
                .with(MimeBundle.TEXT, TimelineText.of(data));
        return TimelinePng.draw(data)
                .map(png -> bundle.with(MimeBundle.PNG, png))
                .orElse(bundle);
    }
}
