package vedette.magics;

import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeSet;

/**
 * Values of options, checked: what a query says, else what the notebook's default is, else the table's. Immutable.
 *
 * <p>A value is a Boolean, Long, Double, String, List of strings, Map, Duration, or for a time whatever
 * {@link AskedTime} reads; empty where {@code none} was written.
 */
final class Settings {

    /** Nothing but the table's own values. */
    static final Settings NONE = new Settings(Map.of());

    private final Map<String, Optional<Object>> values;

    private Settings(Map<String, Optional<Object>> values) {
        this.values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    /** These settings with one more, or one changed. */
    Settings with(OptionSpec option, Optional<Object> value) {
        Map<String, Optional<Object>> more = new LinkedHashMap<>(values);
        more.put(option.name(), value);
        return new Settings(more);
    }

    /** These settings, with others' values where those have any. */
    Settings plus(Settings others) {
        Map<String, Optional<Object>> more = new LinkedHashMap<>(values);
        more.putAll(others.values);
        return new Settings(more);
    }

    /** These settings without the values of some options. */
    Settings without(Collection<String> names) {
        Map<String, Optional<Object>> fewer = new LinkedHashMap<>(values);
        names.forEach(fewer::remove);
        return new Settings(fewer);
    }

    /** The names of the options that have a value of their own here, in alphabetical order. */
    List<String> names() {
        return List.copyOf(new TreeSet<>(values.keySet()));
    }

    /** Whether an option has a value of its own here. */
    boolean has(String name) {
        return values.containsKey(OptionTable.get(name).name());
    }

    /** An option's value; the table's where it has none of its own. */
    Optional<Object> value(String name) {
        OptionSpec option = OptionTable.get(name);
        Optional<Object> own = values.get(option.name());
        return own != null ? own : option.fallback().flatMap(text -> OptionValue.ofText(option, text));
    }

    boolean flag(String name) {
        return value(name).map(Boolean.class::cast).orElse(false);
    }

    OptionalLong count(String name) {
        return value(name).map(value -> OptionalLong.of((Long) value)).orElseGet(OptionalLong::empty);
    }

    Optional<String> text(String name) {
        return value(name).map(String.class::cast);
    }

    @SuppressWarnings("unchecked")
    List<String> list(String name) {
        return value(name).map(value -> (List<String>) value).orElse(List.of());
    }

    Optional<Map<?, ?>> map(String name) {
        return value(name).map(value -> (Map<?, ?>) value);
    }

    Optional<Duration> duration(String name) {
        return value(name).map(Duration.class::cast);
    }
}
