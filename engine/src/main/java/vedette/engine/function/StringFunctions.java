package vedette.engine.function;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Functions of strings that SQL has no like of. Positions count Unicode code points, as KQL does. */
final class StringFunctions {

    private StringFunctions() {}

    static List<JavaFunction> all() {
        return List.of(
                new JavaFunction("substring", "sll?:s", a -> substring(s(a, 0), l(a, 1), l(a, 2))),
                new JavaFunction("indexof", "ssl?l?l?:l", a -> indexOf(s(a, 0), s(a, 1), l(a, 2), l(a, 3), l(a, 4))),
                new JavaFunction(
                        "indexof_regex", "ssl?l?l?:l", a -> indexOfRegex(s(a, 0), s(a, 1), l(a, 2), l(a, 3), l(a, 4))),
                new JavaFunction("countof", "ssg?:l", a -> countOf(s(a, 0), s(a, 1), a[2])),
                new JavaFunction("split", "ssl?:j", a -> split(s(a, 0), s(a, 1), l(a, 2))),
                new JavaFunction("strcmp", "ss:l", a -> (long) Integer.signum(s(a, 0).compareTo(s(a, 1)))),
                new JavaFunction("strrep", "slg?:s", a -> repeat(s(a, 0), l(a, 1), a[2])),
                new JavaFunction(
                        "reverse",
                        "s:s",
                        a -> new StringBuilder(s(a, 0)).reverse().toString()),
                new JavaFunction(
                        "replace_string",
                        "sss:s",
                        a -> s(a, 1).isEmpty() ? s(a, 0) : s(a, 0).replace(s(a, 1), s(a, 2))),
                new JavaFunction("replace_strings", "sjj:s", a -> replaceAll(s(a, 0), a[1], a[2])),
                new JavaFunction("translate", "sss:s", a -> translate(s(a, 0), s(a, 1), s(a, 2))),
                new JavaFunction("trim", "ss:s", a -> trim(trim(s(a, 1), s(a, 0), true), s(a, 0), false)),
                new JavaFunction("trim_start", "ss:s", a -> trim(s(a, 1), s(a, 0), true)),
                new JavaFunction("trim_end", "ss:s", a -> trim(s(a, 1), s(a, 0), false)),
                new JavaFunction("extract", "sls:s", a -> extract(s(a, 0), l(a, 1), s(a, 2))),
                new JavaFunction("_extract_all", "sjs:j", a -> extractAll(s(a, 0), a[1], s(a, 2))),
                new JavaFunction("replace_regex", "sss:s", a -> replaceRegex(s(a, 0), s(a, 1), s(a, 2))),
                new JavaFunction("regex_quote", "s:s", a -> s(a, 0).replaceAll("([^\\p{L}\\p{N}_])", "\\\\$1")),
                new JavaFunction("string_size", "s:l", a -> (long) Bytes.utf8(s(a, 0)).length),
                new JavaFunction("isascii", "s:b", a -> s(a, 0).chars().allMatch(c -> c < 128)),
                new JavaFunction("isutf8", "s:b", a -> true),
                new JavaFunction("unicode_codepoints_from_string", "s:j", a -> codePoints(s(a, 0))),
                new JavaFunction("to_utf8", "s:j", a -> codePoints(s(a, 0))),
                new JavaFunction("unicode_codepoints_to_string", "j*:s", StringFunctions::fromCodePoints),
                new JavaFunction("make_string", "j*:s", StringFunctions::fromCodePoints),
                new JavaFunction("parse_version", "s:g", a -> version(s(a, 0))),
                new JavaFunction("parse_csv", "s:j", a -> csv(s(a, 0))),
                new JavaFunction("tohex", "ll?:s", a -> hex(l(a, 0), l(a, 1))),
                new JavaFunction("format_bytes", "dl?g?:s", a -> bytes(a[0], l(a, 1), a[2])),
                new JavaFunction("_label_extract", "sss:s", a -> extract(s(a, 0), 1L, s(a, 1))));
    }

    static String s(@Nullable Object[] arguments, int i) {
        return arguments[i] instanceof String text ? text : "";
    }

    static @Nullable Long l(@Nullable Object[] arguments, int i) {
        return (Long) arguments[i];
    }

    private static String substring(String text, @Nullable Long start, @Nullable Long length) {
        if (start == null) {
            return "";
        }
        int size = text.codePointCount(0, text.length());
        long from = start < 0 ? Math.max(0, size + start) : start;
        long to = length == null ? size : Math.min(size, from + Math.max(0, length));
        if (from >= size || to <= from) {
            return "";
        }
        int begin = text.offsetByCodePoints(0, (int) from);
        return text.substring(begin, text.offsetByCodePoints(begin, (int) (to - from)));
    }

    private static @Nullable Long indexOf(
            String text, String needle, @Nullable Long start, @Nullable Long length, @Nullable Long occurrence) {
        return needle.isEmpty() ? null : find(text, Pattern.compile(Pattern.quote(needle)), start, length, occurrence);
    }

