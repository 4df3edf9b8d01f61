package vedette.engine.function;

import static vedette.engine.function.StringFunctions.l;
import static vedette.engine.function.StringFunctions.s;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.time.temporal.IsoFields;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import vedette.frame.Ticks;

/** Functions of datetimes and timespans, both counted in ticks. Weeks begin on Sunday; a period ends with its last tick. */
final class TimeFunctions {

    private enum Period {
        DAY,
        WEEK,
        MONTH,
        YEAR
    }

    private TimeFunctions() {}

    static List<JavaFunction> all() {
        return List.of(
                new JavaFunction("startofday", "tl?:t", a -> start(l(a, 0), l(a, 1), Period.DAY)),
                new JavaFunction("startofweek", "tl?:t", a -> start(l(a, 0), l(a, 1), Period.WEEK)),
                new JavaFunction("startofmonth", "tl?:t", a -> start(l(a, 0), l(a, 1), Period.MONTH)),
                new JavaFunction("startofyear", "tl?:t", a -> start(l(a, 0), l(a, 1), Period.YEAR)),
                new JavaFunction("endofday", "tl?:t", a -> end(l(a, 0), l(a, 1), Period.DAY)),
                new JavaFunction("endofweek", "tl?:t", a -> end(l(a, 0), l(a, 1), Period.WEEK)),
                new JavaFunction("endofmonth", "tl?:t", a -> end(l(a, 0), l(a, 1), Period.MONTH)),
                new JavaFunction("endofyear", "tl?:t", a -> end(l(a, 0), l(a, 1), Period.YEAR)),
                new JavaFunction(
                        "dayofweek",
                        "t:t",
                        a -> a[0] == null
                                ? null
                                : (Long) (time(l(a, 0)).getDayOfWeek().getValue() % 7 * Ticks.PER_DAY)),
                new JavaFunction("dayofmonth", "t:l", a -> part("day", l(a, 0))),
                new JavaFunction("dayofyear", "t:l", a -> part("dayofyear", l(a, 0))),
                new JavaFunction("hourofday", "t:l", a -> part("hour", l(a, 0))),
                new JavaFunction("monthofyear", "t:l", a -> part("month", l(a, 0))),
                new JavaFunction("getmonth", "t:l", a -> part("month", l(a, 0))),
                new JavaFunction("getyear", "t:l", a -> part("year", l(a, 0))),
                new JavaFunction("week_of_year", "t:l", a -> part("week_of_year", l(a, 0))),
                new JavaFunction("weekofyear", "t:l", a -> part("week_of_year", l(a, 0))),
                new JavaFunction("datetime_part", "st:l", a -> part(s(a, 0), l(a, 1))),
                new JavaFunction("datetime_add", "slt:t", a -> add(s(a, 0), l(a, 1), l(a, 2))),
                new JavaFunction("datetime_diff", "stt:l", a -> diff(s(a, 0), l(a, 1), l(a, 2))),
                new JavaFunction("datetime_utc_to_local", "ts:t", a -> shift(l(a, 0), s(a, 1), true)),
                new JavaFunction("datetime_local_to_utc", "ts:t", a -> shift(l(a, 0), s(a, 1), false)),
                new JavaFunction("make_datetime", "llll?l?d?:t", TimeFunctions::makeDatetime),
                new JavaFunction("_make_timespan", "llld:t", TimeFunctions::makeTimespan),
                new JavaFunction("format_datetime", "ts:s", a -> formatDatetime(l(a, 0), s(a, 1))),
                new JavaFunction("format_timespan", "ts:s", a -> formatTimespan(l(a, 0), s(a, 1))),
                new JavaFunction("unixtime_seconds_todatetime", "d:t", a -> unix(a[0], 1e7)),
                new JavaFunction("unixtime_milliseconds_todatetime", "d:t", a -> unix(a[0], 1e4)),
                new JavaFunction(
                        "unixtime_microseconds_todatetime",
                        "l:t",
                        a -> a[0] == null ? null : bounded(Ticks.UNIX_EPOCH + (Long) a[0] * 10)),
                new JavaFunction(
                        "unixtime_nanoseconds_todatetime",
                        "l:t",
                        a -> a[0] == null ? null : bounded(Ticks.UNIX_EPOCH + Math.floorDiv((Long) a[0], 100L))));
    }

    private static LocalDateTime time(@Nullable Long ticks) {
        return Ticks.toDateTime(ticks == null ? 0 : ticks);
    }

    private static @Nullable Long bounded(long ticks) {
        return ticks >= 0 && ticks <= Ticks.MAX_DATETIME ? (Long) ticks : null;
    }

    private static @Nullable Long unix(@Nullable Object value, double ticksPerUnit) {
        return value instanceof Double number && Math.abs(number * ticksPerUnit) < 1e19
                ? bounded(Ticks.UNIX_EPOCH + Math.round(number * ticksPerUnit))
                : null;
    }

