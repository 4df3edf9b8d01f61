package vedette.hunting.timeline;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import vedette.display.Escape;
import vedette.hunting.timeline.TimelineData.Event;

/** A timeline as plain text: its lanes, and its first events. */
final class TimelineText {

    private static final int MOST_EVENTS = 15;
    private static final int MOST_LABEL = 100;

    private TimelineText() {}

    static String of(TimelineData data) {
        StringBuilder text = new StringBuilder(data.title().isEmpty() ? "timeline" : Escape.line(data.title()));
        text.append(String.format(
                Locale.ROOT,
                ": %,d events on %,d lanes",
                data.events().size(),
                data.lanes().size()));
        if (data.undated() > 0) {
            text.append(String.format(Locale.ROOT, "; %,d rows have no time and are left out", data.undated()));
        }
        if (data.isBinned()) {
            text.append("; too many to draw one by one, so a mark stands for all of a stretch");
        }
        for (String lane : data.lanes()) {
            List<Event> events = data.events().stream()
                    .filter(event -> event.lane().equals(lane))
                    .toList();
            text.append(String.format(
                    Locale.ROOT,
                    "%n  %s: %,d, %s to %s",
                    Escape.line(lane),
                    events.size(),
                    time(events.getFirst().time()),
                    time(events.getLast().time())));
        }
        data.events().stream()
                .limit(MOST_EVENTS)
                .forEach(event -> text.append(String.format(
                        Locale.ROOT,
                        "%n%s  [%s] %s",
                        time(event.time()),
                        Escape.line(event.lane()),
                        Escape.shortened(Escape.line(event.label()), MOST_LABEL))));
        int left = data.events().size() - MOST_EVENTS;
        return left > 0
                ? text.append(String.format(Locale.ROOT, "%n... and %,d more", left))
                        .toString()
                : text.toString();
    }

    private static String time(Instant instant) {
        return instant.toString().replace('T', ' ').replace("Z", "");
    }
}