    private static @Nullable Long indexOfRegex(
            String text, String regex, @Nullable Long start, @Nullable Long length, @Nullable Long occurrence) {
        Pattern pattern = pattern(regex);
        return pattern == null ? null : find(text, pattern, start, length, occurrence);
    }

    private static @Nullable Long find(
            String text, Pattern pattern, @Nullable Long start, @Nullable Long length, @Nullable Long occurrence) {
        int size = text.codePointCount(0, text.length());
        long from = start == null ? 0 : start < 0 ? Math.max(0, size + start) : start;
        long times = occurrence == null ? 1 : occurrence;
        long span = length == null ? -1 : length;
        if (times < 1 || span < -1) {
            return null;
        }
        if (from > size) {
            return -1L;
        }
        int begin = text.offsetByCodePoints(0, (int) from);
        // The stretch bounds where a match may begin, not where it ends.
        int last = span < 0 || from + span > size ? text.length() : text.offsetByCodePoints(begin, (int) span) - 1;
        Matcher matcher = pattern.matcher(text);
        int at = begin;
        while (at <= last && matcher.region(at, text.length()).find() && matcher.start() <= last) {
            if (--times == 0) {
                return (long) text.codePointCount(0, matcher.start());
            }
            at = matcher.start() + 1;
        }
        return -1L;
    }

    /** Plain needles are counted where they overlap, matches of a regex where they do not. */
    private static @Nullable Long countOf(String text, String needle, @Nullable Object kind) {
        if (needle.isEmpty()) {
            return 0L;
        }
        long count = 0;
        if ("regex".equals(kind)) {
            Pattern pattern = pattern(needle);
            return pattern == null
                    ? null
                    : (Long) pattern.matcher(text).results().count();
        }
        for (int at = text.indexOf(needle); at >= 0; at = text.indexOf(needle, at + 1)) {
            count++;
        }
        return count;
    }

    private static @Nullable Object split(String text, String delimiter, @Nullable Long index) {
        List<Object> parts = new ArrayList<>();
        int from = 0;
        for (int at = delimiter.isEmpty() ? -1 : text.indexOf(delimiter); at >= 0; at = text.indexOf(delimiter, from)) {
            parts.add(text.substring(from, at));
            from = at + delimiter.length();
        }
        parts.add(text.substring(from));
        if (index == null) {
            return parts;
        }
        return index >= 0 && index < parts.size() ? List.of(parts.get(index.intValue())) : null;
    }

    private static String repeat(String text, @Nullable Long times, @Nullable Object delimiter) {
        if (times == null || times <= 0) {
            return "";
        }
        return String.join(
                delimiter == null ? "" : (String) delimiter,
                java.util.Collections.nCopies((int) Math.min(times, 1024), text));
    }

    private static String replaceAll(String text, @Nullable Object from, @Nullable Object to) {
        List<?> olds = from instanceof List<?> list ? list : List.of();
        for (int i = 0; i < olds.size(); i++) {
            String old = Values.text(olds.get(i));
            Object replacement = to instanceof List<?> list ? (i < list.size() ? list.get(i) : "") : to;
            text = old.isEmpty() ? text : text.replace(old, Values.text(replacement));
        }
        return text;
    }

    private static String translate(String from, String to, String text) {
        int[] targets = to.codePoints().toArray();
        Map<Integer, Integer> map = new LinkedHashMap<>();
        int[] sources = from.codePoints().toArray();
        for (int i = 0; i < sources.length; i++) {
            map.putIfAbsent(sources[i], targets.length == 0 ? -1 : targets[Math.min(i, targets.length - 1)]);
        }
        StringBuilder out = new StringBuilder();
        text.codePoints().forEach(c -> {
            int target = map.getOrDefault(c, c);
            if (target >= 0) {
                out.appendCodePoint(target);
            }
        });
        return out.toString();
    }

    /** Takes one match off an end. */
    private static String trim(String text, String regex, boolean start) {
        Pattern pattern = pattern(start ? "^(?:" + regex + ")" : "(?:" + regex + ")$");
        return pattern == null ? text : pattern.matcher(text).replaceFirst("");
    }

    private static String extract(String regex, @Nullable Long group, String text) {
        Pattern pattern = pattern(regex);
        if (pattern == null || group == null) {
            return "";
        }
        Matcher matcher = pattern.matcher(text);
        if (!matcher.find() || group < 0 || group > matcher.groupCount()) {
            return "";
        }
        String found = matcher.group(group.intValue());
        return found == null ? "" : found;
    }

    private static @Nullable Object extractAll(String regex, @Nullable Object groups, String text) {
        Pattern pattern = pattern(regex);
        if (pattern == null) {
            return null;
        }
        Matcher matcher = pattern.matcher(text);
        List<Object> wanted = new ArrayList<>();
        if (groups instanceof List<?> list) {
            wanted.addAll(list);
        } else {
            for (long i = 1; i <= matcher.groupCount(); i++) {
                wanted.add(i);
            }
        }
        List<Object> found = new ArrayList<>();
        while (matcher.find()) {
            List<Object> values =
                    wanted.stream().map(group -> (Object) group(matcher, group)).collect(Collectors.toList());
            found.add(values.size() == 1 ? values.getFirst() : values);
        }
        return found.isEmpty() ? null : found;
    }

