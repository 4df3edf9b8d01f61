package vedette.kernel.magic;

import java.util.Optional;
import java.util.Set;

/** The variables of the language as magics see them. Safe for any thread. */
public interface Variables {

    /** The names that have a value now. */
    Set<String> names();

    /** A variable's value; empty where there is no such variable or it holds null. */
    Optional<Object> get(String name);

    /**
     * Declares or overwrites a variable, which later cells see under its declared type.
     *
     * @param name a Java identifier
     * @param type the declared type, public
     * @param value an instance of it
     * @throws IllegalArgumentException when the name is no identifier of the language
     */
    <T> void set(String name, Class<T> type, T value);
}
