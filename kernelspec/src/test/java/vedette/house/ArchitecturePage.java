package vedette.house;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The three tables of ARCHITECTURE.md that are rules: modules and what they may use, packages and what they may use
 * within their module, libraries and the Java packages that they are.
 */
record ArchitecturePage(
        String text,
        Map<String, Set<String>> moduleArrows,
        Map<String, Set<String>> packageArrows,
        Map<String, List<String>> libraries) {

    private static final List<String> JDK = List.of(
            "java.", "javax.", "jdk.", "com.sun.", "sun.instrument.", "sun.misc.", "sun.nio.ch.", "org.jspecify.");

    static ArchitecturePage read(Path file) {
        String text = House.read(file);
        Map<String, List<String>> libraries = new LinkedHashMap<>();
        table(text, "| library |").forEach((name, packages) -> libraries.put(name, List.copyOf(packages)));
        return new ArchitecturePage(text, table(text, "| module |"), table(text, "| package |"), libraries);
    }

    /** The first two columns of all tables whose header starts so: a name, and the names that the second cell lists. */
    private static Map<String, Set<String>> table(String text, String header) {
        Map<String, Set<String>> rows = new LinkedHashMap<>();
        boolean inside = false;
        for (String line : text.lines().toList()) {
            if (line.startsWith(header)) {
                inside = true;
            } else if (!line.startsWith("|")) {
                inside = false;
            } else if (inside && !line.startsWith("|-")) {
                String[] cells = line.split("\\|");
                rows.put(
                        name(cells[1]),
                        Arrays.stream(cells[2].split(","))
                                .map(ArchitecturePage::name)
                                .filter(name -> !name.equals("–"))
                                .collect(Collectors.toUnmodifiableSet()));
            }
        }
        return rows;
    }

    private static String name(String cell) {
        return cell.replace("`", "").strip();
    }

    Set<String> modules() {
        return moduleArrows.keySet();
    }

    Set<String> packages() {
        return packageArrows.keySet();
    }

    boolean listsPackagesOf(String module) {
        return packageArrows.keySet().stream().anyMatch(name -> moduleOf(name).equals(module));
    }

    static String moduleOf(String name) {
        return name.split("\\.")[1];
    }

    Optional<String> moduleViolation(String user, String used) {
        if (JDK.stream().anyMatch(used::startsWith)) {
            return Optional.empty();
        }
        String module = moduleOf(user);
        Set<String> allowed = moduleArrows.getOrDefault(module, Set.of());
        if (used.startsWith("vedette.")) {
            String target = moduleOf(used);
            return target.equals(module) || allowed.contains(target) ? Optional.empty() : violation(user, used);
        }
        boolean library = allowed.stream()
                .flatMap(name -> libraries.getOrDefault(name, List.of()).stream())
                .anyMatch(name -> used.startsWith(name + "."));
        return library ? Optional.empty() : violation(user, used);
    }

    Optional<String> packageViolation(String user, String used) {
        if (!used.startsWith("vedette.")) {
            return Optional.empty();
        }
        String from = ClassUses.packageOf(user);
        String to = ClassUses.packageOf(used);
        boolean bound = !from.equals(to) && moduleOf(from).equals(moduleOf(to)) && packageArrows.containsKey(from);
        return bound && !packageArrows.get(from).contains(to) ? violation(user, used) : Optional.empty();
    }

    private static Optional<String> violation(String user, String used) {
        return Optional.of(user + " -> " + used);
    }
}
