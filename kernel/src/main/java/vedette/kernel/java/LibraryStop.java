package vedette.kernel.java;

import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.security.ProtectionDomain;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Stops a thread inside the JDK or a library, where no check of ours is: gives the classes that it is in one that only
 * stops this thread, and takes it out again when the cell has ended. The JVM does not change a method that is running, so
 * the thread stops at the next call; one that stays in a single loop without calls, or in native code, goes on. A thread
 * that waits in a socket is sent a signal: the JDK then calls the method that waits again.
 */
final class LibraryStop implements AutoCloseable {

    /** Half-done work of these would harm more than the cell; the check itself needs some of them. */
    private static final List<String> SPARED =
            List.of("java.lang.", "java.util.concurrent.", "jdk.", "sun.", "com.sun.tools.", "org.zeromq.", "zmq.");

    /** Ours, except for what only computes. */
    private static final Predicate<String> OWN =
            Pattern.compile("^vedette\\.(?!hunting\\.)").asPredicate();

    /** Where threads wait in sockets, without hearing interrupts; channels hear them. */
    private static final Set<String> SOCKETS =
            Set.of("sun.nio.ch.NioSocketImpl", "sun.nio.ch.DatagramChannelImpl", "sun.nio.ch.SelChImpl");

    private static final String WAIT_IN_SOCKET = "park";

    private final Thread thread;
    private final ThreadSignal signal;
    private final Set<Class<?>> woven = new HashSet<>();
    private final List<ClassFileTransformer> transformers = new ArrayList<>();
    private boolean isRepeated;

    LibraryStop(Thread thread, ThreadSignal signal) {
        this.thread = thread;
        this.signal = signal;
    }

    /** Weaves the classes that the thread is in now; what is nested in them as well when that did not suffice before. */
    void reach() {
        List<StackTraceElement> stack = List.of(thread.getStackTrace());
        Set<String> names = place(stack);
        if (names.isEmpty()) {
            return;
        }
        Optional<Instrumentation> agent = StopAgent.instrumentation();
        if (isInSocket(stack)) {
            // Nothing else of the socket: what it does when the wait is over must be done.
            agent.ifPresent(instrumentation -> weave(SOCKETS, WAIT_IN_SOCKET::equals, instrumentation));
            signal.send();
        } else {
            // Constructors and initializers are left alone: what they leave half done stays so.
            agent.ifPresent(instrumentation -> weave(names, method -> !method.startsWith("<"), instrumentation));
            isRepeated = true;
        }
    }

    private static boolean isInSocket(List<StackTraceElement> stack) {
        return stack.getFirst().isNativeMethod()
                && stack.getFirst().getClassName().startsWith("sun.nio.ch.")
                && stack.stream().map(StackTraceElement::getClassName).anyMatch(SOCKETS::contains);
    }

    private void weave(Set<String> names, Predicate<String> methods, Instrumentation instrumentation) {
        List<Class<?>> found = new ArrayList<>();
        for (Class<?> type : instrumentation.getAllLoadedClasses()) {
            String name = isRepeated ? outermost(type.getName()) : type.getName();
            if (names.contains(name) && instrumentation.isModifiableClass(type) && woven.add(type)) {
                found.add(type);
            }
        }
        if (!found.isEmpty()) {
            ClassFileTransformer transformer = new Transformer(Set.copyOf(found), thread.threadId(), methods);
            transformers.add(transformer);
            instrumentation.addTransformer(transformer, true);
            change(instrumentation, found);
        }
    }

    private static void change(Instrumentation instrumentation, Collection<Class<?>> types) {
        try {
            instrumentation.retransformClasses(types.toArray(Class<?>[]::new));
        } catch (UnmodifiableClassException | LinkageError | InternalError e) {
            // The JVM has left them as they were.
        }
    }

    private static String outermost(String name) {
        int nested = name.indexOf('$');
        return nested < 0 ? name : name.substring(0, nested);
    }

    /** The classes that the thread is in above the cell's code; none where it is in ours, which stops by itself. */
    private Set<String> place(List<StackTraceElement> stack) {
        Set<String> names = new HashSet<>();
        for (StackTraceElement frame : stack) {
            String name = frame.getClassName();
            // Whoever fails to initialize a class can never use it again.
            if (OWN.test(name) || frame.getMethodName().equals("<clinit>")) {
                return Set.of();
            }
            if (name.startsWith(CellClass.PACKAGE + ".")) {
                return names;
            }
            if (SPARED.stream().noneMatch(name::startsWith)) {
                names.add(isRepeated ? outermost(name) : name);
            }
        }
        return Set.of();
    }

    @Override
    public void close() {
        if (woven.isEmpty()) {
            return;
        }
        StopAgent.instrumentation().ifPresent(instrumentation -> {
            transformers.forEach(instrumentation::removeTransformer);
            change(instrumentation, woven);
        });
    }

    private record Transformer(Set<Class<?>> types, long threadId, Predicate<String> methods)
            implements ClassFileTransformer {
        @Override
        public byte @Nullable [] transform(
                @Nullable ClassLoader loader,
                @Nullable String name,
                @Nullable Class<?> type,
                @Nullable ProtectionDomain domain,
                byte[] bytes) {
            return type == null || !types.contains(type) ? null : ThreadCheck.weave(bytes, loader, threadId, methods);
        }
    }
}
