package vedette.kernel.java;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which packages the jars of the class path have. By it the compiler opens only the jars that a cell needs; its own way, to
 * walk through all of them before the first cell, takes longer than anything else in a start. Safe for any thread.
 */
final class PackageIndex {

    private static final System.Logger LOG = System.getLogger(PackageIndex.class.getName());
    private static final Pattern CLASS = Pattern.compile("(?:META-INF/versions/\\d+/)?(.+)/[^/]+\\.class");

    /** Marks the line of a package; the lines before them are the jars'. */
    private static final String INDENT = "\t";

    private final Map<String, Set<String>> packages = new ConcurrentHashMap<>();

    private PackageIndex() {}

    /** An index that reads each jar when it is first asked for. */
    static PackageIndex empty() {
        return new PackageIndex();
    }

    /** An index of some jars that is kept in a file, which is written where it is not there yet. */
    static PackageIndex kept(Path file, List<Path> jars) {
        PackageIndex index = new PackageIndex();
        try {
            if (Files.exists(file)) {
                index.read(file);
            } else {
                index.write(file, jars);
            }
        } catch (IOException e) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "packages are looked up in the jars, since " + file + " is no help",
                    e);
        }
        return index;
    }

    private void read(Path file) throws IOException {
        Set<String> current = new LinkedHashSet<>();
        for (String line : Files.readAllLines(file)) {
            if (line.startsWith(INDENT)) {
                current.add(line.substring(INDENT.length()));
            } else {
                current = new LinkedHashSet<>();
                packages.put(line, current);
            }
        }
    }

    /** All of it or nothing is seen by those who read it. */
    private void write(Path file, List<Path> jars) throws IOException {
        StringBuilder text = new StringBuilder();
        for (Path jar : jars) {
            text.append(jar).append('\n');
            packagesOf(jar).forEach(name -> text.append(INDENT).append(name).append('\n'));
        }
        Path draft = file.resolveSibling(
                file.getFileName() + "." + ProcessHandle.current().pid());
        try {
            Files.writeString(draft, text);
            Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    /** The packages in which a jar has classes; none where it cannot be read, as the compiler sees it too. */
    Set<String> packagesOf(Path jar) {
        return packages.computeIfAbsent(jar.toString(), _ -> inJar(jar));
    }

    private static Set<String> inJar(Path jar) {
        Set<String> found = new TreeSet<>();
        try (JarFile file = new JarFile(jar.toFile())) {
            file.stream().forEach(entry -> {
                Matcher type = CLASS.matcher(entry.getName());
                if (type.matches()) {
                    found.add(type.group(1).replace('/', '.'));
                }
            });
            return found;
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "cells do not see " + jar + ", which cannot be read", e);
            return Set.of();
        }
    }
}
