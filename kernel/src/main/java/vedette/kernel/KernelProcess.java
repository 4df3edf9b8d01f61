package vedette.kernel;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A process that is a kernel: ends when a client asks for it, and with the process that started it; the signal of
 * Ctrl-C interrupts the running cell.
 */
public final class KernelProcess {

    private static final Logger LOG = LoggerFactory.getLogger(KernelProcess.class);
    private static final String PARENT_VARIABLE = "JPY_PARENT_PID";

    private KernelProcess() {}

    /**
     * Runs a kernel until a client asks for its end. The caller then ends the process with {@link Runtime#halt}, since
     * threads that cells started may still run.
     *
     * @throws IllegalStateException when a port cannot be bound
     * @throws InterruptedException when this thread is interrupted meanwhile
     */
    public static void run(ConnectionFile connection, Supplier<? extends Language> language, KernelOptions options)
            throws InterruptedException {
        endWithParent(Optional.ofNullable(System.getenv(PARENT_VARIABLE)));
        try (Kernel kernel = Kernel.open(connection, language, options)) {
            onInterruptSignal(kernel::interrupt);
            kernel.awaitShutdown();
        } finally {
            endChildren();
        }
    }

    /** A kernel whose client is gone would hold its memory for ever. */
    private static void endWithParent(Optional<String> parent) {
        parent.flatMap(KernelProcess::number)
                .filter(pid -> pid > 1)
                .flatMap(ProcessHandle::of)
                .or(() -> ProcessHandle.current().parent().filter(handle -> startedByEditor()))
                .ifPresent(handle -> handle.onExit().thenRun(() -> {
                    LOG.warn("the process {} that started this kernel is gone", handle.pid());
                    endChildren();
                    Runtime.getRuntime().halt(1);
                }));
    }

    /** Visual Studio Code names no parent, but starts its kernels itself. */
    private static boolean startedByEditor() {
        return System.getenv().keySet().stream().anyMatch(name -> name.startsWith("VSCODE_"));
    }

    private static Optional<Long> number(String text) {
        try {
            return Optional.of(Long.parseLong(text.strip()));
        } catch (NumberFormatException e) {
            LOG.warn("{} is no process id: {}", PARENT_VARIABLE, text);
            return Optional.empty();
        }
    }

    private static void endChildren() {
        ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
    }

    /** Signals have no public API; where the platform has none either, clients still interrupt by message. */
    private static void onInterruptSignal(Runnable action) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            InvocationHandler handle = (proxy, method, arguments) -> {
                if (method.getName().equals("handle")) {
                    action.run();
                    return null;
                }
                return method.invoke(action, arguments);
            };
            Object instance = Proxy.newProxyInstance(handler.getClassLoader(), new Class<?>[] {handler}, handle);
            signal.getMethod("handle", signal, handler)
                    .invoke(null, signal.getConstructor(String.class).newInstance("INT"), instance);
        } catch (ReflectiveOperationException e) {
            LOG.warn("the interrupt signal is not handled", e);
        }
    }
}
