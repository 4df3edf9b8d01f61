package vedette.kernel;

import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.logging.ConsoleHandler;
import java.util.logging.Handler;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.SimpleFormatter;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sun.misc.Signal;

/**
 * A process that is a kernel. It ends when a client asks for it, with the process that started it, or at the system's
 * signal to end; its child processes end with it. The signal of Ctrl-C interrupts the running cell. What native code and
 * child processes print appears under the running cell.
 */
public final class KernelProcess {

    private static final String PARENT_VARIABLE = "JPY_PARENT_PID";

    /** A process that is told to end has about a second before it is killed. */
    private static final long END_MILLIS = 800;

    private static final int TERMINATED = 128 + 15;

    private KernelProcess() {}

    /**
     * Runs a kernel until a client asks for its end. The caller then ends the process with {@link Runtime#halt}, since
     * threads that cells started may still run.
     *
     * @throws IllegalStateException when a port cannot be bound, or a launcher does not acknowledge the ports
     * @throws InterruptedException when this thread is interrupted meanwhile
     */
    public static void run(ConnectionFile connection, Supplier<? extends Language> language, KernelOptions options)
            throws InterruptedException {
        Optional<ProcessStreams> streams = Optional.empty();
        // Before a client can be answered: until then the signal would end the process.
        InterruptSignal interrupts = new InterruptSignal();
        onInterruptSignal(interrupts::came);
        try (Kernel kernel = Kernel.open(connection, language, options)) {
            interrupts.goTo(kernel);
            onTermination(kernel);
            // From here on clients are answered; what follows takes longer than a first cell should have to wait.
            streams = takeStreams();
            streams.ifPresent(kernel::show);
            Thread.ofPlatform()
                    .daemon()
                    .name("vedette-parent")
                    .start(() -> endWithParent(Optional.ofNullable(System.getenv(PARENT_VARIABLE))));
            kernel.awaitShutdown();
        } finally {
            streams.ifPresent(ProcessStreams::close);
            endChildren();
        }
    }

    private static Optional<ProcessStreams> takeStreams() {
        Optional<ProcessStreams> streams = ProcessStreams.take();
        streams.ifPresent(KernelProcess::keepLogOutOfCells);
        return streams;
    }

    /** What the kernel logs is for who looks after it, not for who reads the notebook. */
    private static void keepLogOutOfCells(ProcessStreams streams) {
        java.util.logging.Logger root = LogManager.getLogManager().getLogger("");
        for (Handler handler : root.getHandlers()) {
            if (handler instanceof ConsoleHandler) {
                root.removeHandler(handler);
                root.addHandler(new LogHandler(streams));
            }
        }
    }

    /** Writes each record to the standard error that the process had. */
    private static final class LogHandler extends Handler {
        private final PrintStream log;
        private final SimpleFormatter formatter = new SimpleFormatter();

        LogHandler(ProcessStreams streams) {
            log = streams.originalError();
        }

        @Override
        public void publish(LogRecord logged) {
            if (isLoggable(logged)) {
                log.print(formatter.format(logged));
            }
        }

        @Override
        public void flush() {
            log.flush();
        }

        @Override
        public void close() {
            flush();
        }
    }

    /** The virtual machine ends when all such actions have; whatever happens in them, this process ends in time. */
    private static void onTermination(Kernel kernel) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            Thread.ofPlatform().daemon().name("vedette-end").start(() -> {
                long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(END_MILLIS);
                for (long left = end - System.nanoTime(); left > 0; left = end - System.nanoTime()) {
                    LockSupport.parkNanos(left);
                }
                endChildren();
                Runtime.getRuntime().halt(TERMINATED);
            });
            kernel.close();
            endChildren();
        }));
    }

    /** A kernel whose client is gone would hold its memory for ever. */
    private static void endWithParent(Optional<String> parent) {
        parent.flatMap(KernelProcess::number)
                .filter(pid -> pid > 1)
                .flatMap(ProcessHandle::of)
                .or(() -> ProcessHandle.current().parent().filter(handle -> startedByEditor()))
                .ifPresent(handle -> {
                    awaitEnd(handle);
                    log().warn("the process {} that started this kernel is gone", handle.pid());
                    // Not at once as by halt, so that the connection file goes too; onTermination bounds how long it
                    // takes.
                    System.exit(1);
                });
    }

    /** Java itself would look for the end of a process that is not its child every few seconds. */
    private static void awaitEnd(ProcessHandle process) {
        Optional<PosixCalls> calls = PosixCalls.find();
        Optional<Integer> descriptor = calls.flatMap(found -> found.openProcess(process.pid()));
        if (descriptor.isPresent()) {
            try {
                calls.get().awaitReadable(List.of(descriptor.get()));
                return;
            } catch (IOException e) {
                log().debug("the end of process {} is awaited in another way", process.pid(), e);
            }
        }
        process.onExit().join();
    }

    /** Visual Studio Code names no parent, but starts its kernels itself. */
    private static boolean startedByEditor() {
        return System.getenv().keySet().stream().anyMatch(name -> name.startsWith("VSCODE_"));
    }

    private static Optional<Long> number(String text) {
        try {
            return Optional.of(Long.parseLong(text.strip()));
        } catch (NumberFormatException e) {
            log().warn("{} is no process id: {}", PARENT_VARIABLE, text);
            return Optional.empty();
        }
    }

    private static void endChildren() {
        ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
    }

    /** Holds an interrupt that comes between the kernel's first answers and this process's knowing the kernel. */
    private static final class InterruptSignal {
        private @Nullable Kernel kernel;
        private boolean isPending;

        synchronized void came() {
            if (kernel == null) {
                isPending = true;
            } else {
                kernel.interrupt();
            }
        }

        synchronized void goTo(Kernel opened) {
            kernel = opened;
            if (isPending) {
                opened.interrupt();
            }
        }
    }

    /** Signals have no other API. */
    private static void onInterruptSignal(Runnable action) {
        try {
            Signal.handle(new Signal("INT"), signal -> action.run());
        } catch (IllegalArgumentException e) {
            log().warn("the interrupt signal is not handled", e);
        }
    }

    /** No constant: to ready the logging takes as long as to bind the sockets, and clients wait for those. */
    private static Logger log() {
        return LoggerFactory.getLogger(KernelProcess.class);
    }
}
