package vedette.kql.query;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;

/**
 * A stretch of time, half-open: {@code from} belongs to it, {@code to} does not, so that ranges side by side neither
 * overlap nor leave a gap.
 *
 * @param from the first instant that belongs to it
 * @param to the first instant after it
 */
public record TimeRange(Instant from, Instant to) {

    public TimeRange {
        requireNonNull(from, "from is null");
        requireNonNull(to, "to is null");
        if (!from.isBefore(to)) {
            throw new IllegalArgumentException("a time range must end after it starts: " + from + " to " + to);
        }
    }

    /** The stretch of this length before an instant. */
    public static TimeRange before(Instant to, Duration length) {
        return new TimeRange(to.minus(length), to);
    }

    /** From start to end. */
    public Duration length() {
        return Duration.between(from, to);
    }
}
