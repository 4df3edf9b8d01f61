package vedette.kernelspec;

import java.io.File;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.IVersionProvider;

/** The command {@code vedette}. */
@Command(
        name = "vedette",
        description = "A Jupyter kernel for Java whose purpose is threat hunting with KQL.",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        subcommands = {
            InstallCommand.class,
            UninstallCommand.class,
            KernelCommand.class,
            KqlCommand.class,
            EmulateCommand.class,
            HelpCommand.class
        },
        synopsisSubcommandLabel = "COMMAND",
        footer = {"", "Run 'vedette help COMMAND' to read more about a command."})
public final class Main {

    private Main() {}

    /**
     * Runs one command and exits with its status: 0 when it worked, 1 when it failed, 2 when the call was wrong.
     *
     * @param arguments the command's name and its options
     */
    public static void main(String[] arguments) {
        System.exit(run(arguments));
    }

    /** Jupyter and shells go by {@code HOME}; the JVM asks the system's list of its users, which containers pass over. */
    private static void takeHome() {
        String home = System.getenv("HOME");
        if (home != null && home.startsWith("/") && File.separatorChar == '/') {
            System.setProperty("user.home", home);
        }
    }

    private static int run(String[] arguments) {
        takeHome();
        // Each start of a kernel passes here. Describing the options to picocli takes as long as compiling a cell.
        Optional<String> connectionFile = KernelStart.connectionFile(arguments);
        if (connectionFile.isPresent()) {
            try {
                return KernelStart.run(connectionFile.get());
            } catch (CommandFailure failure) {
                return told(failure);
            }
        }
        return new CommandLine(new Main())
                .setExecutionExceptionHandler((failure, command, result) -> {
                    if (!(failure instanceof CommandFailure)) {
                        throw failure;
                    }
                    return told(failure);
                })
                .execute(arguments);
    }

    private static int told(Exception failure) {
        System.err.println("vedette: " + failure.getMessage());
        return 1;
    }

    /** The version in the manifest of this class's jar, and the JVM's. */
    static final class Version implements IVersionProvider {

        @Override
        public String[] getVersion() {
            String version = Main.class.getPackage().getImplementationVersion();
            return new String[] {
                "vedette " + (version == null ? "(not packaged)" : version), "Java " + Runtime.version()
            };
        }
    }
}
