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

    /** The stretch of this length from an instant on. */
    public static TimeRange after(Instant from, Duration length) {
        return new TimeRange(from, from.plus(length));
    }

    /**
     * The stretch that a text means: a duration before {@code now} such as {@code 24h}, {@code 90m}, {@code 7d} or ISO
     * 8601's {@code PT24H} (see {@link #parseDuration}); two moments with {@code ..} or {@code /} between them; or a moment and a duration,
     * {@code 2026-01-01/7d} and {@code 7d/2026-01-08}.
     *
     * @throws IllegalArgumentException for any other text; the message says what would be right
     */
    public static TimeRange parse(String text, Instant now) {
        return TimeText.range(text, now);
    }

    /**
     * The moment that a text means: a date or datetime, in UTC where it has no zone; {@code now}; or a duration, which
     * many people write for as long ago.
     *
     * @throws IllegalArgumentException for any other text; the message says what would be right
     */
    public static Instant parseInstant(String text, Instant now) {
        return TimeText.instant(text, now);
    }

    /**
     * The duration that a text means: {@code 90s}, {@code 10m} (minutes), {@code 1h30m}, {@code 24h}, {@code 7d},
     * {@code 2w 3d}, {@code 1.12:30:00} or ISO 8601's {@code P1DT12H}; negative with a minus in front. A bare number is
     * none.
     *
     * @throws IllegalArgumentException for any other text, and for ISO 8601's months and years, whose lengths differ
     */
    public static Duration parseDuration(String text) {
        return TimeText.duration(text);
    }

    /** From start to end. */
    public Duration length() {
        return Duration.between(from, to);
    }
}
