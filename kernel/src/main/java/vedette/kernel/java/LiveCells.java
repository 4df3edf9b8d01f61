package vedette.kernel.java;

import java.lang.ref.WeakReference;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The loaders of all cells that something still refers to, so that a class can be found by its name alone: cells that read
 * objects or look up classes do not refer to the cells of these.
 */
final class LiveCells {

    private final Map<String, WeakReference<CellLoader>> loaders = new ConcurrentHashMap<>();

    /** Knows the loader of a cell's class from now on. */
    void add(String cell, CellLoader loader) {
        loaders.values().removeIf(known -> known.refersTo(null));
        loaders.put(cell, new WeakReference<>(loader));
    }

    /** The loader that defines a class of a cell, by the class's binary name. */
    @Nullable
    CellLoader loaderOf(String className) {
        int end = className.indexOf('$', CellClass.PACKAGE.length() + 2);
        WeakReference<CellLoader> known = loaders.get(end < 0 ? className : className.substring(0, end));
        return known == null ? null : known.get();
    }
}
