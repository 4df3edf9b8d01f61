package vedette.kql;

/**
 * A stretch of a query's text, in UTF-16 offsets from its start: {@code start} inclusive, {@code end} exclusive. An
 * empty span points between two characters.
 */
public record Span(int start, int end) {

    public Span {
        if (start < 0) {
            throw new IllegalArgumentException("start must not be negative: " + start);
        }
        if (end < start) {
            throw new IllegalArgumentException("end must not be before start: " + end);
        }
    }

    /** How many UTF-16 characters it covers. */
    public int length() {
        return end - start;
    }
}
