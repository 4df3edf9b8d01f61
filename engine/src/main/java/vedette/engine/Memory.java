package vedette.engine;

import java.lang.management.ManagementFactory;

/** How much memory the database may take beside Java's. */
final class Memory {

    private static final double SHARE = 0.6;
    private static final long LEAST_BYTES = 512L << 20;

    private Memory() {}

    /** In bytes: a share of the machine's or container's memory, less what Java's heap may grow to. */
    static long forDatabase() {
        long total =
                ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean system
                        ? system.getTotalMemorySize()
                        : 4 * LEAST_BYTES;
        return Math.max(
                LEAST_BYTES, (long) (total * SHARE) - Runtime.getRuntime().maxMemory());
    }
}
