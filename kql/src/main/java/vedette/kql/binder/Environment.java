package vedette.kql.binder;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The names that are visible at a place, newest first. Immutable: a definition makes a new environment. */
final class Environment {

    static final Environment EMPTY = new Environment(null, "", null);

    private final @Nullable Environment outer;
    private final String name;
    private final @Nullable Binding binding;

    private Environment(@Nullable Environment outer, String name, @Nullable Binding binding) {
        this.outer = outer;
        this.name = name;
        this.binding = binding;
    }

    Environment with(String newName, Binding newBinding) {
        return new Environment(this, newName, newBinding);
    }

    Optional<Binding> find(String wanted) {
        for (Environment at = this; at.outer != null; at = at.outer) {
            if (at.name.equals(wanted)) {
                return Optional.ofNullable(at.binding);
            }
        }
        return Optional.empty();
    }

    Set<String> names() {
        Set<String> names = new HashSet<>();
        for (Environment at = this; at.outer != null; at = at.outer) {
            names.add(at.name);
        }
        return names;
    }
}
