package vedette.sentinel.library;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Period;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import vedette.frame.Ticks;

/** Lengths of time as rules and users write them: {@code 14d}, {@code 00:30:00}, {@code PT5H}, {@code P1D}. */
final class Durations {

    private static final Pattern WEEKS_TO_DAYS = Pattern.compile("P(?:(\\d+)W)?(?:(\\d+)D)?");
    private static final long NANOSECONDS_PER_TICK = 100;

    private Durations() {}

    static Optional<Duration> parse(String text) {
        String bare = text.strip();
        String upper = bare.toUpperCase(Locale.ROOT);
        if (upper.startsWith("P")) {
            return iso(upper);
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
