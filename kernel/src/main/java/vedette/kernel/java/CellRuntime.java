package vedette.kernel.java;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.invoke.CallSite;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import org.jspecify.annotations.Nullable;

/** What the classes of cells call. Public because they must; nobody else should. */
public final class CellRuntime {

    /** The value of an expression without one. */
    static final Object NOTHING = new Object();

    private CellRuntime() {}

    /** Marks a method of ours that only calls an earlier cell's overload. */
    @Retention(RetentionPolicy.RUNTIME)
    public @interface Forwarder {}

    /** An expression with a value. */
    @FunctionalInterface
    public interface Value {
        /** Evaluates it. */
        @Nullable
        Object evaluate() throws Throwable;
    }

    /** An expression without a value. */
    @FunctionalInterface
    public interface Action {
        /** Evaluates it. */
        void run() throws Throwable;
    }

    /** Evaluates an expression with a value. */
    public static @Nullable Object $value(Value expression) throws Throwable {
        return expression.evaluate();
    }

    /** Evaluates an expression without a value. */
    public static Object $value(Action expression) throws Throwable {
        expression.run();
        return NOTHING;
    }

    /** What a method throws that needs a name which no cell has declared yet. */
    public static IllegalStateException $missing(String method, String needed) {
        return new IllegalStateException(method + " cannot be called until a cell declares " + needed);
    }

    /** Throws {@link CellStopped} where the cell on this thread shall stop; free while none shall. */
    public static void stopCheck() throws Throwable {
        StopSwitch.CHECK.invokeExact();
    }

    /** Notes a process that the cell on this thread has started, and returns it. */
    public static Process started(Process process) {
        CellRun run = CellRun.ofThread();
        if (run != null) {
            run.started(process);
        }
        return process;
    }

    /** Stands for {@link System#exit}. */
    public static void exit(int status) {
        throw new ExitAttempt(status);
    }

    /** Stands for {@link Runtime#exit} and {@link Runtime#halt}. */
    public static void exit(Runtime runtime, int status) {
        throw new ExitAttempt(status);
    }

    /** Links a call from a cell to a method of a cell. */
    public static CallSite lateCall(MethodHandles.Lookup caller, String name, MethodType type, String owner)
            throws ReflectiveOperationException {
        CellLoader loader = (CellLoader) caller.lookupClass().getClassLoader();
        return loader.calls().link(caller, name, type, owner);
    }
}
