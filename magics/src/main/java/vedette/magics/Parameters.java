package vedette.magics;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tech.tablesaw.api.Table;
import vedette.kernel.magic.Variables;

/** Where the values of {@code {name}} come from: a map, then the variables of Java. */
record Parameters(Map<?, ?> first, Variables variables) {

    /** All names that have a value. */
    Set<String> names() {
        Set<String> names = new LinkedHashSet<>();
        first.keySet().forEach(key -> names.add(String.valueOf(key)));
        names.addAll(variables.names());
        return names;
    }

    /** Whether there is a variable of a name, be its value null. */
    boolean has(String name) {
        return first.containsKey(name) || variables.names().contains(name);
    }

    /** The value of a name; empty where there is none or it is null. */
    Optional<Object> find(String name) {
        Object own = first.get(name);
        return own != null ? Optional.of(own) : variables.get(name);
    }

    /**
     * The value that a path leads to: through maps by their keys, through records and other objects by their public
     * members without parameters, {@code name()} or {@code getName()}, through frames by their columns.
     *
     * @throws IllegalArgumentException where the path leads to nothing; the message says from where on
     */
    Optional<Object> follow(String path) {
        List<String> steps = List.of(path.split("\\."));
        Optional<Object> value = find(steps.getFirst());
        for (String step : steps.subList(1, steps.size())) {
            if (value.isEmpty()) {
                return value;
            }
            value = member(value.get(), step);
        }
        return value;
    }

    private static Optional<Object> member(Object owner, String name) {
        return switch (owner) {
            case Map<?, ?> map -> {
                if (!map.containsKey(name)) {
                    throw new IllegalArgumentException("the map has no key '" + name + "'");
                }
                yield Optional.ofNullable(map.get(name));
            }
            case Table table -> {
                if (!table.containsColumn(name)) {
                    throw new IllegalArgumentException(
                            "the frame has no column '" + name + "'; it has " + String.join(", ", table.columnNames()));
                }
                yield Optional.of(table.column(name));
            }
            default -> Optional.ofNullable(called(owner, accessor(owner, name)));
        };
    }

    private static Method accessor(Object owner, String name) {
        String capital = name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
        for (String candidate : List.of(name, "get" + capital, "is" + capital)) {
            for (Method method : owner.getClass().getMethods()) {
                boolean fits = method.getName().equals(candidate)
                        && method.getParameterCount() == 0
                        && method.getReturnType() != void.class
                        && method.getDeclaringClass() != Object.class
                        && !Modifier.isStatic(method.getModifiers());
                if (fits) {
                    return method;
                }
            }
        }
        throw new IllegalArgumentException(owner.getClass().getSimpleName() + " has no member '" + name + "'");
    }

    private static Object called(Object owner, Method accessor) {
        try {
            accessor.trySetAccessible();
            return accessor.invoke(owner);
        } catch (InvocationTargetException e) {
            throw new IllegalArgumentException(accessor.getName() + "() failed: " + e.getCause(), e);
        } catch (IllegalAccessException e) {
            throw new IllegalArgumentException(accessor.getName() + "() is not public", e);
        }
    }
}
