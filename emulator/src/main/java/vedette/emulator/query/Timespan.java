package vedette.emulator.query;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.OptionalLong;
import vedette.frame.Ticks;
import vedette.kql.query.TimeRange;

/** The time range of a request to Log Analytics, in ISO 8601: a duration until now, two moments, or one and a duration. */
final class Timespan {

    private Timespan() {}

    /**
     * The range that a text means. The service counts its end in, which a half-open range has one tick later.
     *
     * @return empty where the text is no time range
     */
    static Optional<TimeRange> parse(String text, Instant now) {
        String[] parts = text.strip().split("/", -1);
        try {
            return switch (parts.length) {
                case 1 -> range(minus(now, parts[0]), now);
                case 2 -> {
                    Instant from = isDuration(parts[0]) ? minus(moment(parts[1]), parts[0]) : moment(parts[0]);
                    Instant to = isDuration(parts[1]) ? plus(moment(parts[0]), parts[1]) : moment(parts[1]);
                    yield range(from, to);
                }
                default -> Optional.empty();
            };
        } catch (DateTimeException | ArithmeticException e) {
            return Optional.empty();
        }
    }

    private static Optional<TimeRange> range(Instant from, Instant to) {
        return from.isAfter(to) ? Optional.empty() : Optional.of(new TimeRange(from, to.plusNanos(100)));
    }

    private static boolean isDuration(String text) {
        return text.startsWith("P");
    }

    private static Instant moment(String text) {
        OptionalLong ticks = Ticks.parseDatetime(text);
        if (ticks.isEmpty()) {
            throw new DateTimeException("no moment: " + text);
        }
        return Ticks.toInstant(ticks.getAsLong());
    }

    private static Instant minus(Instant to, String duration) {
        LocalDateTime date = LocalDateTime.ofInstant(to, ZoneOffset.UTC).minus(days(duration));
        return date.toInstant(ZoneOffset.UTC).minus(clock(duration));
    }

    private static Instant plus(Instant from, String duration) {
        LocalDateTime date = LocalDateTime.ofInstant(from, ZoneOffset.UTC).plus(days(duration));
        return date.toInstant(ZoneOffset.UTC).plus(clock(duration));
    }

    /** A duration's years, months, weeks and days: {@code P30M} are thirty months, {@code PT30M} thirty minutes. */
    private static Period days(String duration) {
        int clock = duration.indexOf('T');
        String days = clock < 0 ? duration : duration.substring(0, clock);
        return days.equals("P") && clock > 0 ? Period.ZERO : Period.parse(days);
    }

    private static Duration clock(String duration) {
        int clock = duration.indexOf('T');
        return clock < 0 ? Duration.ZERO : Duration.parse("P" + duration.substring(clock));
    }
}
