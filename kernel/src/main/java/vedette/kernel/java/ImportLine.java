package vedette.kernel.java;

import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * An import of a user.
 *
 * @param target what stands behind {@code import}, without the semicolon
 */
record ImportLine(String target) {

    private static final String STATIC = "static ";
    private static final String MODULE = "module ";

    /** An import as it is written. */
    static ImportLine of(String written) {
        return new ImportLine(written.replaceAll("(?s)/\\*.*?\\*/|//[^\\n]*", " ")
                .replaceAll("\\s+", " ")
                .strip()
                .replaceFirst("^import ", "")
                .replaceFirst("[; ]+$", ""));
    }

    /** The names that some imports bring by naming them. */
    static Set<String> names(Collection<ImportLine> lines) {
        return lines.stream()
                .map(ImportLine::name)
                .filter(name -> !name.isEmpty())
                .collect(Collectors.toSet());
    }

    /** Those of them that may be names of methods and fields. */
    static Set<String> memberNames(Collection<ImportLine> lines) {
        return names(lines.stream().filter(ImportLine::isStatic).toList());
    }

    boolean isStatic() {
        return target.startsWith(STATIC);
    }

    /** Whether it brings by its name one of these. */
    boolean bringsOneOf(Set<String> names) {
        return names.contains(name());
    }

    /** As it stands in a source. */
    String text() {
        return "import " + target + ";\n";
    }

    /** The simple name that it brings; empty where it brings all that something has. */
    private String name() {
        return target.endsWith("*") || target.startsWith(MODULE)
                ? ""
                : target.substring(target.lastIndexOf('.') + 1).strip();
    }
}
