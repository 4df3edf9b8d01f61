package vedette.engine.function;

import java.util.List;
import java.util.Locale;

/**
 * What {@code has} and its like look for: terms, the longest runs of letters and digits. A needle is a term of a text
 * where it stands in it and no letter or digit continues it at an end that is one itself.
 */
final class Terms {

    private Terms() {}

    static boolean has(String text, String needle, boolean prefix, boolean suffix) {
        if (needle.isEmpty()) {
            return true;
        }
        for (int at = text.indexOf(needle); at >= 0; at = text.indexOf(needle, at + 1)) {
            boolean starts = !prefix || at == 0 || !isTerm(needle.codePointAt(0)) || !isTerm(text.codePointBefore(at));
            int end = at + needle.length();
            boolean ends = !suffix
                    || end == text.length()
                    || !isTerm(needle.codePointBefore(needle.length()))
                    || !isTerm(text.codePointAt(end));
            if (starts && ends) {
                return true;
            }
        }
        return false;
    }

    private static boolean isTerm(int codePoint) {
        return Character.isLetterOrDigit(codePoint);
    }

    static String fold(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    static List<JavaFunction> all() {
        return List.of(
                new JavaFunction("has", "ss:b", a -> has(fold((String) a[0]), fold((String) a[1]), true, true)),
                new JavaFunction("has_cs", "ss:b", a -> has((String) a[0], (String) a[1], true, true)),
                new JavaFunction("hasprefix", "ss:b", a -> has(fold((String) a[0]), fold((String) a[1]), true, false)),
                new JavaFunction("hasprefix_cs", "ss:b", a -> has((String) a[0], (String) a[1], true, false)),
                new JavaFunction("hassuffix", "ss:b", a -> has(fold((String) a[0]), fold((String) a[1]), false, true)),
                new JavaFunction("hassuffix_cs", "ss:b", a -> has((String) a[0], (String) a[1], false, true)),
                new JavaFunction("has_any", "sj:b", a -> {
                    String text = fold((String) a[0]);
                    return items(a[1]).stream().anyMatch(needle -> has(text, fold(Values.text(needle)), true, true));
                }),
                new JavaFunction("has_all", "sj:b", a -> {
                    String text = fold((String) a[0]);
                    return items(a[1]).stream().allMatch(needle -> has(text, fold(Values.text(needle)), true, true));
                }),
                new JavaFunction("has_any_index", "sj:l", a -> {
                    String text = fold((String) a[0]);
                    List<?> needles = items(a[1]);
                    for (int i = 0; i < needles.size(); i++) {
                        if (has(text, fold(Values.text(needles.get(i))), true, true)) {
                            return (long) i;
                        }
                    }
                    return -1L;
                }));
    }

    private static List<?> items(@org.jspecify.annotations.Nullable Object dynamic) {
        return dynamic instanceof List<?> list ? list : dynamic == null ? List.of() : List.of(dynamic);
    }
}
