package vedette.magics;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tech.tablesaw.api.Table;
import vedette.engine.LocalEngine;
import vedette.kernel.magic.Variables;

/**
 * The connection that needs no set-up: the frames of the notebook, the files of a {@code data} folder beside it or of the
 * folder that {@code VEDETTE_DATA} names, and the sample logs that come with Vedette. Opened when first used. Safe for any
 * thread.
 */
final class LocalData implements AutoCloseable {

    private static final String FOLDER_VARIABLE = "VEDETTE_DATA";
    private static final String HOME_PROPERTY = "vedette.home";

    private @Nullable LocalEngine engine;

    /** The engine, which looks frames up among a notebook's variables. */
    synchronized LocalEngine engine(Variables variables) {
        if (engine == null) {
            LocalEngine.Builder builder = LocalEngine.builder().frames(name -> frame(variables, name));
            folders().forEach(builder::folder);
            engine = builder.build();
        }
        return engine;
    }

    private static Optional<Table> frame(Variables variables, String name) {
        return variables.get(name).filter(Table.class::isInstance).map(Table.class::cast);
    }

    /** Where tables are looked for; of one name the earlier folder's counts. */
    private static List<Path> folders() {
        Optional<Path> named =
                Optional.ofNullable(System.getenv(FOLDER_VARIABLE)).map(Path::of);
        Optional<Path> samples =
                Optional.ofNullable(System.getProperty(HOME_PROPERTY)).map(home -> Path.of(home, "examples", "data"));
        return Stream.of(named, Optional.of(Path.of("data")), samples)
                .flatMap(Optional::stream)
                .filter(Files::isDirectory)
                .toList();
    }

    @Override
    public synchronized void close() {
        if (engine != null) {
            engine.close();
        }
    }
}
