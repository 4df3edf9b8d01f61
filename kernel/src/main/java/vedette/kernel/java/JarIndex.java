package vedette.kernel.java;

import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which packages and services the jars of the class path have. By it only the jars that are needed are opened; to walk
 * through all of them, as the compiler and class loaders do, takes longer than anything else in a start. Safe for any
 * thread.
 */
final class JarIndex {

    private static final Logger LOG = LoggerFactory.getLogger(JarIndex.class);
    private static final Pattern CLASS = Pattern.compile("(?:META-INF/versions/\\d+/)?(.+)/[^/]+\\.class");
    private static final String SERVICES = "META-INF/services/";

    /** Marks the line of a package or a service's file; the lines before them are the jars'. */
    private static final String INDENT = "\t";

    private final List<Path> classPath;
    private final Map<String, Contents> jars = new ConcurrentHashMap<>();

    /** What a jar has: the names of packages, with dots, and of services' types. */
    private record Contents(Set<String> packages, Set<String> services) {

        static Contents empty() {
            return new Contents(new TreeSet<>(), new TreeSet<>());
        }
    }

    private JarIndex(List<Path> classPath) {
        this.classPath = classPath;
    }

    /** An index that reads each jar when it is first asked for. */
    static JarIndex of(List<Path> classPath) {
        return new JarIndex(classPath);
    }

    /** An index that is kept in a file, which is written where it is not there yet. */
    static JarIndex kept(Path file, List<Path> classPath) {
        JarIndex index = new JarIndex(classPath);
        try {
            if (Files.exists(file)) {
                index.read(file);
            } else {
                index.write(file);
            }
        } catch (IOException e) {
            LOG.warn("all jars are opened, since {} is no help", file, e);
        }
        return index;
    }

    private void read(Path file) throws IOException {
        Contents current = Contents.empty();
        for (String line : Files.readAllLines(file)) {
            if (!line.startsWith(INDENT)) {
                current = Contents.empty();
                jars.put(line, current);
            } else if (line.startsWith(SERVICES, INDENT.length())) {
                current.services.add(line.substring(INDENT.length() + SERVICES.length()));
            } else {
                current.packages.add(line.substring(INDENT.length()));
            }
        }
    }

    /** All of it or nothing is seen by those who read it. */
    private void write(Path file) throws IOException {
        StringBuilder text = new StringBuilder();
        for (Path jar : classPath) {
            Contents contents = contents(jar);
            text.append(jar).append('\n');
            contents.packages.forEach(name -> text.append(INDENT).append(name).append('\n'));
            contents.services.forEach(
                    name -> text.append(INDENT).append(SERVICES).append(name).append('\n'));
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
        return contents(jar).packages;
    }

    /** The services that the class path offers, by a class loader that finds their classes. */
    <S> List<S> services(Class<S> kind, ClassLoader classes) {
        return ServiceLoader.load(kind, new ServiceFiles(classes)).stream()
                .map(ServiceLoader.Provider::get)
                .toList();
    }

    private Contents contents(Path jar) {
        return jars.computeIfAbsent(jar.toString(), _ -> inJar(jar));
    }

    private static Contents inJar(Path jar) {
        Contents found = Contents.empty();
        if (Files.isDirectory(jar)) {
            return found;
        }
        try (JarFile file = new JarFile(jar.toFile())) {
            file.stream().forEach(entry -> {
                String name = entry.getName();
                Matcher type = CLASS.matcher(name);
                if (type.matches()) {
                    found.packages.add(type.group(1).replace('/', '.'));
                } else if (name.startsWith(SERVICES) && !entry.isDirectory()) {
                    found.services.add(name.substring(SERVICES.length()));
                }
            });
            return found;
        } catch (IOException e) {
            LOG.warn("cells do not see {}, which cannot be read", jar, e);
            return Contents.empty();
        }
    }

    /** Finds the files that name services where the index says that they are; all classes come from its parent. */
    private final class ServiceFiles extends ClassLoader {

        ServiceFiles(ClassLoader parent) {
            super("services", parent);
        }

        @Override
        public Enumeration<URL> getResources(String name) throws IOException {
            if (!name.startsWith(SERVICES)) {
                return super.getResources(name);
            }
            String service = name.substring(SERVICES.length());
            List<URL> found = new ArrayList<>();
            for (Path entry : classPath) {
                if (Files.isRegularFile(entry) && contents(entry).services.contains(service)) {
                    found.add(URI.create("jar:" + entry.toUri() + "!/" + name).toURL());
                } else if (Files.exists(entry.resolve(name))) {
                    found.add(entry.resolve(name).toUri().toURL());
                }
            }
            return Collections.enumeration(found);
        }
    }
}
