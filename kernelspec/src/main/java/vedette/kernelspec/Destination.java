package vedette.kernelspec;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say whom a kernel is installed for. */
final class Destination {

    /** The kernel's name among Jupyter's kernels. */
    static final String KERNEL_NAME = "vedette";

    @Option(names = "--user", description = "For the user: in JUPYTER_DATA_DIR or Jupyter's usual place. The default.")
    @SuppressWarnings("UnusedVariable") // picocli wants a field; absence of the others says the same
    private boolean user;

    @Option(
            names = "--sys-prefix",
            description = "For the active virtual or conda environment, or else the Python found first.")
    private boolean sysPrefix;

    @Option(names = "--prefix", paramLabel = "DIR", description = "Below DIR/share/jupyter.")
    private @Nullable Path prefix;

    /** The directory of the kernelspec; for the user where no option is given. */
    static Path kernelspec(@Nullable Destination destination, JupyterPaths paths) {
        Destination chosen = destination == null ? new Destination() : destination;
        return chosen.data(paths)
                .resolve("kernels")
                .resolve(KERNEL_NAME)
                .toAbsolutePath()
                .normalize();
    }

    private Path data(JupyterPaths paths) {
        if (prefix != null) {
            return paths.prefix(prefix);
        }
        return sysPrefix ? paths.sysPrefix() : paths.user();
    }
}
