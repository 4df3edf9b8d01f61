package vedette.kernel;

import static java.util.Objects.requireNonNull;

/**
 * How a kernel presents itself.
 *
 * @param implementation the kernel's name
 * @param implementationVersion the kernel's version
 */
public record KernelOptions(String implementation, String implementationVersion) {

    public KernelOptions {
        requireNonNull(implementation, "implementation is null");
        requireNonNull(implementationVersion, "implementationVersion is null");
    }

    /** Vedette as it was built. */
    public static KernelOptions defaults() {
        String version = KernelOptions.class.getPackage().getImplementationVersion();
        return new KernelOptions("vedette", version == null ? "0.1.0" : version);
    }
}
