package vedette.kernel.java;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The sources of what cells use, where they are there: the JDK's own, and those that lie beside a library as Maven names
 * them. Read when they are asked for.
 */
final class Sources {

    private static final Logger LOG = LoggerFactory.getLogger(Sources.class);

    private final Path jdk;
    private final List<Path> classPath;

    /**
     * Sources.
     *
     * @param javaHome where the JDK is
     * @param classPath the libraries
     */
    Sources(Path javaHome, List<Path> classPath) {
        this.jdk = javaHome.resolve("lib/src.zip");
        this.classPath = List.copyOf(classPath);
    }

    /** The text of the file that declares a type. */
    Optional<String> of(Place place) {
        String file = (place.packageName() + "." + place.types().getFirst()).replace('.', '/') + ".java";
        if (!place.module().isEmpty()) {
            return read(jdk, place.module() + "/" + file);
        }
        for (Path library : classPath) {
            Optional<String> found = read(sourcesOf(library), file);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    /** Where the sources of a jar are, by the names that Maven gives them. */
    static Path sourcesOf(Path jar) {
        return jar.resolveSibling(String.valueOf(jar.getFileName()).replaceFirst("\\.jar$", "") + "-sources.jar");
    }

    private static Optional<String> read(Path archive, String name) {
        if (!Files.isRegularFile(archive)) {
            return Optional.empty();
        }
        try (ZipFile zip = new ZipFile(archive.toFile())) {
            ZipEntry entry = zip.getEntry(name);
            return entry == null
                    ? Optional.empty()
                    : Optional.of(new String(zip.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            LOG.warn("no sources can be read from {}", archive, e);
            return Optional.empty();
        }
    }
}
