package vedette.sentinel.library;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Moments as msticpy writes them, relative to now: {@code -7} (days), {@code -12h}, {@code +1mon}, {@code -1d@d}. What
 * stands behind {@code @} rounds in UTC: down for the past, up for the future.
 */
final class TimeOffset {

    private static final Pattern OFFSET =
            Pattern.compile("([+-]?)\\s*(\\d{1,9})\\s*(mon|y|w|d|h|m|s|)(?:\\s*@\\s*(mon|y|w|d|h|m|s))?");

    private TimeOffset() {}

    /** The moment that a text means; empty where it is no offset. */
    static Optional<Instant> parse(String text, Instant now) {
        Matcher offset = OFFSET.matcher(text.strip().toLowerCase(Locale.ROOT));
        if (!offset.matches()) {
            return Optional.empty();
        }
        boolean past = offset.group(1).equals("-");
        long count = Long.parseLong(offset.group(2));
        LocalDateTime moment =
                LocalDateTime.ofInstant(now, ZoneOffset.UTC).plus(past ? -count : count, unit(offset.group(3)));
        if (offset.group(4) != null) {
            moment = rounded(moment, unit(offset.group(4)), past);
        }
        return Optional.of(moment.toInstant(ZoneOffset.UTC));
    }

    private static ChronoUnit unit(String name) {
        return switch (name) {
            case "y" -> ChronoUnit.YEARS;
            case "mon" -> ChronoUnit.MONTHS;
            case "w" -> ChronoUnit.WEEKS;
            case "h" -> ChronoUnit.HOURS;
            case "m" -> ChronoUnit.MINUTES;
            case "s" -> ChronoUnit.SECONDS;
            default -> ChronoUnit.DAYS;
        };
    }

    private static LocalDateTime rounded(LocalDateTime moment, ChronoUnit unit, boolean down) {
        LocalDateTime start = switch (unit) {
            case YEARS -> moment.truncatedTo(ChronoUnit.DAYS).withDayOfYear(1);
            case MONTHS -> moment.truncatedTo(ChronoUnit.DAYS).withDayOfMonth(1);
            case WEEKS ->
                moment.truncatedTo(ChronoUnit.DAYS)
                        .minusDays(moment.getDayOfWeek().getValue() - 1L);
            default -> moment.truncatedTo(unit);
        };
        return down ? start : start.plus(1, unit);
    }
}
