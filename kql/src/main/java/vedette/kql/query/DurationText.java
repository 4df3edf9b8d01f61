package vedette.kql.query;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Period;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import vedette.frame.Ticks;

/** Reads lengths of time as people write them: the one language of durations beside queries, in options and in rules. */
final class DurationText {

    /** What to write instead of what cannot be read. */
    static final String HELP = "write for example 90s, 10m, 1h30m, 24h, 7d, 2w, 1.12:30:00 or PT24H";

    private static final Pattern PART = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,9})?)\\s*([a-zµ]+)\\s*");
    private static final Pattern WEEKS = Pattern.compile("w|wk|wks|weeks?");
    private static final int DAYS_PER_WEEK = 7;
    private static final long NANOSECONDS_PER_TICK = 100;

    private DurationText() {}

    /**
     * The duration of a text; empty where it is none. A bare number is none: nobody can know its unit.
     *
     * @throws IllegalArgumentException for ISO 8601's months and years, whose lengths differ
     */
    static Optional<Duration> find(String text) {
        String lower = text.strip().toLowerCase(Locale.ROOT);
        boolean isNegative = lower.startsWith("-");
        String bare = isNegative ? lower.substring(1) : lower;
        if (bare.isEmpty() || bare.startsWith("-") || bare.chars().allMatch(Character::isDigit)) {
            return Optional.empty();
        }
        try {
            Optional<Duration> length = bare.startsWith("p")
                    ? iso(bare.toUpperCase(Locale.ROOT))
                    : bare.indexOf(':') >= 0 ? timespan(bare) : units(bare);
            return isNegative ? length.map(Duration::negated) : length;
        } catch (DateTimeException | ArithmeticException e) {
            return Optional.empty();
        }
    }

    /** One unit or several, the longer one first and each once: {@code 1h30m}, {@code 2w 3d}, {@code 500ms}. */
    private static Optional<Duration> units(String text) {
        Duration sum = Duration.ZERO;
        Optional<Duration> unitBefore = Optional.empty();
        Matcher part = PART.matcher(text);
        int at = 0;
        while (at < text.length()) {
            if (!part.region(at, text.length()).lookingAt()) {
                return Optional.empty();
            }
            Optional<Duration> unit = unit("1", part.group(2));
            Optional<Duration> length = unit(part.group(1), part.group(2));
            boolean isOrdered = unit.isPresent()
                    && unitBefore
                            .filter(longer -> longer.compareTo(unit.get()) <= 0)
                            .isEmpty();
            if (!isOrdered || length.isEmpty()) {
                return Optional.empty();
            }
            sum = sum.plus(length.get());
            unitBefore = unit;
            at = part.end();
        }
        return Optional.of(sum);
    }

    private static Optional<Duration> unit(String number, String unit) {
        return WEEKS.matcher(unit).matches()
                ? timespan(number + "d").map(days -> days.multipliedBy(DAYS_PER_WEEK))
                : timespan(number + unit.replace('µ', 'u'));
    }

    private static Optional<Duration> timespan(String text) {
        OptionalLong ticks = Ticks.parseTimespan(text);
        return ticks.isPresent()
                ? Optional.of(Duration.ofSeconds(
                        Math.floorDiv(ticks.getAsLong(), Ticks.PER_SECOND),
                        Math.floorMod(ticks.getAsLong(), Ticks.PER_SECOND) * NANOSECONDS_PER_TICK))
                : Optional.empty();
    }

    /** Months are refused, since nearly everybody who writes {@code P10M} means minutes. */
    private static Optional<Duration> iso(String text) {
        int time = text.indexOf('T');
        String date = time < 0 ? text : text.substring(0, time);
        if (date.indexOf('M') >= 0 || date.indexOf('Y') >= 0) {
            throw new IllegalArgumentException(
                    "'" + text + "' counts months or years, whose lengths differ; minutes are "
                            + "written 10m or PT10M, longer times in days");
        }
        Duration days =
                time == 1 ? Duration.ZERO : Duration.ofDays(Period.parse(date).getDays());
        return Optional.of(time < 0 ? days : days.plus(Duration.parse("P" + text.substring(time))));
    }
}
