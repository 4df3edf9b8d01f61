package vedette.frame;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * KQL's units of time: ticks of 100 nanoseconds. A timespan is a number of them, a datetime their number since
 * 0001-01-01 in UTC, up to the end of the year 9999.
 */
public final class Ticks {

    /** Ticks in a second. */
    public static final long PER_SECOND = 10_000_000L;

    /** Ticks in a day. */
    public static final long PER_DAY = 86_400L * PER_SECOND;

    /** The datetime 1970-01-01. */
    public static final long UNIX_EPOCH = 621_355_968_000_000_000L;

    /** The last datetime, 9999-12-31T23:59:59.9999999Z. */
    public static final long MAX_DATETIME = 3_155_378_975_999_999_999L;

    private static final Pattern TIMESPAN =
            Pattern.compile("(-)?(?:(\\d+)\\.)?(\\d+):(\\d+)(?::(\\d+)(?:\\.(\\d{1,7}))?)?");
    private static final Pattern UNITS =
            Pattern.compile("(-?\\d+(?:\\.\\d+)?)(d|days?|h|hours?|hr|m|min|minutes?|s|sec|"
                    + "seconds?|ms|milliseconds?|microseconds?|us|ticks?|tick)");
    private static final String CLOCK =
            "(?:[T ]\\s*(?<h>\\d{1,2})(?::(?<m>\\d{1,2})(?::(?<s>\\d{1,2})(?:[.,](?<f>\\d{1,})"
                    + ")?)?)?\\s*(?<half>[AaPp][Mm])?)?";
    private static final String ZONE = "\\s*(?<zone>Z|z|UTC|GMT|[+-]\\d{2}:?\\d{2})?";
    private static final String MONTH_NAME = "(?<name>[A-Za-z]{3})[a-z]*";
    private static final List<Pattern> DATETIMES = List.of(
            Pattern.compile("(?<y>\\d{4})-(?<mo>\\d{1,2})(?:-(?<d>\\d{1,2}))?" + CLOCK + ZONE),
            Pattern.compile("(?<y>\\d{4})/(?<mo>\\d{1,2})/(?<d>\\d{1,2})" + CLOCK + ZONE),
            Pattern.compile("(?<y>\\d{4})(?<mo>\\d{2})(?<d>\\d{2})" + CLOCK + ZONE),
            Pattern.compile("(?<mo>\\d{1,2})[/-](?<d>\\d{1,2})[/-](?<y>\\d{4})" + CLOCK + ZONE),
            Pattern.compile(
                    "(?:[A-Za-z]+,\\s*)?(?<d>\\d{1,2})[ -]" + MONTH_NAME + "[ -](?<y>\\d{2}|\\d{4})" + CLOCK + ZONE),
            Pattern.compile(
                    "(?:[A-Za-z]{3}\\s+)?" + MONTH_NAME + "\\s+(?<d>\\d{1,2}),?\\s+(?<y>\\d{4})" + CLOCK + ZONE));
    private static final String MONTHS = "janfebmaraprmayjunjulaugsepoctnovdec";

    private Ticks() {}

    /** The datetime of an instant; what is finer than a tick is cut off. */
    public static long of(Instant instant) {
        return UNIX_EPOCH + instant.getEpochSecond() * PER_SECOND + instant.getNano() / 100;
    }

    /** The instant of a datetime, exactly. */
    public static Instant toInstant(long datetime) {
        long sinceEpoch = datetime - UNIX_EPOCH;
        return Instant.ofEpochSecond(
                Math.floorDiv(sinceEpoch, PER_SECOND), Math.floorMod(sinceEpoch, PER_SECOND) * 100);
    }

    /** The duration of a timespan, exactly. */
    public static Duration toDuration(long timespan) {
        return Duration.ofSeconds(Math.floorDiv(timespan, PER_SECOND), Math.floorMod(timespan, PER_SECOND) * 100);
    }

    /** A datetime's date and time of day in UTC. */
    public static LocalDateTime toDateTime(long datetime) {
        return LocalDateTime.ofInstant(toInstant(datetime), ZoneOffset.UTC);
    }

    /** The datetime of a date and time of day in UTC. */
    public static long of(LocalDateTime utc) {
        return of(utc.toInstant(ZoneOffset.UTC));
    }

    /** A datetime as KQL prints it, for example {@code 2024-01-31T13:45:00.1234567Z}. */
    public static String formatDatetime(long datetime) {
        LocalDateTime time = toDateTime(datetime);
        return String.format(
                Locale.ROOT,
                "%04d-%02d-%02dT%02d:%02d:%02d.%07dZ",
                time.getYear(),
                time.getMonthValue(),
                time.getDayOfMonth(),
                time.getHour(),
                time.getMinute(),
                time.getSecond(),
                time.getNano() / 100);
    }

    /** A timespan as KQL prints it, for example {@code -1.02:03:04.5000000}; days and fraction only where there are any. */
    public static String formatTimespan(long timespan) {
        // The negative of the least long is itself; as an unsigned number it is right.
        long size = timespan < 0 ? -timespan : timespan;
        long days = Long.divideUnsigned(size, PER_DAY);
        long rest = Long.remainderUnsigned(size, PER_DAY);
        StringBuilder text = new StringBuilder(timespan < 0 ? "-" : "");
        if (days > 0) {
            text.append(days).append('.');
        }
        long seconds = rest / PER_SECOND;
        text.append(two(seconds / 3600))
                .append(':')
                .append(two(seconds / 60 % 60))
                .append(':')
                .append(two(seconds % 60));
        long fraction = rest % PER_SECOND;
        if (fraction > 0) {
            text.append('.').append(Long.toString(PER_SECOND + fraction).substring(1));
        }
        return text.toString();
    }