    private static @Nullable LocalDate begin(@Nullable Long ticks, @Nullable Long offset, Period period) {
        if (ticks == null) {
            return null;
        }
        LocalDate day = time(ticks).toLocalDate();
        long by = offset == null ? 0 : offset;
        return switch (period) {
            case DAY -> day.plusDays(by);
            case WEEK ->
                day.with(TemporalAdjusters.previousOrSame(DayOfWeek.SUNDAY)).plusWeeks(by);
            case MONTH -> day.withDayOfMonth(1).plusMonths(by);
            case YEAR -> day.withDayOfYear(1).plusYears(by);
        };
    }

    private static @Nullable Long start(@Nullable Long ticks, @Nullable Long offset, Period period) {
        LocalDate begin = begin(ticks, offset, period);
        return begin == null ? null : bounded(Ticks.of(begin.atStartOfDay()));
    }

    private static @Nullable Long end(@Nullable Long ticks, @Nullable Long offset, Period period) {
        LocalDate next = begin(ticks, (offset == null ? 0 : offset) + 1, period);
        return next == null ? null : bounded(Ticks.of(next.atStartOfDay()) - 1);
    }

    private static @Nullable Long part(String name, @Nullable Long ticks) {
        if (ticks == null) {
            return null;
        }
        LocalDateTime time = time(ticks);
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "year" -> (long) time.getYear();
            case "quarter" -> (long) time.get(IsoFields.QUARTER_OF_YEAR);
            case "month" -> (long) time.getMonthValue();
            case "week_of_year", "weekofyear" -> (long) time.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR);
            case "day" -> (long) time.getDayOfMonth();
            case "dayofyear" -> (long) time.getDayOfYear();
            case "hour" -> (long) time.getHour();
            case "minute" -> (long) time.getMinute();
            case "second" -> (long) time.getSecond();
            case "millisecond" -> (long) time.getNano() / 1_000_000;
            case "microsecond" -> (long) time.getNano() / 1_000;
            case "nanosecond" -> (long) time.getNano();
            default -> null;
        };
    }

    private static @Nullable Long add(String part, @Nullable Long amount, @Nullable Long ticks) {
        if (amount == null || ticks == null) {
            return null;
        }
        try {
            LocalDateTime time = time(ticks);
            LocalDateTime moved = switch (part.toLowerCase(Locale.ROOT)) {
                case "year" -> time.plusYears(amount);
                case "quarter" -> time.plusMonths(3 * amount);
                case "month" -> time.plusMonths(amount);
                case "week" -> time.plusWeeks(amount);
                case "day" -> time.plusDays(amount);
                case "hour" -> time.plusHours(amount);
                case "minute" -> time.plusMinutes(amount);
                case "second" -> time.plusSeconds(amount);
                case "millisecond" -> time.plus(amount, ChronoUnit.MILLIS);
                case "microsecond" -> time.plus(amount, ChronoUnit.MICROS);
                case "nanosecond" -> time.plusNanos(amount);
                default -> null;
            };
            return moved == null ? null : bounded(Ticks.of(moved));
        } catch (DateTimeException | ArithmeticException e) {
            return null;
        }
    }

    /** How many boundaries of the period lie between, positive where a is later. */
    private static @Nullable Long diff(String part, @Nullable Long a, @Nullable Long b) {
        if (a == null || b == null) {
            return null;
        }
        LocalDateTime x = time(a);
        LocalDateTime y = time(b);
        return switch (part.toLowerCase(Locale.ROOT)) {
            case "year" -> (long) x.getYear() - y.getYear();
            case "quarter" ->
                4L * (x.getYear() - y.getYear()) + x.get(IsoFields.QUARTER_OF_YEAR) - y.get(IsoFields.QUARTER_OF_YEAR);
            case "month" -> 12L * (x.getYear() - y.getYear()) + x.getMonthValue() - y.getMonthValue();
            case "week" ->
                (Math.floorDiv(a + Ticks.PER_DAY, 7 * Ticks.PER_DAY)
                        - Math.floorDiv(b + Ticks.PER_DAY, 7 * Ticks.PER_DAY));
            case "day" -> boundaries(a, b, Ticks.PER_DAY);
            case "hour" -> boundaries(a, b, 3600 * Ticks.PER_SECOND);
            case "minute" -> boundaries(a, b, 60 * Ticks.PER_SECOND);
            case "second" -> boundaries(a, b, Ticks.PER_SECOND);
            case "millisecond" -> boundaries(a, b, 10_000);
            case "microsecond" -> boundaries(a, b, 10);
            case "nanosecond" -> (a - b) * 100;
            default -> null;
        };
    }

    private static long boundaries(long a, long b, long ticks) {
        return Math.floorDiv(a, ticks) - Math.floorDiv(b, ticks);
    }

    private static @Nullable Long shift(@Nullable Long ticks, String zone, boolean toLocal) {
        if (ticks == null) {
            return null;
        }
        try {
            ZoneId id = ZoneId.of(zone);
            LocalDateTime time = time(ticks);
            return Ticks.of(
                    toLocal
                            ? time.atOffset(ZoneOffset.UTC)
                                    .atZoneSameInstant(id)
                                    .toLocalDateTime()
                            : time.atZone(id)
                                    .withZoneSameInstant(ZoneOffset.UTC)
                                    .toLocalDateTime());
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static @Nullable Long makeDatetime(@Nullable Object[] a) {
        if (a[0] == null || a[1] == null || a[2] == null) {
            return null;
        }
        try {
            LocalDate day = LocalDate.of(((Long) a[0]).intValue(), ((Long) a[1]).intValue(), ((Long) a[2]).intValue());
            int hour = a[3] == null ? 0 : ((Long) a[3]).intValue();
            int minute = a[4] == null ? 0 : ((Long) a[4]).intValue();
            double second = a[5] == null ? 0 : (Double) a[5];
            if (!(second >= 0 && second < 60)) {
                return null;
            }
            return bounded(Ticks.of(day.atTime(LocalTime.of(hour, minute))) + (long) Math.floor(second * 1e7 + 1e-3));
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static @Nullable Long makeTimespan(@Nullable Object[] a) {
        if (a[0] == null || a[1] == null || a[2] == null || a[3] == null) {
            return null;
        }
        long hours = (Long) a[1];
        long minutes = (Long) a[2];
        double seconds = (Double) a[3];
        if (hours < 0 || hours > 23 || minutes < 0 || minutes > 59 || !(seconds >= 0 && seconds < 60)) {
            return null;
        }
        return (Long) a[0] * Ticks.PER_DAY
                + (hours * 60 + minutes) * 60 * Ticks.PER_SECOND
                + (long) Math.floor(seconds * 1e7 + 1e-3);
    }

    private static String formatDatetime(@Nullable Long ticks, String format) {
        if (ticks == null) {
            return "";
        }
        LocalDateTime t = time(ticks);
        return format(format, 2, (letter, count) -> switch (letter) {
            case 'y' -> count <= 2 ? pad(t.getYear() % 100, count) : pad(t.getYear(), 4);
            case 'M' -> pad(t.getMonthValue(), count);
            case 'd' -> pad(t.getDayOfMonth(), count);
            case 'H' -> pad(t.getHour(), count);
            case 'h' -> pad(t.getHour() % 12 == 0 ? 12 : t.getHour() % 12, count);
            case 'm' -> pad(t.getMinute(), count);
            case 's' -> pad(t.getSecond(), count);
            case 't' -> count == 1 ? (t.getHour() < 12 ? "A" : "P") : t.getHour() < 12 ? "AM" : "PM";
            case 'f', 'F' -> fraction(t.getNano() / 100, letter, count);
            default -> null;
        });
    }

    private static String formatTimespan(@Nullable Long ticks, String format) {
        if (ticks == null) {
            return "";
        }
        long size = Math.abs(ticks);
        String text = format(format, 8, (letter, count) -> switch (letter) {
            case 'd' -> padded(size / Ticks.PER_DAY, count);
            case 'H', 'h' -> pad((int) (size / (3600 * Ticks.PER_SECOND) % 24), count);
            case 'm' -> pad((int) (size / (60 * Ticks.PER_SECOND) % 60), count);
            case 's' -> pad((int) (size / Ticks.PER_SECOND % 60), count);
            case 'f', 'F' -> fraction((int) (size % Ticks.PER_SECOND), letter, count);
            default -> null;
        });
        return ticks < 0 ? "-" + text : text;
    }

    @FunctionalInterface
    private interface Field {
        @Nullable
        String text(char letter, int count);
    }

    /** Replaces each run of one letter by a field; longer runs than a field has come as the field once more. */
    private static String format(String format, int dayDigits, Field fields) {
        StringBuilder out = new StringBuilder();
        int i = 0;
        while (i < format.length()) {
            char letter = format.charAt(i);
            int longest = switch (letter) {
                case 'f', 'F' -> 7;
                case 'y' -> 4;
                case 'd' -> dayDigits;
                default -> 2;
            };
            int count = 1;
            while (count < longest && i + count < format.length() && format.charAt(i + count) == letter) {
                count++;
            }
            String text = fields.text(letter, count);
            out.append(text == null ? String.valueOf(letter).repeat(count) : text);
            i += count;
        }
        return out.toString();
    }

    private static String fraction(int ticks, char letter, int digits) {
        String all = Long.toString(Ticks.PER_SECOND + ticks).substring(1, 1 + digits);
        return letter == 'F' ? all.replaceAll("0+$", "") : all;
    }

    private static String pad(int value, int count) {
        return padded(value, count);
    }

    private static String padded(long value, int count) {
        String digits = Long.toString(value);
        return digits.length() >= count ? digits : "0".repeat(count - digits.length()) + digits;
    }
}
