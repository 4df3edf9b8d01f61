package vedette.kernelspec;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import vedette.kernel.ConnectionFile;
import vedette.kernel.KernelOptions;
import vedette.kernel.KernelProcess;
import vedette.kernel.java.JavaLanguage;

/**
 * The start of a kernel, which runs until a client ends it. Apart from {@link KernelCommand}, since classes of picocli are
 * not in the start-up cache, and to find one class that is not there the JVM opens jar after jar.
 */
final class KernelStart {

    /** A file for the history, or {@code off}. */
    static final String HISTORY = "VEDETTE_HISTORY";

    /** Where bin/vedette keeps what spares a start to look through all jars; not set where nothing is kept. */
    private static final String JAR_INDEX = "vedette.jars";

    /** Where bin/vedette found a start-up cache that no longer fits. */
    private static final String OUTDATED_CACHE = "vedette.cache.outdated";

    private KernelStart() {}

    /** The connection file of a plain call of this command; none where it is another command, or needs explaining. */
    static Optional<String> connectionFile(String... arguments) {
        if (arguments.length < 2 || !arguments[0].equals("kernel")) {
            return Optional.empty();
        }
        String first = arguments[1];
        if (arguments.length == 2 && first.startsWith("--connection-file=")) {
            return Optional.of(first.substring(first.indexOf('=') + 1));
        }
        if (arguments.length == 2 && !first.startsWith("-")) {
            return Optional.of(first);
        }
        return arguments.length == 3 && (first.equals("-f") || first.equals("--connection-file"))
                ? Optional.of(arguments[2])
                : Optional.empty();
    }

    /** Runs the kernel until a client ends it. */
    static int run(String connectionFile) {
        // The compiler takes longest to start, so that all else is done beside it.
        JavaLanguage language = java();
        Optional.ofNullable(System.getProperty(OUTDATED_CACHE))
                .ifPresent(directory ->
                        new StartCache(new Kernelspec(Path.of(directory), Product.current())).remakeLater());
        Path path = path(connectionFile);
        boolean isGiven = Files.exists(path);
        ConnectionFile connection = isGiven ? read(path) : made(path);
        try {
            boolean isOurs = !(isGiven && Files.exists(connection.path()) && Files.isSameFile(connection.path(), path));
            if (isOurs) {
                // Of a kernel with the same id that was killed; what it said holds no longer.
                Files.deleteIfExists(connection.path());
                connection.path().toFile().deleteOnExit();
            }
            KernelProcess.run(connection, () -> language, options());
            if (isOurs) {
                Files.deleteIfExists(connection.path());
            }
        } catch (IOException e) {
            throw new CommandFailure("cannot delete " + connection.path() + ": " + e.getMessage(), e);
        } catch (IllegalStateException | UncheckedIOException e) {
            throw new CommandFailure(String.valueOf(e.getMessage()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 1;
        }
        // Threads that cells started may still run; they do not keep a kernel that was asked to end.
        Runtime.getRuntime().halt(0);
        return 0;
    }

    /** Cells are remembered beside Jupyter's own data, elsewhere or not at all, as the user wants. */
    private static KernelOptions options() {
        String wish = Optional.ofNullable(System.getenv(HISTORY)).orElse("");
        KernelOptions options = KernelOptions.defaults();
        if (wish.equals("off")) {
            return options;
        }
        return options.withHistory(
                wish.isBlank() ? JupyterPaths.current().user().resolve("vedette/history.sqlite") : path(wish));
    }

    private static JavaLanguage java() {
        JavaLanguage.Builder builder = JavaLanguage.builder().services();
        Optional.ofNullable(System.getProperty(JAR_INDEX)).map(Path::of).ifPresent(builder::jarIndex);
        JavaLanguage language = builder.build();
        // While client and kernel greet each other there is time to do what the first cell would have to wait for.
        Thread.ofPlatform().name("prewarm").daemon().start(language::prewarm);
        return language;
    }

    /** Where there is no file yet, the kernel writes it for clients to come, and takes it away again. */
    private static ConnectionFile made(Path path) {
        Path place = path.getParent() == null ? JupyterPaths.current().runtime().resolve(path) : path;
        return ConnectionFile.create(place);
    }

    private static ConnectionFile read(Path path) {
        try {
            return ConnectionFile.read(path, JupyterPaths.current().runtime());
        } catch (IOException e) {
            throw new CommandFailure("cannot read the connection file " + path + ": " + e.getMessage(), e);
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(path + ": " + e.getMessage(), e);
        }
    }

    /** Some front ends quote a path with blanks, and some leave the user's home as a tilde. */
    static Path path(String name) {
        String bare = name.length() > 1 && name.startsWith("\"") && name.endsWith("\"")
                ? name.substring(1, name.length() - 1)
                : name;
        return bare.startsWith("~/") ? Path.of(System.getProperty("user.home"), bare.substring(2)) : Path.of(bare);
    }
}
