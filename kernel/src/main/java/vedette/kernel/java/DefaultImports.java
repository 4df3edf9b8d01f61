package vedette.kernel.java;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What cells see without importing it. A cell's source has only those imports that its names could need: the compiler
 * looks through each package that is imported, which takes longer than all else that a first cell needs.
 *
 * @param lines as they stand in Java behind {@code import}
 */
record DefaultImports(List<String> lines) {

    private static final String HELPERS = "static " + CellHelpers.class.getName() + ".*";
    private static final Set<String> HELPER_NAMES =
            Stream.of(CellHelpers.class.getMethods()).map(Method::getName).collect(Collectors.toUnmodifiableSet());

    DefaultImports {
        lines = List.copyOf(lines);
    }

    /**
     * The imports that a source could need.
     *
     * @param code the cell's text
     * @param names all its identifiers
     * @param declared the types among them that win over imports of whole packages
     */
    List<String> neededBy(String code, Set<String> names, Set<String> declared) {
        // Java reads escaped characters before it looks for names.
        if (code.contains("\\u")) {
            return lines;
        }
        boolean namesTypes = names.stream().anyMatch(name -> couldBeType(name) && !declared.contains(name));
        return lines.stream().filter(line -> isNeeded(line, names, namesTypes)).toList();
    }

    private static boolean isNeeded(String line, Set<String> names, boolean namesTypes) {
        if (line.equals(HELPERS)) {
            return names.stream().anyMatch(HELPER_NAMES::contains);
        }
        if (line.startsWith("module ") || (line.endsWith(".*") && !line.startsWith("static "))) {
            return namesTypes;
        }
        return line.endsWith(".*") || names.contains(line.substring(line.lastIndexOf('.') + 1));
    }

    /** Whether a name could be that of a type which is not in {@code java.lang}, whose types need no import. */
    private static boolean couldBeType(String name) {
        if (Character.isLowerCase(name.codePointAt(0))) {
            return false;
        }
        try {
            Class<?> type = Class.forName("java.lang." + name, false, null);
            return !Modifier.isPublic(type.getModifiers());
        } catch (ClassNotFoundException e) {
            return true;
        }
    }
}
