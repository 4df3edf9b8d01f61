package vedette.kernel;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.Optional;

/**
 * How a kernel presents itself, and its bounds.
 *
 * @param implementation the kernel's name
 * @param implementationVersion the kernel's version
 * @param history the file that keeps the cells of all sessions; empty to forget them at the end
 * @param outputLimit characters that a cell may print; what comes then is dropped with a notice
 */
public record KernelOptions(
        String implementation, String implementationVersion, Optional<Path> history, long outputLimit) {

    private static final long OUTPUT_LIMIT = 100_000_000;

    public KernelOptions {
        requireNonNull(implementation, "implementation is null");
        requireNonNull(implementationVersion, "implementationVersion is null");
        requireNonNull(history, "history is null");
    }

    /** Vedette as it was built, without a history of earlier sessions. */
    public static KernelOptions defaults() {
        String version = KernelOptions.class.getPackage().getImplementationVersion();
        return new KernelOptions("vedette", version == null ? "0.1.0" : version, Optional.empty(), OUTPUT_LIMIT);
    }

    /** These options with a history in a file, which is made where there is none. */
    public KernelOptions withHistory(Path file) {
        return new KernelOptions(implementation, implementationVersion, Optional.of(file), outputLimit);
    }

    /** These options with another bound for what a cell prints. */
    public KernelOptions withOutputLimit(long characters) {
        return new KernelOptions(implementation, implementationVersion, history, characters);
    }
}
