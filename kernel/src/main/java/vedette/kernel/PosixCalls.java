package vedette.kernel;

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

    /**
     * The shape of all these calls: none has more than three arguments, none an argument that is no number or address, and
     * a register holds each of them whole. To link a shape takes longer than to compile a cell, so there is one.
     */
    private static final FunctionDescriptor SHAPE = FunctionDescriptor.of(JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_LONG);

    /** {@code struct pollfd}: an int and two shorts. */
    private static final long POLL_ENTRY_BYTES = 8;

    private static final long POLL_EVENTS_OFFSET = 4;
    private static final short READABLE = 1;
    private static final long FOR_EVER = -1;

    private final MethodHandle call;
    private final Function duplicate;
    private final Function duplicateTo;
    private final Function close;
    private final Function pipe;
    private final Function poll;
    private final Optional<Function> openProcess;

    @SuppressWarnings("restricted")
    private PosixCalls() {
        call = Linker.nativeLinker().downcallHandle(SHAPE);
        duplicate = function("dup").orElseThrow();
        duplicateTo = function("dup2").orElseThrow();
        close = function("close").orElseThrow();
        pipe = function("pipe").orElseThrow();
        poll = function("poll").orElseThrow();
        openProcess = function("pidfd_open");
    }

    /** The calls; empty on systems that do not have them, such as Windows, and where native access is not enabled. */
    static Optional<PosixCalls> find() {
        return function("pipe").isEmpty() ? Optional.empty() : Optional.of(new PosixCalls());
    }

    private record Function(String name, MemorySegment address) {}

    private static Optional<Function> function(String name) {
        return Linker.nativeLinker().defaultLookup().find(name).map(address -> new Function(name, address));
    }

    /** A second descriptor of the same file. */
    int duplicate(int descriptor) throws IOException {
        return checked(duplicate, descriptor, 0, 0);
    }

    /** Makes {@code target} a descriptor of the file of {@code source}. */
    void duplicateTo(int source, int target) throws IOException {
        checked(duplicateTo, source, target, 0);
    }

    void close(int descriptor) throws IOException {
        checked(close, descriptor, 0, 0);
    }

    /** The two ends of a pipe. */
    Pipe pipe() throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment ends = arena.allocate(MemoryLayout.sequenceLayout(2, JAVA_INT));
            checked(pipe, ends.address(), 0, 0);
            return new Pipe(ends.getAtIndex(JAVA_INT, 0), ends.getAtIndex(JAVA_INT, 1));
        }
    }

    /** The descriptors of a pipe's ends. */
    record Pipe(int readEnd, int writeEnd) {}

    /** A descriptor that is readable once a process has ended; empty where the system has none. */
    Optional<Integer> openProcess(long pid) {
        return openProcess.flatMap(open -> {
            try {
                return Optional.of(checked(open, pid, 0, 0));
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
                ready = result(poll, entries.address(), descriptors.size(), FOR_EVER);
            }
        }
    }

    private int checked(Function function, long first, long second, long third) throws IOException {
        int result = result(function, first, second, third);
        if (result < 0) {
            throw new IOException(function.name() + " failed");
        }
        return result;
    }

    /** Arguments that a function does not have are not looked at. */
    private int result(Function function, long first, long second, long third) {
        try {
            return (int) call.invokeExact(function.address(), first, second, third);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }
}
