package vedette.kernel.java;

import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where types of a simple name can be imported from: the packages that the JDK exports, and the class path. Built when it
 * is first needed; immutable.
 */
final class TypeIndex {

    private static final Logger LOG = LoggerFactory.getLogger(TypeIndex.class);
    private static final String SUFFIX = ".class";

    private final NavigableMap<String, List<String>> qualified = new TreeMap<>();

    private final Set<String> packages = new HashSet<>();

    private TypeIndex() {}

    /** The types of the JDK and of a class path. */
    static TypeIndex of(List<Path> classPath) {
        TypeIndex index = new TypeIndex();
        try {
            index.addJdk();
            for (Path entry : classPath) {
                index.addEntry(entry);
            }
        } catch (IOException e) {
            // It only helps; what could be read is better than nothing.
            LOG.warn("some types will not be suggested", e);
        }
        index.qualified.values().forEach(Collections::sort);
        return index;
    }

    /** The qualified names of a simple name, those of the JDK's best known packages first. */
    List<String> named(String simpleName) {
        return inOrder(qualified.getOrDefault(simpleName, List.of()));
    }

    /** The qualified names of simple names that start so, at most some. */
    List<String> startingWith(String prefix, int most) {
        List<String> found = new ArrayList<>();
        for (List<String> names : qualified
                .subMap(prefix, true, prefix + Character.MAX_VALUE, false)
                .values()) {
            found.addAll(names);
        }
        return inOrder(found).stream().limit(most).toList();
    }

    /** The packages that have types. */
    Set<String> packages() {
        return Collections.unmodifiableSet(packages);
    }

    private static List<String> inOrder(Collection<String> names) {
        List<String> sorted = new ArrayList<>(names);
        sorted.sort(java.util.Comparator.comparingInt(TypeIndex::rank).thenComparing(name -> name));
        return sorted;
    }

    private static int rank(String name) {
        return name.startsWith("java.util.") ? 0 : name.startsWith("java.") ? 1 : name.startsWith("javax.") ? 2 : 3;
    }

    private void addJdk() throws IOException {
        Map<String, Set<String>> exported = new HashMap<>();
        ModuleLayer.boot().modules().forEach(module -> {
            Set<String> packages = new HashSet<>();
            module.getDescriptor().exports().stream()
                    .filter(export -> !export.isQualified())
                    .forEach(export -> packages.add(export.source()));
            exported.put(module.getName(), packages);
        });
        Path modules = FileSystems.getFileSystem(URI.create("jrt:/")).getPath("/modules");
        for (Map.Entry<String, Set<String>> module : exported.entrySet()) {
            for (String name : module.getValue()) {
                Path folder = modules.resolve(module.getKey()).resolve(name.replace('.', '/'));
                try (Stream<Path> files = Files.exists(folder) ? Files.list(folder) : Stream.empty()) {
                    files.forEach(file -> add(name, file.getFileName().toString()));
                }
            }
        }
    }

    private void addEntry(Path entry) throws IOException {
        if (Files.isDirectory(entry)) {
            try (Stream<Path> files = Files.walk(entry)) {
                files.forEach(file -> addPath(entry.relativize(file).toString().replace('\\', '/')));
            }
        } else if (Files.exists(entry) && entry.toString().endsWith(".jar")) {
            try (JarFile jar = new JarFile(entry.toFile())) {
                jar.stream().forEach(part -> addPath(part.getName()));
            }
        }
    }

    private void addPath(String path) {
        int slash = path.lastIndexOf('/');
        if (slash > 0 && !path.startsWith("META-INF/")) {
            add(path.substring(0, slash).replace('/', '.'), path.substring(slash + 1));
        }
    }

    private void add(String packageName, String file) {
        boolean isType = file.endsWith(SUFFIX) && file.indexOf('$') < 0 && file.indexOf('-') < 0;
        if (isType) {
            packages.add(packageName);
            String simple = file.substring(0, file.length() - SUFFIX.length());
            qualified.computeIfAbsent(simple, name -> new ArrayList<>(1)).add(packageName + "." + simple);
        }
    }
}
