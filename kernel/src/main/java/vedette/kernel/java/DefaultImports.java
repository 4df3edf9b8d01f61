package vedette.kernel.java;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What cells see without importing it. A cell's source has only those imports that its names could need: the compiler
 * looks through each package that is imported, which takes longer than all else that a first cell needs.
 *
 * @param lines as they stand in Java behind {@code import}
 */
record DefaultImports(List<String> lines) {

    private static final String MODULE = "module ";
    private static final String HELPERS = "static " + CellHelpers.class.getName() + ".*";
    private static final Set<String> HELPER_NAMES =
            Stream.of(CellHelpers.class.getMethods()).map(Method::getName).collect(Collectors.toUnmodifiableSet());

    private static final Pattern AMBIGUOUS = Pattern.compile(
            "reference to (\\S+) is ambiguous\\s+both \\S+ \\S+ in ([\\w.]+) and \\S+ \\S+ in ([\\w.]+) match");

    DefaultImports {
        lines = List.copyOf(lines);
    }

    /**
     * The imports that a source could need.
     *
     * @param names all its identifiers
     * @param declared what the user has declared or imported by its name
     */
    List<String> neededBy(Set<String> names, Set<String> declared) {
        Set<String> open = new HashSet<>(names);
        open.removeAll(declared);
        boolean namesTypes = open.stream().anyMatch(DefaultImports::couldBeType);
        return lines.stream().filter(line -> isNeeded(line, open, namesTypes)).toList();
    }

    /** Imports of the types that some problems call ambiguous, where only one of them comes from the user's imports. */
    List<ImportLine> preferred(List<CompileProblem> problems, List<ImportLine> users) {
        List<ImportLine> found = new ArrayList<>();
        for (CompileProblem problem : problems) {
            Matcher types = AMBIGUOUS.matcher(problem.message());
            if (types.lookingAt()) {
                List<String> packages = Stream.of(types.group(2), types.group(3))
                        .filter(name -> !bring(name) || users.contains(new ImportLine(name + ".*")))
                        .toList();
                if (packages.size() == 1) {
                    found.add(new ImportLine(packages.getFirst() + "." + types.group(1)));
                }
            }
        }
        return found.stream().distinct().toList();
    }

    /** Whether they bring the types of a package. */
    private boolean bring(String packageName) {
        return lines.stream()
                .anyMatch(line -> line.startsWith(MODULE)
                        ? ModuleLayer.boot()
                                .findModule(line.substring(MODULE.length()))
                                .filter(module -> module.isExported(packageName))
                                .isPresent()
                        : line.equals(packageName + ".*"));
    }

    private static boolean isNeeded(String line, Set<String> names, boolean namesTypes) {
        if (line.equals(HELPERS)) {
            return names.stream().anyMatch(HELPER_NAMES::contains);
        }
        if (line.startsWith(MODULE) || (line.endsWith(".*") && !line.startsWith("static "))) {
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
