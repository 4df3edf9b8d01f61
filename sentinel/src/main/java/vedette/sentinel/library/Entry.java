package vedette.sentinel.library;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A mapping of a file, which knows where it stands.
 *
 * @param place file and keys, for messages
 * @param values by key; none is null
 */
record Entry(String place, Map<String, Object> values) {

    /** A mapping out of what a reader gave. */
    static Entry of(String place, @Nullable Object value) {
        if (!(value instanceof Map<?, ?> map)) {
            throw new QueryLibraryException(place + ": should hold names and values");
        }
        Map<String, Object> values = new LinkedHashMap<>();
        map.forEach((key, item) -> {
            if (item != null) {
                values.put(String.valueOf(key), item);
            }
        });
        return new Entry(place, values);
    }

    boolean has(String key) {
        return values.containsKey(key);
    }

    Optional<Object> value(String key) {
        return Optional.ofNullable(values.get(key));
    }

    /** A scalar as text; empty where it is absent. */
    Optional<String> text(String key) {
        return value(key).map(value -> {
            if (value instanceof Map || value instanceof List) {
                throw new QueryLibraryException(place + "." + key + ": should be a text");
            }
            return value.toString();
        });
    }

    String needed(String key) {
        return text(key)
                .filter(text -> !text.isBlank())
                .orElseThrow(() -> new QueryLibraryException(place + ": has no '" + key + "'"));
    }

    /** A list of texts; one text counts as a list of one. */
    List<String> texts(String key) {
        return switch (values.get(key)) {
            case null -> List.of();
            case List<?> list ->
                list.stream().filter(item -> item != null).map(Object::toString).toList();
            case Map<?, ?> map -> throw new QueryLibraryException(place + "." + key + ": should be a list");
            case Object text -> List.of(text.toString());
        };
    }

    /** A mapping within; an empty one where it is absent. */
    Entry entry(String key) {
        return new Entry(
                place + "." + key, values.containsKey(key) ? of(place + "." + key, values.get(key)).values : Map.of());
    }

    /** The mappings of a list; what is none there is left out. */
    List<Entry> entries(String key) {
        if (!(values.get(key) instanceof List<?> list)) {
            return List.of();
        }
        return list.stream()
                .filter(Map.class::isInstance)
                .map(item -> of(place + "." + key, item))
                .toList();
    }

    /** Both together; of a key that both have, mappings are merged and else the other's value counts. */
    Entry overlaidWith(Entry other) {
        Map<String, Object> merged = new LinkedHashMap<>(values);
        other.values.forEach((key, value) -> {
            Object mine = merged.get(key);
            boolean both = mine instanceof Map && value instanceof Map;
            merged.put(key, both ? of(place, mine).overlaidWith(of(place, value)).values : value);
        });
        return new Entry(other.place, merged);
    }
}
