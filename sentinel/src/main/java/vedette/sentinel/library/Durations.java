package vedette.sentinel.library;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Period;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import vedette.frame.Ticks;

/** Lengths of time as rules and users write them: {@code 14d}, {@code 1h10m}, {@code 00:30:00}, {@code PT5H}, {@code P1D}. */
final class Durations {

    private static final Pattern WEEKS_TO_DAYS = Pattern.compile("P(?:(\\d+)W)?(?:(\\d+)D)?");
    private static final Pattern SEVERAL =
            Pattern.compile("(?=.*[dhms].*[hms])(?:(\\d{1,6})d)?(?:(\\d{1,6})h)?(?:(\\d{1,6})m)?(?:(\\d{1,6})s)?");
    private static final long NANOSECONDS_PER_TICK = 100;

    private Durations() {}

    static Optional<Duration> parse(String text) {
        String bare = text.strip();
        String upper = bare.toUpperCase(Locale.ROOT);
        if (upper.startsWith("P")) {
            return iso(upper);
        }
        Matcher parts = SEVERAL.matcher(bare);
        if (parts.matches()) {
            return Optional.of(Duration.ofDays(number(parts.group(1)))
                    .plusHours(number(parts.group(2)))
                    .plusMinutes(number(parts.group(3)))
                    .plusSeconds(number(parts.group(4))));
        }
        OptionalLong ticks = Ticks.parseTimespan(bare);
        if (ticks.isEmpty()) {
            return Optional.empty();
        }
        long perSecond = Ticks.PER_SECOND;
        return Optional.of(Duration.ofSeconds(
                Math.floorDiv(ticks.getAsLong(), perSecond),
                Math.floorMod(ticks.getAsLong(), perSecond) * NANOSECONDS_PER_TICK));
    }

    private static long number(@Nullable String digits) {
        return digits == null ? 0 : Long.parseLong(digits);
    }

    private static Optional<Duration> iso(String text) {
        try {
            Matcher days = WEEKS_TO_DAYS.matcher(text);
            if (days.matches() && text.length() > 1) {
                return Optional.of(Duration.ofDays(Period.parse(text).getDays()));
            }
            return Optional.of(Duration.parse(text));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
