package vedette.kernelspec;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Makes the kernel known to Jupyter, prepares its start and tries it. */
@Command(
        name = "install",
        description = "Makes the kernel known to Jupyter, prepares a quick start and starts it once to try it.",
        mixinStandardHelpOptions = true)
final class InstallCommand implements Callable<Integer> {

    private static final List<String> PROOF = List.of("1 + 1");

    @Spec
    private CommandSpec spec;

    @ArgGroup
    private @Nullable Destination destination;

    @Option(
            names = "--no-cache",
            description = "Do without the start-up cache (about 50 MB beside kernel.json); the kernel starts slower.")
    private boolean noCache;

    @SuppressWarnings("NullAway.Init")
    InstallCommand() {}

    @Override
    public Integer call() {
        Path directory = Destination.kernelspec(destination, JupyterPaths.current());
        Kernelspec kernelspec = new Kernelspec(directory, Product.current());
        PrintWriter out = spec.commandLine().getOut();
        try {
            kernelspec.write();
        } catch (FileSystemException e) {
            throw new CommandFailure(
                    "cannot write " + e.getFile() + "; choose a place that you may write by --user,"
                            + " --sys-prefix or --prefix DIR",
                    e);
        } catch (IOException e) {
            throw new CommandFailure("cannot write " + directory + ": " + e.getMessage(), e);
        }
        out.println("Wrote the kernel \"Java (Vedette)\" to " + directory);
        out.println("It runs on Java " + Runtime.version() + ", "
                + kernelspec.product().java());
        if (!noCache) {
            out.println(train(kernelspec));
        }
        KernelTrial.Outcome outcome =
                new KernelTrial(kernelspec.command("{connection_file}"), kernelspec.environment()).run(PROOF);
        if (outcome.failure().isPresent()) {
            throw new CommandFailure("the kernel was installed but does not work: "
                    + outcome.failure().get());
        }
        out.println("Tried it: from its start to the answer of 1 + 1 it took " + seconds(outcome.untilFirstResult()));
        return 0;
    }

    /** A missing cache only costs time at each start, so its failure is told and does not stop the installation. */
    private static String train(Kernelspec kernelspec) {
        StartCache.Outcome outcome = new StartCache(kernelspec).make();
        return outcome.cache()
                .map(file -> "Prepared a quick start: " + file.getFileName())
                .orElseGet(() -> "There is no start-up cache, so the kernel starts slower: "
                        + outcome.failure().orElse("the JVM wrote none"));
    }

    private static String seconds(Duration duration) {
        return "%d.%02d s".formatted(duration.toSeconds(), duration.toMillisPart() / 10);
    }
}
