package vedette.kernel.message;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The fields of an object of JSON, in their order. Not safe for several threads. */
public final class Fields {

    private final Map<String, @Nullable Object> values = new LinkedHashMap<>();

    private Fields() {}

    /** One field. */
    static Fields of(String name, @Nullable Object value) {
        return new Fields().and(name, value);
    }

    /** Adds a field, which may be null. */
    Fields and(String name, @Nullable Object value) {
        values.put(name, value);
        return this;
    }

    /** Adds a field unless it is null. */
    Fields andIfThere(String name, @Nullable Object value) {
        return value == null ? this : and(name, value);
    }

    Map<String, @Nullable Object> values() {
        return Collections.unmodifiableMap(values);
    }
}
