package vedette.kernel.session;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import vedette.kernel.message.Reply;

/** How much of the machine this process uses, as resource monitors of front ends show it. */
final class Usage {

    private static final Path PROPORTIONAL = Path.of("/proc/self/smaps_rollup");
    private static final Pattern KILOBYTES = Pattern.compile("^Pss:\\s+(\\d+) kB", Pattern.MULTILINE);
    private static final Path MEMORY = Path.of("/proc/meminfo");
    private static final Pattern AVAILABLE = Pattern.compile("^MemAvailable:\\s+(\\d+) kB", Pattern.MULTILINE);
    private static final double PERCENT = 100;

    private Usage() {}

    static Reply.Usage now() {
        OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        int processors = system.getAvailableProcessors();
        long total = system.getTotalMemorySize();
        long free = system.getFreeMemorySize();
        long available = kilobytes(MEMORY, AVAILABLE).orElse(free);
        long resident = kilobytes(PROPORTIONAL, KILOBYTES)
                .orElseGet(() ->
                        ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getCommitted()
                                + ManagementFactory.getMemoryMXBean()
                                        .getNonHeapMemoryUsage()
                                        .getCommitted());
        return new Reply.Usage(
                host(),
                ProcessHandle.current().pid(),
                percent(system.getProcessCpuLoad() * processors),
                resident,
                processors,
                percent(system.getCpuLoad()),
                new Reply.HostMemory(
                        total,
                        available,
                        total - available,
                        free,
                        percent((total - available) / (double) Math.max(1, total))));
    }

    /** The system knows no load before it was asked once. */
    private static double percent(double share) {
        return share > 0 ? Math.round(share * PERCENT * 10) / 10.0 : 0;
    }

    private static OptionalLong kilobytes(Path file, Pattern line) {
        try {
            Matcher found = line.matcher(Files.readString(file));
            return found.find() ? OptionalLong.of(Long.parseLong(found.group(1)) << 10) : OptionalLong.empty();
        } catch (IOException e) {
            return OptionalLong.empty(); // not every system has such a file
        }
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }
}
