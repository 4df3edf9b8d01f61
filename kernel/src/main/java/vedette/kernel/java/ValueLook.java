package vedette.kernel.java;

import java.lang.reflect.Array;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;
import vedette.display.Escape;
import vedette.display.MimeBundle;
import vedette.display.Renderers;

/** How a value looks where no renderer knows better: readable, deep, bounded in length. */
final class ValueLook {

    private static final int MOST_ELEMENTS = 1_000;
    private static final int DEEPEST = 20;
    private static final int MOST_CHARACTERS = 80;

    private ValueLook() {}

    /** A bundle for a value. What its {@code toString} or renderer throws passes through. */
    static MimeBundle of(@Nullable Object value, Renderers renderers) {
        if (value == null) {
            return MimeBundle.text("null");
        }
        if (value instanceof MimeBundle ready) {
            return ready;
        }
        MimeBundle bundle = value instanceof String || value.getClass().isArray() || isPlainCollection(value)
                ? MimeBundle.text(text(value, 0))
                : renderers.render(value);
        Optional<String> text = bundle.text();
        return text.isPresent() ? bundle.with(MimeBundle.TEXT, UserNames.escape(UserNames.clean(text.get()))) : bundle;
    }

    /** A value's beginning in one line, for lists of values; what its own text throws is told in its place. */
    static String oneLine(@Nullable Object value) {
        try {
            return Escape.shortened(Escape.line(UserNames.clean(text(value, 0))), MOST_CHARACTERS);
        } catch (RuntimeException e) {
            return "(" + e.getClass().getSimpleName() + " in its toString)";
        }
    }

    private static boolean isPlainCollection(Object value) {
        boolean isOfJdk = value.getClass().getName().startsWith("java.util.");
        return isOfJdk && (value instanceof Collection || value instanceof Map);
    }

    private static String text(@Nullable Object value, int depth) {
        if (value == null || depth > DEEPEST) {
            return value == null ? "null" : "...";
        }
        if (value.getClass().isArray()) {
            return array(value, depth);
        }
        if (value instanceof Collection<?> collection && isPlainCollection(value)) {
            StringJoiner out = new StringJoiner(", ", "[", "]");
            int count = 0;
            for (Object element : collection) {
                if (count++ == MOST_ELEMENTS) {
                    out.add("... " + (collection.size() - MOST_ELEMENTS) + " more");
                    break;
                }
                out.add(text(element, depth + 1));
            }
            return out.toString();
        }
        if (value instanceof Map<?, ?> map && isPlainCollection(value)) {
            return map(map, depth);
        }
        return String.valueOf(value);
    }

    private static String map(Map<?, ?> map, int depth) {
        StringJoiner out = new StringJoiner(", ", "{", "}");
        int count = 0;
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            if (count++ == MOST_ELEMENTS) {
                out.add("... " + (map.size() - MOST_ELEMENTS) + " more");
                break;
            }
            out.add(text(entry.getKey(), depth + 1) + "=" + text(entry.getValue(), depth + 1));
        }
        return out.toString();
    }

    private static String array(Object array, int depth) {
        StringJoiner out = new StringJoiner(", ", "[", "]");
        int length = Array.getLength(array);
        for (int i = 0; i < Math.min(length, MOST_ELEMENTS); i++) {
            out.add(text(Array.get(array, i), depth + 1));
        }
        if (length > MOST_ELEMENTS) {
            out.add("... " + (length - MOST_ELEMENTS) + " more");
        }
        return out.toString();
    }
}
