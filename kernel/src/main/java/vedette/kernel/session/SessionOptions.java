package vedette.kernel.session;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import vedette.kernel.KernelOptions;
import vedette.kernel.wire.Channel;

/**
 * What a session says of itself and keeps.
 *
 * @param kernel how it presents itself, and its bounds
 * @param ports where it listens
 */
public record SessionOptions(KernelOptions kernel, Map<Channel, Integer> ports) {

    public SessionOptions {
        ports = Map.copyOf(ports);
    }

    String implementation() {
        return kernel.implementation();
    }

    String implementationVersion() {
        return kernel.implementationVersion();
    }

    Optional<Path> history() {
        return kernel.history();
    }

    long outputLimit() {
        return kernel.outputLimit();
    }
}
