package vedette.kernelspec;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import vedette.display.Renderers;
import vedette.kernel.ConnectionFile;
import vedette.kernel.KernelOptions;
import vedette.kernel.KernelProcess;
import vedette.kernel.java.JavaLanguage;
import vedette.kernel.magic.MagicLibrary;

/** What {@code kernel.json} starts: the kernel for Java, until a client ends it. */
@Command(name = "kernel", description = "Starts the kernel. Jupyter does this itself.", mixinStandardHelpOptions = true)
final class KernelCommand implements Callable<Integer> {

    /** A file for the history, or {@code off}. */
    static final String HISTORY = "VEDETTE_HISTORY";

    /** Where bin/vedette keeps what spares a start to look through all jars; not set where nothing is kept. */
    private static final String PACKAGE_INDEX = "vedette.packages";

    /** Where bin/vedette found a start-up cache that no longer fits. */
    private static final String OUTDATED_CACHE = "vedette.cache.outdated";

    @Spec
    private CommandSpec spec;

    @Option(
            names = {"-f", "--connection-file"},
            paramLabel = "FILE",
            description = "What client and kernel agreed on: ports and key.")
    private @Nullable String option;

    @Parameters(arity = "0..1", paramLabel = "FILE", description = "The same without an option.")
    private @Nullable String argument;

    @SuppressWarnings("NullAway.Init")
    KernelCommand() {}

    @Override
    public Integer call() {
        String name = option == null ? argument : option;
        if (name == null) {
            throw new ParameterException(spec.commandLine(), "Missing the connection file: --connection-file=FILE");
        }
        return run(name);
    }

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
        CompletableFuture<JavaLanguage> language = CompletableFuture.supplyAsync(
                KernelCommand::java,
                start -> Thread.ofPlatform().name("vedette-language").daemon().start(start));
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
            KernelProcess.run(connection, language::join, options());
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
        ClassLoader loader = KernelCommand.class.getClassLoader();
        List<MagicLibrary> magics = ServiceLoader.load(MagicLibrary.class, loader).stream()
                .map(ServiceLoader.Provider::get)
                .toList();
        JavaLanguage.Builder builder =
                JavaLanguage.builder().renderers(Renderers.load(loader)).magics(magics);
        Optional.ofNullable(System.getProperty(PACKAGE_INDEX)).map(Path::of).ifPresent(builder::packageIndex);
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
