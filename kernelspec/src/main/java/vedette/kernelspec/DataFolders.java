package vedette.kernelspec;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The folders whose files are tables. */
final class DataFolders {

    private DataFolders() {}

    /** Those that were given, which must exist; without any, the sample logs that come with Vedette, where they are. */
    static List<Path> orSamples(List<Path> given) {
        for (Path folder : given) {
            if (!Files.isDirectory(folder)) {
                throw new CommandFailure("there is no folder " + folder);
            }
        }
        Optional<Path> samples = Optional.ofNullable(System.getProperty("vedette.home"))
                .map(home -> Path.of(home, "examples", "data"))
                .filter(Files::isDirectory);
        return given.isEmpty() ? samples.stream().toList() : given;
    }
}
