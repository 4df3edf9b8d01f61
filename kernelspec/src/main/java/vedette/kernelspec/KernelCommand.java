package vedette.kernelspec;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

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
    public Integer call() {
        String name = option == null ? argument : option;
        if (name == null) {
            throw new ParameterException(spec.commandLine(), "Missing the connection file: --connection-file=FILE");
        }
        return KernelStart.run(name);
    }
}
