package vedette.sentinel.library;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a query of a pack takes.
 *
 * @param name as it stands in the query's braces
 * @param type what its values are
 * @param description what it is for, in the pack's words
 * @param defaultValue what holds where no value is given, as the pack has it; without one a value must be given
 * @param aliases other names that a value may come by
 */
public record QueryParameter(
        String name, Type type, String description, Optional<Object> defaultValue, List<String> aliases) {

    public QueryParameter {
        requireNonNull(name, "name is null");
        requireNonNull(type, "type is null");
        aliases = List.copyOf(aliases);
    }

    /** What a parameter's values are. */
    public enum Type {
        /** Text: a value where it stands in quotes, a piece of KQL where it stands bare. */
        TEXT("str", "string"),
        /** Several values, written with commas between. */
        LIST("list"),
        /** A moment: a date, or an offset from now such as {@code -7} (days), {@code -12h} or {@code -1d@d}. */
        DATETIME("datetime"),
        /** A whole number. */
        INT("int", "integer", "long"),
        /** A number. */
        REAL("float", "real", "double"),
        /** True or false. */
        BOOL("bool", "boolean"),
        /** A length of time such as {@code 1h}. */
        TIMESPAN("timespan", "timedelta");

        private final List<String> names;

        Type(String... names) {
            this.names = List.of(names);
        }

        /** How packs write it. */
        public String shownName() {
            return names.getFirst();
        }

        static Optional<Type> named(String name) {
            String lower = name.toLowerCase(Locale.ROOT);
            return Arrays.stream(values())
                    .filter(type -> type.names.contains(lower))
                    .findFirst();
        }
    }

    /** Whether a value must be given. */
    public boolean isRequired() {
        return defaultValue.isEmpty();
    }

    boolean goesBy(String written) {
        return name.equals(written) || aliases.contains(written);
    }
}
