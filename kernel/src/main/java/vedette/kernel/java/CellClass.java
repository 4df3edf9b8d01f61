package vedette.kernel.java;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A compiled cell: its classes as the compiler wrote them, and the cells whose names it uses. Reachable only while a name
 * of the session or another cell's class needs it.
 *
 * @param number which cell it was, counted by the evaluator
 * @param classes binary name to bytes
 * @param uses the cells it refers to
 * @param loader defines its classes in this JVM when they are first needed
 */
record CellClass(int number, Map<String, byte[]> classes, List<CellClass> uses, CellLoader loader) {

    /** The package of all cells: one, so that names without a modifier are visible in later cells. */
    static final String PACKAGE = "cells";

    private static final String PREFIX = "$Cell";

    CellClass {
        classes = Map.copyOf(classes);
        uses = List.copyOf(uses);
    }

    static String simpleName(int number) {
        return PREFIX + number;
    }

    /** The simple name of the cell's own class. */
    String simpleName() {
        return simpleName(number);
    }

    /** The binary name of the cell's own class. */
    String name() {
        return PACKAGE + "." + simpleName();
    }

    /** Some cells and all that they use. */
    static Set<CellClass> closure(Iterable<CellClass> roots) {
        Set<CellClass> found = new LinkedHashSet<>();
        roots.forEach(root -> collect(root, found));
        return found;
    }

    private static void collect(CellClass cell, Set<CellClass> found) {
        if (found.add(cell)) {
            cell.uses().forEach(used -> collect(used, found));
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CellClass cell && cell.number == number;
    }

    @Override
    public int hashCode() {
        return number;
    }

    @Override
    public String toString() {
        return name();
    }
}
