package vedette.engine.function;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import vedette.frame.Json;

/** The paths of {@code extract_json} and {@code bag_remove_keys}: {@code $.name}, {@code ['name']}, {@code [0]}. */
final class JsonPath {

    private static final Pattern STEP = Pattern.compile("\\.([^.\\[]+)|\\[['\"]([^'\"]*)['\"]\\]|\\[(-?\\d+)\\]");

    private JsonPath() {}

    /** The value at a path in a JSON text; null where either is wrong or nothing is there. */
    static @Nullable Object extract(String path, String text) {
        Optional<Json.Parsed> parsed = Json.parse(text);
        return find(path, parsed.isPresent() ? parsed.get().value() : null);
    }

    /** What stands at a path below a value. */
    static @Nullable Object find(String path, @Nullable Object value) {
        for (Object step : steps(path)) {
            if (step instanceof String name && value instanceof Map<?, ?> map) {
                value = map.get(name);
            } else if (step instanceof Integer index && value instanceof List<?> list && index < list.size()) {
                value = list.get(index);
            } else {
                return null;
            }
        }
        return value;
    }

    /** A bag without what stands at a path; the given one is not changed. */
    static Map<Object, @Nullable Object> remove(Map<Object, @Nullable Object> bag, String path) {
        return remove(bag, steps(path), 0);
    }

    private static Map<Object, @Nullable Object> remove(Map<?, ?> bag, List<Object> steps, int at) {
        Map<Object, @Nullable Object> copy = new LinkedHashMap<>(bag);
        if (at == steps.size() - 1) {
            copy.remove(steps.get(at));
        } else if (at < steps.size() && copy.get(steps.get(at)) instanceof Map<?, ?> inner) {
            copy.put(steps.get(at), remove(inner, steps, at + 1));
        }
        return copy;
    }

    private static List<Object> steps(String path) {
        List<Object> steps = new ArrayList<>();
        Matcher matcher = STEP.matcher(path);
        while (matcher.find()) {
            steps.add(
                    matcher.group(1) != null
                            ? matcher.group(1)
                            : matcher.group(2) != null ? matcher.group(2) : (Object) Integer.valueOf(matcher.group(3)));
        }
        return steps;
    }
}
