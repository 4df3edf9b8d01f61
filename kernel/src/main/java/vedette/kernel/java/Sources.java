package vedette.kernel.java;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The sources of what cells use, where they are there: the JDK's own, those that lie beside a library as Maven names them,
 * and those that a library has inside, as ours do. Read when they are asked for. Safe for any thread.
 */
final class Sources implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Sources.class);

    /** Where a library has its sources inside. */
    private static final String INSIDE = "META-INF/sources/";

    private final Path jdk;
    private final List<Path> classPath;
    private final JarIndex index;
    private @Nullable ZipFile openedJdk;

    /**
     * Sources.
     *
     * @param javaHome where the JDK is
     * @param classPath the libraries
     * @param index what the libraries have
     */
    Sources(Path javaHome, List<Path> classPath, JarIndex index) {
        this.jdk = javaHome.resolve("lib/src.zip");
        this.classPath = List.copyOf(classPath);
        this.index = index;
    }

    /** The text of the file that declares a type. */
    Optional<String> of(Place place) {
        String file = (place.packageName() + "." + place.types().getFirst()).replace('.', '/') + ".java";
        if (!place.module().isEmpty()) {
            return ofJdk(place.module() + "/" + file);
        }
        return classPath.stream()
                .filter(library ->
                        Files.isDirectory(library) || index.packagesOf(library).contains(place.packageName()))
                .flatMap(library -> ofLibrary(library, file).stream())
                .findFirst();
    }

    private static Optional<String> ofLibrary(Path library, String file) {
        if (Files.isDirectory(library)) {
            return readFile(library.resolve(INSIDE + file));
        }
        return read(sourcesOf(library), file).or(() -> read(library, INSIDE + file));
    }

    /** Where the sources of a jar are, by the names that Maven gives them. */
    static Path sourcesOf(Path jar) {
        return jar.resolveSibling(String.valueOf(jar.getFileName()).replaceFirst("\\.jar$", "") + "-sources.jar");
    }

    /** The JDK's archive stays open once it was needed: to open it takes longer than all else. */
    private synchronized Optional<String> ofJdk(String name) {
        try {
            ZipFile archive = openedJdk;
            if (archive == null) {
                if (!Files.isRegularFile(jdk)) {
                    return Optional.empty();
                }
                archive = new ZipFile(jdk.toFile());
                openedJdk = archive;
            }
            return read(archive, name);
        } catch (IOException e) {
            LOG.warn("no sources can be read from {}", jdk, e);
            return Optional.empty();
        }
    }

    private static Optional<String> read(Path archive, String name) {
        if (!Files.isRegularFile(archive)) {
            return Optional.empty();
        }
        try (ZipFile zip = new ZipFile(archive.toFile())) {
            return read(zip, name);
        } catch (IOException e) {
            LOG.warn("no sources can be read from {}", archive, e);
            return Optional.empty();
        }
    }

    private static Optional<String> read(ZipFile archive, String name) throws IOException {
        ZipEntry entry = archive.getEntry(name);
        return entry == null
                ? Optional.empty()
                : Optional.of(new String(archive.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8));
    }

    private static Optional<String> readFile(Path file) {
        try {
            return Files.isRegularFile(file) ? Optional.of(Files.readString(file)) : Optional.empty();
        } catch (IOException e) {
            LOG.warn("{} cannot be read", file, e);
            return Optional.empty();
        }
    }

    @Override
    public synchronized void close() {
        try {
            if (openedJdk != null) {
                openedJdk.close();
                openedJdk = null;
            }
        } catch (IOException e) {
            LOG.warn("{} cannot be closed", jdk, e);
        }
    }
}