    private static String group(Matcher matcher, Object group) {
        try {
            String found = group instanceof Long number
                    ? matcher.group(number.intValue())
                    : matcher.group(String.valueOf(group));
            return found == null ? "" : found;
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            return "";
        }
    }

    /** RE2 writes a group as {@code \1}, Java as {@code $1}. */
    private static String replaceRegex(String text, String regex, String replacement) {
        Pattern pattern = pattern(regex);
        if (pattern == null) {
            return text;
        }
        String java = replacement.replace("$", "\\$").replaceAll("\\\\(\\d)", "\\$$1");
        try {
            return pattern.matcher(text).replaceAll(java);
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            return text;
        }
    }

    static @Nullable Pattern pattern(String regex) {
        return Regexes.compile(regex);
    }

    private static List<Object> codePoints(String text) {
        return text.codePoints().mapToObj(c -> (Object) (long) c).collect(Collectors.toList());
    }

    private static String fromCodePoints(@Nullable Object[] arguments) {
        StringBuilder out = new StringBuilder();
        for (Object argument : arguments) {
            for (Object item : argument instanceof List<?> list ? list : java.util.Arrays.asList(argument)) {
                Long code = Values.toLong(item);
                if (code != null && Character.isValidCodePoint(code.intValue())) {
                    out.appendCodePoint(code.intValue());
                }
            }
        }
        return out.toString();
    }

    /** Up to four parts of at most eight digits each, put together as one comparable number. */
    private static @Nullable String version(String text) {
        String[] parts = text.split("\\.", -1);
        if (parts.length > 4) {
            return null;
        }
        java.math.BigInteger value = java.math.BigInteger.ZERO;
        for (int i = 0; i < 4; i++) {
            String part = i < parts.length ? parts[i] : "0";
            if (!part.matches("\\d{1,8}")) {
                return null;
            }
            value = value.multiply(java.math.BigInteger.valueOf(100_000_000)).add(new java.math.BigInteger(part));
        }
        return value.toString();
    }

    private static List<Object> csv(String text) {
        List<Object> fields = new ArrayList<>();
        StringBuilder field = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quoted) {
                if (c == '"' && i + 1 < text.length() && text.charAt(i + 1) == '"') {
                    field.append('"');
                    i++;
                } else if (c == '"') {
                    quoted = false;
                } else {
                    field.append(c);
                }
            } else if (c == '"' && field.isEmpty()) {
                quoted = true;
            } else if (c == ',') {
                fields.add(field.toString());
                field.setLength(0);
            } else if (c == '\n' || c == '\r') {
                break;
            } else {
                field.append(c);
            }
        }
        fields.add(field.toString());
        return fields;
    }

    private static String hex(@Nullable Long value, @Nullable Long width) {
        if (value == null) {
            return "";
        }
        String digits = Long.toHexString(value);
        return width == null || digits.length() >= width
                ? digits
                : "0".repeat((int) Math.min(width, 1024) - digits.length()) + digits;
    }

    private static String bytes(@Nullable Object size, @Nullable Long precision, @Nullable Object unit) {
        if (!(size instanceof Double number)) {
            return "";
        }
        List<String> units = List.of("Bytes", "KB", "MB", "GB", "TB", "PB", "EB");
        int index = 0;
        double value = number;
        if (unit instanceof String wanted && units.contains(wanted)) {
            index = units.indexOf(wanted);
            value = number / Math.pow(1024, index);
        } else {
            while (Math.abs(value) >= 1024 && index < units.size() - 1) {
                value /= 1024;
                index++;
            }
        }
        java.math.BigDecimal rounded = java.math.BigDecimal.valueOf(value)
                .setScale(precision == null ? 0 : precision.intValue(), java.math.RoundingMode.HALF_UP)
                .stripTrailingZeros();
        return rounded.toPlainString() + " " + units.get(index);
    }

    /** Compiled patterns, remembered because a pattern is almost always the same for all rows. */
    static final class Regexes {

        private static final int REMEMBERED = 256;
        private static final Map<String, java.util.Optional<Pattern>> COMPILED =
                java.util.Collections.synchronizedMap(new LinkedHashMap<>(16, 0.75f, true) {
                    private static final long serialVersionUID = 1L;

                    @Override
                    protected boolean removeEldestEntry(Map.Entry<String, java.util.Optional<Pattern>> eldest) {
                        return size() > REMEMBERED;
                    }
                });

        private Regexes() {}

        static @Nullable Pattern compile(String regex) {
            return COMPILED.computeIfAbsent(regex, Regexes::parse).orElse(null);
        }

        private static java.util.Optional<Pattern> parse(String regex) {
            try {
                return java.util.Optional.of(
                        Pattern.compile(regex.replace("(?P<", "(?<"), Pattern.UNICODE_CHARACTER_CLASS));
            } catch (PatternSyntaxException e) {
                return java.util.Optional.empty();
            }
        }
    }
}
