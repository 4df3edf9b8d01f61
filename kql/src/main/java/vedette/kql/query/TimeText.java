package vedette.kql.query;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.OptionalLong;
import vedette.frame.Ticks;

/** Reads times as people write them beside a query. */
final class TimeText {

    private static final String RANGE_HELP =
            "write a duration such as 24h or 7d, or two dates as 2026-01-01..2026-01-02";

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
        Optional<Duration> duration = DurationText.find(trimmed);
        if (duration.isPresent() && !duration.get().isZero()) {
            return TimeRange.before(now, duration.get().abs());
        }
        if (findInstant(trimmed).isPresent()) {
            return new TimeRange(findInstant(trimmed).get(), now);
        }
        throw new IllegalArgumentException("'" + text + "' is no stretch of time; " + RANGE_HELP);
    }

    private static TimeRange range(String from, String to, Instant now) {
        Optional<Duration> before = DurationText.find(from);
        Optional<Duration> after = DurationText.find(to);
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
        return DurationText.find(trimmed)
                .map(duration -> now.minus(duration.abs()))
                .orElseThrow(() -> new IllegalArgumentException(
                        "'" + text + "' is no moment; write a date such as 2026-01-31 or 2026-01-31T12:00Z, or now"));
    }

    private static Optional<Instant> findInstant(String text) {
        OptionalLong ticks = Ticks.parseDatetime(text);
        return ticks.isPresent() ? Optional.of(Ticks.toInstant(ticks.getAsLong())) : Optional.empty();
    }

    static Duration duration(String text) {
        boolean isBare = !text.isBlank() && text.strip().chars().allMatch(Character::isDigit);
        return DurationText.find(text)
                .orElseThrow(() -> new IllegalArgumentException("'" + text + "' is no duration"
                        + (isBare ? ", for it has no unit; " : "; ") + DurationText.HELP));
    }
}
