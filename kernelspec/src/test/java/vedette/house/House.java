package vedette.house;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Where the house stands: the checkout that this module is part of. */
final class House {

    static final Path ROOT = Path.of("").toAbsolutePath().getParent();

    private House() {}

    /** The directories of all modules. */
    static List<Path> modules() {
        try (Stream<Path> children = Files.list(ROOT)) {
            return children.filter(child -> Files.exists(child.resolve("pom.xml")))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All files below a directory that have a name's ending; none where the directory is missing. */
    static List<Path> files(Path directory, Predicate<String> name) {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> name.test(file.getFileName().toString()))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The Java sources of all modules below {@code src/} and one of its parts, {@code main} or {@code test}. */
    static List<Path> sources(String part) {
        return modules().stream()
                .flatMap(module ->
                        files(module.resolve("src/" + part + "/java"), name -> name.endsWith(".java")).stream())
                .toList();
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
