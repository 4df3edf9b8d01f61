package vedette.kernel.session;

import java.util.Map;
import vedette.kernel.wire.Channel;

/**
 * What a session says of itself.
 *
 * @param implementation the kernel's name
 * @param implementationVersion the kernel's version
 * @param ports where it listens
 */
public record SessionOptions(String implementation, String implementationVersion, Map<Channel, Integer> ports) {

    public SessionOptions {
        ports = Map.copyOf(ports);
    }
}
