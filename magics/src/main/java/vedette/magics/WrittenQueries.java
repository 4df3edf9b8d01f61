package vedette.magics;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import vedette.kql.Snippets;
import vedette.sentinel.library.QueryLibrary;

/** The queries that a kernel's cells know by name: packs, rules and hunts, and snippets. Safe for any thread. */
final class WrittenQueries {

    private final AtomicReference<@Nullable QueryLibrary> library = new AtomicReference<>();
    private final AtomicReference<Snippets> snippets = new AtomicReference<>(Snippets.NONE);

    /** Vedette's own hunts, read when first asked for, and what was loaded. */
    QueryLibrary library() {
        QueryLibrary known = library.get();
        if (known != null) {
            return known;
        }
        QueryLibrary bundled = QueryLibrary.bundled();
        return library.compareAndSet(null, bundled) ? bundled : library();
    }

    /** Adds what was loaded. */
    void add(QueryLibrary loaded) {
        QueryLibrary known;
        do {
            known = library();
        } while (!library.compareAndSet(known, known.with(loaded)));
    }

    Snippets snippets() {
        return snippets.get();
    }

    /** Changes the snippets; the change may be tried more than once. */
    void change(UnaryOperator<Snippets> change) {
        snippets.updateAndGet(change);
    }
}
