package vedette.kql.query;

import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import vedette.frame.Ticks;

/** Reads times as people write them beside a query. */
final class TimeText {

    private static final String RANGE_HELP =
            "write a duration such as 24h or 7d, or two dates as 2026-01-01..2026-01-02";
    private static final String DURATION_HELP = "write for example 90s, 10m, 24h, 7d or PT24H";

    private TimeText() {}

    static TimeRange range(String text, Instant now) {
        String trimmed = text.strip();
        for (String separator : new String[] {"..", "/"}) {
            int at = trimmed.indexOf(separator);
            if (at >= 0) {
                return range(trimmed.substring(0, at), trimmed.substring(at + separator.length()), now);
            }
        }
        if (trimmed.equalsIgnoreCase("today")) {
            return new TimeRange(now.truncatedTo(ChronoUnit.DAYS), now);
        }
        Optional<Duration> duration = findDuration(trimmed);
        if (duration.isPresent() && !duration.get().isZero()) {
            return TimeRange.before(now, duration.get().abs());
        }
        if (findInstant(trimmed).isPresent()) {
            return new TimeRange(findInstant(trimmed).get(), now);
        }
        throw new IllegalArgumentException("'" + text + "' is no stretch of time; " + RANGE_HELP);
    }

    private static TimeRange range(String from, String to, Instant now) {
        Optional<Duration> before = findDuration(from);
        Optional<Duration> after = findDuration(to);
        if (before.isPresent()
                && after.isEmpty()
                && !to.isBlank()
                && findInstant(to).isPresent()) {
            return TimeRange.before(instant(to, now), before.get().abs());
        }
        if (after.isPresent() && before.isEmpty() && !after.get().isNegative()) {
            return TimeRange.after(instant(from, now), after.get());
        }
        return new TimeRange(instant(from, now), to.isBlank() ? now : instant(to, now));
    }

    static Instant instant(String text, Instant now) {
        String trimmed = text.strip();
        if (trimmed.equalsIgnoreCase("now")) {
            return now;
        }
        if (trimmed.equalsIgnoreCase("today")) {
            return now.truncatedTo(ChronoUnit.DAYS);
        }
        Optional<Instant> moment = findInstant(trimmed);
        if (moment.isPresent()) {
            return moment.get();
        }
        return findDuration(trimmed)
                .map(duration -> now.minus(duration.abs()))
                .orElseThrow(() -> new IllegalArgumentException(
                        "'" + text + "' is no moment; write a date such as 2026-01-31 or 2026-01-31T12:00Z, or now"));
    }

    private static Optional<Instant> findInstant(String text) {
        OptionalLong ticks = Ticks.parseDatetime(text);
        return ticks.isPresent() ? Optional.of(Ticks.toInstant(ticks.getAsLong())) : Optional.empty();
    }

    static Duration duration(String text) {
        return findDuration(text.strip())
                .orElseThrow(() -> new IllegalArgumentException("'" + text + "' is no duration; " + DURATION_HELP));
    }

    /** A bare number is none: nobody can know its unit. */
    private static Optional<Duration> findDuration(String text) {
        String upper = text.strip().toUpperCase(Locale.ROOT);
        if (upper.isEmpty() || upper.chars().allMatch(Character::isDigit)) {
            return Optional.empty();
        }
        if (upper.startsWith("P") || upper.startsWith("-P")) {
            return isoDuration(upper);
        }
        if (upper.endsWith("W") && upper.length() > 1 && upper.length() < 7 && isDigits(upper)) {
            return Optional.of(Duration.ofDays(7L * Integer.parseInt(upper.substring(0, upper.length() - 1))));
        }
        OptionalLong ticks = Ticks.parseTimespan(text.strip().toLowerCase(Locale.ROOT));
        return ticks.isPresent()
                ? Optional.of(Duration.ofSeconds(
                        Math.floorDiv(ticks.getAsLong(), Ticks.PER_SECOND),
                        Math.floorMod(ticks.getAsLong(), Ticks.PER_SECOND) * 100))
                : Optional.empty();
    }

    private static boolean isDigits(String weeks) {
        return weeks.substring(0, weeks.length() - 1).chars().allMatch(Character::isDigit);
    }

    /** Months are refused, since nearly everybody who writes {@code P10M} means minutes. */
    private static Optional<Duration> isoDuration(String text) {
        int time = text.indexOf('T');
        String date = time < 0 ? text : text.substring(0, time);
        if (date.indexOf('M') >= 0 || date.indexOf('Y') >= 0) {
            throw new IllegalArgumentException(
                    "'" + text + "' counts months or years, whose lengths differ; minutes are "
                            + "written 10m or PT10M, longer times in days");
        }
        try {
            if (text.endsWith("W")) {
                return Optional.of(Duration.ofDays(Period.parse(text).getDays()));
            }
            return Optional.of(Duration.parse(text));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
