package vedette.hunting.timeline;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a timeline shows, before anybody draws it.
 *
 * @param title above it, or empty
 * @param events in order of time
 * @param undated how many rows have no time
 * @param references moments to compare with
 */
record TimelineData(String title, List<Event> events, int undated, List<Reference> references) {

    /** More marks than this make a lane a bar; then a mark stands for all events of a stretch. */
    static final int MOST_MARKS = 10_000;

    private static final int BINS = 400;

    /** Something that happened. */
    record Event(Instant time, String lane, String label, List<String> details) {}

    /** A moment with a name. */
    record Reference(Instant time, String label) {}

    /** One or more events at a place of a lane. */
    record Mark(Instant time, String lane, String label, List<String> details, int count) {}

    TimelineData {
        events = events.stream().sorted(Comparator.comparing(Event::time)).toList();
        references = List.copyOf(references);
    }

    /** The lanes by name. */
    List<String> lanes() {
        return List.copyOf(new TreeSet<>(events.stream().map(Event::lane).toList()));
    }

    boolean isBinned() {
        return events.size() > MOST_MARKS;
    }

    /** What is drawn: each event, or, where they are too many, how many there are in each stretch of a lane. */
    List<Mark> marks() {
        return isBinned()
                ? binned()
                : events.stream()
                        .map(event -> new Mark(event.time, event.lane, event.label, event.details, 1))
                        .toList();
    }

    private List<Mark> binned() {
        Instant first = events.getFirst().time;
        long width = Math.max(1, Duration.between(first, events.getLast().time).toMillis() / BINS);
        Map<String, Map<Long, Integer>> counts = new TreeMap<>();
        for (Event event : events) {
            long bin = Duration.between(first, event.time).toMillis() / width;
            counts.computeIfAbsent(event.lane, lane -> new TreeMap<>()).merge(bin, 1, Integer::sum);
        }
        List<Mark> marks = new ArrayList<>();
        counts.forEach((lane, bins) -> bins.forEach((bin, count) -> marks.add(new Mark(
                first.plusMillis(bin * width + width / 2),
                lane,
                count + (count == 1 ? " event" : " events"),
                List.of(),
                count))));
        return marks;
    }
}
