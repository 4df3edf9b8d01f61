package vedette.magics;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** The names of things that {@code %sentinel} saw, for completion, which asks no service. Safe for any thread. */
final class SentinelNames {

    private final Map<Kind, List<String>> seen = new ConcurrentHashMap<>();

    /** What a name names; arguments that take such a name are labelled so. */
    enum Kind {
        INCIDENT,
        BOOKMARK,
        WATCHLIST,
        RULE,
        HUNT,
        SEARCH
    }

    /** Notes the names of things that were listed, in place of those that were listed before; gives the things back. */
    <T> List<T> listed(Kind kind, List<T> things, Function<T, String> name) {
        Set<String> names = new LinkedHashSet<>();
        things.forEach(thing -> names.add(name.apply(thing)));
        seen.put(kind, List.copyOf(names));
        return things;
    }

    /** Notes one more name. */
    void made(Kind kind, String name) {
        seen.merge(kind, List.of(name), (known, one) -> {
            Set<String> more = new LinkedHashSet<>(known);
            more.addAll(one);
            return List.copyOf(more);
        });
    }

    /** Forgets a name. */
    void gone(Kind kind, String name) {
        seen.computeIfPresent(kind, (same, known) -> {
            List<String> fewer = new ArrayList<>(known);
            fewer.removeIf(name::equalsIgnoreCase);
            return List.copyOf(fewer);
        });
    }

    /** The names of a kind, as they were listed. */
    List<String> of(Kind kind) {
        return seen.getOrDefault(kind, List.of());
    }
}
