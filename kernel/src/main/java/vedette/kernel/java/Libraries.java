package vedette.kernel.java;

import java.io.File;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The libraries that cells see: those of the kernel and what was added since. */
final class Libraries extends URLClassLoader {
    private final Set<Class<?>> services = new HashSet<>();
    private final List<Path> added = new CopyOnWriteArrayList<>(ownClassPath());

    Libraries(ClassLoader parent) {
        super("libraries", new URL[0], parent);
    }

    private static List<Path> ownClassPath() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .filter(entry -> !entry.isBlank())
                .map(Path::of)
                .toList();
    }

    /** What the compiler searches. */
    List<Path> classPath() {
        return List.copyOf(added);
    }

    /** The services of added libraries that were not asked for yet. */
    <S> List<S> newServices(Class<S> kind, Consumer<String> notes) {
        List<S> found = new ArrayList<>();
        Iterator<ServiceLoader.Provider<S>> rest =
                ServiceLoader.load(kind, this).stream().iterator();
        boolean more = true;
        while (more) {
            // A library that is broken shall not keep the others out; the loader goes on behind it.
            try {
                more = rest.hasNext();
                if (more) {
                    ServiceLoader.Provider<S> next = rest.next();
                    Class<?> type = next.type();
                    if (equals(type.getClassLoader()) && services.add(type)) {
                        found.add(next.get());
                    }
                }
            } catch (ServiceConfigurationError e) {
                notes.accept("note: " + UserNames.escape(String.valueOf(e.getMessage())) + "\n");
            }
        }
        return found;
    }

    void add(Path entry) {
        added.add(entry);
        try {
            addURL(entry.toUri().toURL());
        } catch (MalformedURLException e) {
            throw new UncheckedIOException(e);
        }
    }
}
