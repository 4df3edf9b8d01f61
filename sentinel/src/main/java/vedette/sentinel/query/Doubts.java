package vedette.sentinel.query;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What was odd in an answer: each thing once, with how often it came. For one thread. */
final class Doubts {

    private static final int LONGEST_SAMPLE = 80;

    private final Map<String, Integer> counts = new LinkedHashMap<>();
    private final Map<String, String> samples = new LinkedHashMap<>();

    /** Something odd of the answer as a whole. */
    void note(String text) {
        counts.merge(text, 1, Integer::sum);
    }

    /** A cell that could not be read as its column's type says. */
    void cell(String what, long row, String value) {
        note(what);
        samples.computeIfAbsent(
                what,
                key -> "'" + (value.length() > LONGEST_SAMPLE ? value.substring(0, LONGEST_SAMPLE) + "…" : value)
                        + "' in row " + (row + 1));
    }

    List<String> warnings() {
        List<String> warnings = new ArrayList<>();
        counts.forEach((text, count) -> {
            String sample = samples.get(text);
            warnings.add(sample == null ? text : text + (count == 1 ? ": " : ": " + count + " times, first ") + sample);
        });
        return warnings;
    }
}
