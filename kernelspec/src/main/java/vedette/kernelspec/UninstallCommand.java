package vedette.kernelspec;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Takes the kernel away from where {@code install} put it. */
@Command(
        name = "uninstall",
        description = "Removes the kernel that 'vedette install' wrote with the same option.",
        mixinStandardHelpOptions = true)
final class UninstallCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @ArgGroup
    private @Nullable Destination destination;

    @SuppressWarnings("NullAway.Init")
    UninstallCommand() {}

    @Override
    public Integer call() {
        Path directory = Destination.kernelspec(destination, JupyterPaths.current());
        try {
            if (!new Kernelspec(directory, Product.current()).remove()) {
                throw new CommandFailure("there is no kernel in " + directory);
            }
        } catch (IOException e) {
            throw new CommandFailure("cannot remove " + directory + ": " + e.getMessage(), e);
        }
        spec.commandLine().getOut().println("Removed " + directory);
        return 0;
    }
}
