package vedette.kernel;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.List;
import java.util.Optional;

/** The few calls of POSIX systems on file descriptors that Java has no other way to. Safe for any thread. */
final class PosixCalls {

    private static final FunctionDescriptor OF_NUMBER = FunctionDescriptor.of(JAVA_INT, JAVA_INT);
    private static final FunctionDescriptor OF_TWO_NUMBERS = FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT);
    private static final FunctionDescriptor OF_ARRAY = FunctionDescriptor.of(JAVA_INT, ADDRESS);
    private static final FunctionDescriptor OF_POLL = FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT);

    /** {@code struct pollfd}: an int and two shorts. */
    private static final long POLL_ENTRY_BYTES = 8;

    private static final long POLL_EVENTS_OFFSET = 4;
    private static final short READABLE = 1;

    private final Linker linker = Linker.nativeLinker();
    private final MethodHandle duplicate;
    private final MethodHandle duplicateTo;
    private final MethodHandle close;
    private final MethodHandle pipe;
    private final MethodHandle poll;
    private final Optional<MethodHandle> openProcess;

    private PosixCalls() {
        duplicate = handle("dup", OF_NUMBER).orElseThrow();
        duplicateTo = handle("dup2", OF_TWO_NUMBERS).orElseThrow();
        close = handle("close", OF_NUMBER).orElseThrow();
        pipe = handle("pipe", OF_ARRAY).orElseThrow();
        poll = handle("poll", OF_POLL).orElseThrow();
        openProcess = handle("pidfd_open", OF_TWO_NUMBERS);
    }

    /** The calls; empty on systems that do not have them, such as Windows, and where native access is not enabled. */
    static Optional<PosixCalls> find() {
        if (Linker.nativeLinker().defaultLookup().find("pipe").isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new PosixCalls());
    }

    @SuppressWarnings("restricted")
    private Optional<MethodHandle> handle(String name, FunctionDescriptor shape) {
        return linker.defaultLookup().find(name).map(address -> linker.downcallHandle(address, shape));
    }

    /** A second descriptor of the same file. */
    int duplicate(int descriptor) throws IOException {
        return checked("dup", () -> (int) duplicate.invokeExact(descriptor));
    }

    /** Makes {@code target} a descriptor of the file of {@code source}. */
    void duplicateTo(int source, int target) throws IOException {
        checked("dup2", () -> (int) duplicateTo.invokeExact(source, target));
    }

    void close(int descriptor) throws IOException {
        checked("close", () -> (int) close.invokeExact(descriptor));
    }

    /** The two ends of a pipe. */
    Pipe pipe() throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment ends = arena.allocate(MemoryLayout.sequenceLayout(2, JAVA_INT));
            checked("pipe", () -> (int) pipe.invokeExact(ends));
            return new Pipe(ends.getAtIndex(JAVA_INT, 0), ends.getAtIndex(JAVA_INT, 1));
        }
    }

    /** The descriptors of a pipe's ends. */
    record Pipe(int readEnd, int writeEnd) {}

    /** A descriptor that is readable once a process has ended; empty where the system has none. */
    Optional<Integer> openProcess(long pid) {
        return openProcess.flatMap(open -> {
            try {
                return Optional.of(checked("pidfd_open", () -> (int) open.invokeExact((int) pid, 0)));
            } catch (IOException e) {
                return Optional.empty();
            }
        });
    }

    /** Sleeps until one of these descriptors can be read. */
    void awaitReadable(List<Integer> descriptors) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment entries = arena.allocate(POLL_ENTRY_BYTES * descriptors.size(), JAVA_INT.byteAlignment());
            for (int i = 0; i < descriptors.size(); i++) {
                entries.set(JAVA_INT, i * POLL_ENTRY_BYTES, descriptors.get(i));
                entries.set(JAVA_SHORT, i * POLL_ENTRY_BYTES + POLL_EVENTS_OFFSET, READABLE);
            }
            int ready = 0;
            while (ready <= 0) {
                // A signal ends the call early; nothing else does for descriptors that are open.
                ready = number(() -> (int) poll.invokeExact(entries, (long) descriptors.size(), -1));
            }
        }
    }

    private interface Call {
        int run() throws Throwable;
    }

    private static int checked(String name, Call call) throws IOException {
        int result = number(call);
        if (result < 0) {
            throw new IOException(name + " failed");
        }
        return result;
    }

    private static int number(Call call) {
        try {
            return call.run();
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }
}
