package vedette.kernelspec;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import vedette.kernel.ConnectionFile;
import vedette.kernel.Kernel;
import vedette.kernel.KernelOptions;
import vedette.kernel.java.JavaLanguage;

/** What {@code kernel.json} starts: the kernel for Java, until a client ends it. */
@Command(name = "kernel", description = "Starts the kernel. Jupyter does this itself.", mixinStandardHelpOptions = true)
final class KernelCommand implements Callable<Integer> {

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
    public Integer call() throws InterruptedException {
        String name = option == null ? argument : option;
        if (name == null) {
            throw new ParameterException(spec.commandLine(), "Missing the connection file: --connection-file=FILE");
        }
        try (Kernel kernel =
                Kernel.open(read(path(name)), () -> JavaLanguage.builder().build(), KernelOptions.defaults())) {
            kernel.awaitShutdown();
        } catch (IllegalStateException e) {
            throw new CommandFailure(String.valueOf(e.getMessage()), e);
        }
        return 0;
    }

    private static ConnectionFile read(Path path) {
        try {
            return ConnectionFile.read(path);
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