    /** The timespan that a text means: {@code [-][d.]hh:mm[:ss[.fffffff]]} or a number with a unit such as {@code 1.5h}. */
    public static OptionalLong parseTimespan(String text) {
        String trimmed = text.strip();
        Matcher clock = TIMESPAN.matcher(trimmed);
        try {
            if (clock.matches()) {
                return clockTimespan(clock);
            }
            if (trimmed.matches("-?\\d+")) {
                return OptionalLong.of(Math.multiplyExact(Long.parseLong(trimmed), PER_DAY));
            }
            Matcher units = UNITS.matcher(trimmed);
            if (units.matches()) {
                double ticks = Double.parseDouble(units.group(1)) * unit(units.group(2));
                return Math.abs(ticks) < 0x1p63 ? OptionalLong.of(Math.round(ticks)) : OptionalLong.empty();
            }
        } catch (ArithmeticException | NumberFormatException e) {
            return OptionalLong.empty();
        }
        return OptionalLong.empty();
    }

    private static OptionalLong clockTimespan(Matcher clock) {
        long hours = Long.parseLong(clock.group(3));
        long minutes = Long.parseLong(clock.group(4));
        long seconds = clock.group(5) == null ? 0 : Long.parseLong(clock.group(5));
        if (hours > 23 || minutes > 59 || seconds > 59) {
            return OptionalLong.empty();
        }
        long days = clock.group(2) == null ? 0 : Long.parseLong(clock.group(2));
        long fraction = clock.group(6) == null ? 0 : Long.parseLong((clock.group(6) + "0000000").substring(0, 7));
        // Counted downwards, since the shortest timespan is one tick further from zero than the longest.
        long negative = Math.subtractExact(
                Math.multiplyExact(-days, PER_DAY), ((hours * 60 + minutes) * 60 + seconds) * PER_SECOND + fraction);
        return OptionalLong.of(clock.group(1) == null ? Math.negateExact(negative) : negative);
    }

    private static double unit(String name) {
        return switch (name.charAt(0)) {
            case 'd' -> PER_DAY;
            case 'h' -> 3600.0 * PER_SECOND;
            case 's' -> PER_SECOND;
            case 'u' -> 10;
            case 't' -> 1;
            default ->
                name.startsWith("micro")
                        ? 10
                        : name.startsWith("ms") || name.startsWith("milli") ? 10_000 : 60.0 * PER_SECOND;
        };
    }

    /** The datetime that a text means, in ISO 8601, RFC 822 or 850 or an American form; without a zone it is UTC. */
    public static OptionalLong parseDatetime(String text) {
        String trimmed = text.strip();
        for (Pattern pattern : DATETIMES) {
            Matcher matcher = pattern.matcher(trimmed);
            if (matcher.matches()) {
                return datetime(matcher);
            }
        }
        return OptionalLong.empty();
    }

    private static OptionalLong datetime(Matcher match) {
        try {
            int year = Integer.parseInt(match.group("y"));
            boolean named = match.pattern().namedGroups().containsKey("name");
            int month = named
                    ? MONTHS.indexOf(match.group("name").toLowerCase(Locale.ROOT)) / 3 + 1
                    : Integer.parseInt(match.group("mo"));
            int day = match.group("d") == null ? 1 : Integer.parseInt(match.group("d"));
            int hour = match.group("h") == null ? 0 : Integer.parseInt(match.group("h"));
            if (match.group("half") != null) {
                hour = hour % 12 + (match.group("half").toLowerCase(Locale.ROOT).startsWith("p") ? 12 : 0);
            }
            int minute = match.group("m") == null ? 0 : Integer.parseInt(match.group("m"));
            int second = match.group("s") == null ? 0 : Integer.parseInt(match.group("s"));
            String digits = match.group("f") == null ? "" : match.group("f");
            long fraction = Long.parseLong((digits + "0000000").substring(0, 7));
            LocalDateTime local = LocalDateTime.of(
                            match.group("y").length() == 2 ? year + (year < 50 ? 2000 : 1900) : year,
                            month,
                            day,
                            hour,
                            minute,
                            second)
                    .plus(fraction * 100, ChronoUnit.NANOS);
            long ticks = of(local) - offset(match.group("zone"));
            return ticks < 0 || ticks > MAX_DATETIME ? OptionalLong.empty() : OptionalLong.of(ticks);
        } catch (java.time.DateTimeException e) {
            return OptionalLong.empty();
        }
    }

    private static long offset(@org.jspecify.annotations.Nullable String zone) {
        if (zone == null || Character.isLetter(zone.charAt(0))) {
            return 0;
        }
        return ZoneOffset.of(zone.length() == 5 ? zone.substring(0, 3) + ":" + zone.substring(3) : zone)
                        .getTotalSeconds()
                * PER_SECOND;
    }

    private static String two(long number) {
        return number < 10 ? "0" + number : Long.toString(number);
    }
}
