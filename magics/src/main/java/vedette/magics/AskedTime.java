package vedette.magics;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Date;
import java.util.Optional;
import vedette.kql.query.TimeRange;

/**
 * The stretch of time that a query asks for.
 *
 * @param range the stretch
 * @param text how it was said, by which a recorded answer is found again however late it is
 */
record AskedTime(TimeRange range, String text) {

    /**
     * What {@code -time}, {@code -from} and {@code -to} say together; empty where none of them is there, or the time is
     * {@code none}.
     *
     * @throws IllegalArgumentException where they contradict each other, or one of them is no time
     */
    static Optional<AskedTime> of(Settings settings, Instant now) {
        Optional<Object> time = settings.value("time");
        Optional<Object> from = settings.value("from");
        Optional<Object> to = settings.value("to");
        if (from.isEmpty() && to.isEmpty()) {
            return time.map(value -> new AskedTime(range(value, now), text(value)));
        }
        if (time.isPresent() && from.isPresent() && to.isPresent()) {
            throw new IllegalArgumentException("-time, -from and -to say too much together; leave one of them out");
        }
        String text = text(from, "") + ".." + text(to, "")
                + time.map(value -> "/" + text(value)).orElse("");
        if (from.isPresent() && to.isPresent()) {
            return Optional.of(new AskedTime(new TimeRange(instant(from.get(), now), instant(to.get(), now)), text));
        }
        if (time.isPresent()) {
            Duration length = duration(time.get());
            TimeRange range = from.isPresent()
                    ? TimeRange.after(instant(from.get(), now), length)
                    : TimeRange.before(instant(to.orElseThrow(), now), length);
            return Optional.of(new AskedTime(range, text));
        }
        if (from.isEmpty()) {
            throw new IllegalArgumentException("-to needs a beginning; add -from, or -time with a duration");
        }
        return Optional.of(new AskedTime(new TimeRange(instant(from.get(), now), now), text));
    }

    /** Whether a value of Java can stand for a time or a stretch of time. */
    static boolean isTime(Object value) {
        return value instanceof TimeRange
                || value instanceof Duration
                || value instanceof CharSequence
                || asInstant(value).isPresent();
    }

    /**
     * A text, which is a time.
     *
     * @throws IllegalArgumentException where it is none
     */
    static String checked(String text) {
        Instant anyNow = Instant.parse("9999-12-31T00:00:00Z");
        try {
            TimeRange.parse(text, anyNow);
        } catch (IllegalArgumentException e) {
            try {
                TimeRange.parseInstant(text, anyNow);
            } catch (IllegalArgumentException ignored) {
                throw e;
            }
        }
        return text;
    }

    private static TimeRange range(Object value, Instant now) {
        return switch (value) {
            case TimeRange range -> range;
            case Duration duration -> TimeRange.before(now, duration.abs());
            case CharSequence text -> TimeRange.parse(text.toString(), now);
            default -> new TimeRange(instant(value, now), now);
        };
    }

    private static Duration duration(Object value) {
        return value instanceof Duration duration ? duration.abs() : TimeRange.parseDuration(value.toString());
    }

    private static Instant instant(Object value, Instant now) {
        return switch (value) {
            case TimeRange range -> throw new IllegalArgumentException("a stretch of time belongs to -time");
            case Duration duration -> now.minus(duration.abs());
            case CharSequence text -> TimeRange.parseInstant(text.toString(), now);
            default -> asInstant(value).orElseThrow();
        };
    }

    private static Optional<Instant> asInstant(Object value) {
        return switch (value) {
            case Instant instant -> Optional.of(instant);
            case OffsetDateTime time -> Optional.of(time.toInstant());
            case ZonedDateTime time -> Optional.of(time.toInstant());
            case LocalDateTime utc -> Optional.of(utc.toInstant(ZoneOffset.UTC));
            case LocalDate date -> Optional.of(date.atStartOfDay().toInstant(ZoneOffset.UTC));
            case Date date -> Optional.of(date.toInstant());
            default -> Optional.empty();
        };
    }

    private static String text(Object value) {
        return value instanceof TimeRange range ? range.from() + ".." + range.to() : value.toString();
    }

    private static String text(Optional<Object> value, String otherwise) {
        return value.map(AskedTime::text).orElse(otherwise);
    }
}
