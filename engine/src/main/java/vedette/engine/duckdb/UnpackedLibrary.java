package vedette.engine.duckdb;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The file to which DuckDB's driver unpacks its native part, some 70 MB. The driver deletes it when the JVM ends by
 * itself, so that each process that is killed would leave one.
 */
final class UnpackedLibrary {

    private static final System.Logger LOG = System.getLogger(UnpackedLibrary.class.getName());

    /** What this process has loaded, as Linux lists it: the file's name is a line's last part. */
    private static final Path LOADED = Path.of("/proc/self/maps");

    private static final Pattern FILE = Pattern.compile("(/.*/libduckdb_java\\d+\\.so)$");

    private UnpackedLibrary() {}

    /** Deletes the file once it is loaded, where the system keeps what is loaded without it. */
    static void delete() {
        if (!Files.isReadable(LOADED)) {
            return;
        }
        try (Stream<String> lines = Files.lines(LOADED)) {
            Set<Path> files = lines.map(FILE::matcher)
                    .filter(Matcher::find)
                    .map(found -> Path.of(found.group(1)))
                    .collect(Collectors.toSet());
            for (Path file : files) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "DuckDB's unpacked library is left behind until the end", e);
        }
    }
}
