package vedette.kernel.magic;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** What kind of file an argument names, which its label says. */
enum FileKind {
    FILE,
    FOLDER,
    JAR;

    static Optional<FileKind> of(String label) {
        return Stream.of(values()).filter(kind -> label.contains(kind.name())).findFirst();
    }

    /** Whether a file fits, or is a folder on the way to one. */
    boolean fits(Path file) {
        return Files.isDirectory(file)
                || this == FILE
                || (this == JAR && file.toString().endsWith(".jar"));
    }
}
