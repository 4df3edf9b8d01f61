package vedette.sentinel.query;

import vedette.frame.Ticks;

/**
 * Reads values out of a stretch of characters, without making objects: a large answer has millions of them. What is not
 * in the form that services send gives {@link #NONE} and is read by the slower and more lenient methods of
 * {@link Ticks}.
 */
final class Texts {

    /** No value; as a timespan it is one that exists, which the slower way then reads. */
    static final long NONE = Long.MIN_VALUE;

    private static final long DAYS_OF_FOUR_CENTURIES = 146_097;
    private static final int FRACTION_DIGITS = 7;
    private static final int LONGEST_DAYS = 8;

    private Texts() {}

    /** The datetime of {@code yyyy-MM-ddTHH:mm:ss[.fffffff]Z}. */
    static long datetime(char[] text, int from, int length) {
        boolean shaped = length >= 20
                && text[from + 4] == '-'
                && text[from + 7] == '-'
                && text[from + 10] == 'T'
                && text[from + 13] == ':'
                && text[from + 16] == ':'
                && text[from + length - 1] == 'Z'
                && length - 21 <= FRACTION_DIGITS;
        if (!shaped) {
            return NONE;
        }
        int year = two(text, from) * 100 + two(text, from + 2);
        int month = two(text, from + 5);
        int day = two(text, from + 8);
        int hour = two(text, from + 11);
        int minute = two(text, from + 14);
        int second = two(text, from + 17);
        long fraction = length == 20 ? 0 : fraction(text, from + 19, from + length - 1);
        boolean right = year >= 1
                && two(text, from) >= 0
                && two(text, from + 2) >= 0
                && month >= 1
                && month <= 12
                && day >= 1
                && day <= daysOf(year, month)
                && hour >= 0
                && hour <= 23
                && minute >= 0
                && minute <= 59
                && second >= 0
                && second <= 59
                && fraction >= 0;
        return right
                ? Ticks.UNIX_EPOCH
                        + days(year, month, day) * Ticks.PER_DAY
                        + ((hour * 60L + minute) * 60 + second) * Ticks.PER_SECOND
                        + fraction
                : NONE;
    }

    private static int daysOf(int year, int month) {
        boolean leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
        return month == 2 ? (leap ? 29 : 28) : month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
    }

    /** Days since 1970 of a date, years beginning in March so that leap days come last (Howard Hinnant's formula). */
    private static long days(int year, int month, int day) {
        int shifted = month <= 2 ? year - 1 : year;
        int era = Math.floorDiv(shifted, 400);
        int ofEra = shifted - era * 400;
        int ofYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
        return era * DAYS_OF_FOUR_CENTURIES + ofEra * 365L + ofEra / 4 - ofEra / 100 + ofYear - 719_468;
    }

    /** The timespan of {@code [-][d.]hh:mm:ss[.fffffff]}. */
    static long timespan(char[] text, int from, int length) {
        int at = from;
        int end = from + length;
        boolean negative = length > 0 && text[at] == '-';
        at += negative ? 1 : 0;
        long days = 0;
        int clock = at;
        while (clock < end && text[clock] >= '0' && text[clock] <= '9') {
            clock++;
        }
        if (clock < end && text[clock] == '.' && clock > at && clock - at <= LONGEST_DAYS) {
            for (; at < clock; at++) {
                days = days * 10 + text[at] - '0';
            }
            at++;
        }
        boolean shaped = end - at >= 8 && end - at <= 9 + FRACTION_DIGITS && text[at + 2] == ':' && text[at + 5] == ':';
        if (!shaped) {
            return NONE;
        }
        int hour = two(text, at);
        int minute = two(text, at + 3);
        int second = two(text, at + 6);
        long fraction = end - at == 8 ? 0 : fraction(text, at + 8, end);
        boolean right =
                hour >= 0 && hour <= 23 && minute >= 0 && minute <= 59 && second >= 0 && second <= 59 && fraction >= 0;
        if (!right || days >= Long.MAX_VALUE / Ticks.PER_DAY) {
            return NONE;
        }
        long ticks = days * Ticks.PER_DAY + ((hour * 60L + minute) * 60 + second) * Ticks.PER_SECOND + fraction;
        return negative ? -ticks : ticks;
    }

    /** A point and up to seven digits as ticks; negative where it is something else. */
    private static long fraction(char[] text, int from, int to) {
        if (text[from] != '.' || to - from < 2) {
            return -1;
        }
        long ticks = 0;
        for (int i = 1; i <= FRACTION_DIGITS; i++) {
            int digit = from + i < to ? text[from + i] - '0' : 0;
            if (digit < 0 || digit > 9) {
                return -1;
            }
            ticks = ticks * 10 + digit;
        }
        return ticks;
    }

    /** Two digits; below zero where they are none. */
    private static int two(char[] text, int at) {
        int tens = text[at] - '0';
        int ones = text[at + 1] - '0';
        return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : -1000;
    }

    /** Whether a text has the shape of a guid: 8-4-4-4-12 hexadecimal digits. */
    static boolean isGuid(char[] text, int from, int length) {
        if (length != 36) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            boolean dash = i == 8 || i == 13 || i == 18 || i == 23;
            char c = text[from + i];
            if (dash ? c != '-' : c > 'f' || Character.digit(c, 16) < 0) {
                return false;
            }
        }
        return true;
    }

    /** Hexadecimal digits as a number, dashes left out. */
    static long hex(char[] text, int from, int to) {
        long value = 0;
        for (int i = from; i < to; i++) {
            if (text[i] != '-') {
                value = value << 4 | Character.digit(text[i], 16);
            }
        }
        return value;
    }
}
