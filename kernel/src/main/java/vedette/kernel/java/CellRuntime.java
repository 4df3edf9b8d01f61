package vedette.kernel.java;

import java.io.File;
import java.io.IOException;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.invoke.CallSite;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.List;
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

    /** Stands for {@link System#exit}. */
    public static void exit(int status) {
        throw new ExitAttempt(status);
    }

    /** Stands for {@link Runtime#exit}. */
    public static void exit(Runtime runtime, int status) {
        exit(status);
    }

    /** Stands for {@link Runtime#halt}. */
    public static void halt(Runtime runtime, int status) {
        exit(status);
    }

    /** Stands for {@link ProcessBuilder#start}; like all below, notes what it starts. */
    public static Process start(ProcessBuilder builder) throws IOException {
        return noted(builder.start());
    }

    /** Stands for {@link ProcessBuilder#startPipeline}. */
    public static List<Process> startPipeline(List<ProcessBuilder> builders) throws IOException {
        List<Process> processes = ProcessBuilder.startPipeline(builders);
        processes.forEach(CellRuntime::noted);
        return processes;
    }

    /** Stands for {@link Runtime#exec(String)}. */
    @SuppressWarnings("deprecation")
    public static Process exec(Runtime runtime, String command) throws IOException {
        return noted(runtime.exec(command));
    }

    /** Stands for {@link Runtime#exec(String[])}. */
    public static Process exec(Runtime runtime, String[] command) throws IOException {
        return noted(runtime.exec(command));
    }

    /** Stands for {@link Runtime#exec(String, String[])}. */
    @SuppressWarnings("deprecation")
    public static Process exec(Runtime runtime, String command, String @Nullable [] environment) throws IOException {
        return noted(runtime.exec(command, environment));
    }

    /** Stands for {@link Runtime#exec(String[], String[])}. */
    public static Process exec(Runtime runtime, String[] command, String @Nullable [] environment) throws IOException {
        return noted(runtime.exec(command, environment));
    }

    /** Stands for {@link Runtime#exec(String, String[], File)}. */
    @SuppressWarnings("deprecation")
    public static Process exec(
            Runtime runtime, String command, String @Nullable [] environment, @Nullable File directory)
            throws IOException {
        return noted(runtime.exec(command, environment, directory));
    }

    /** Stands for {@link Runtime#exec(String[], String[], File)}. */
    public static Process exec(
            Runtime runtime, String[] command, String @Nullable [] environment, @Nullable File directory)
            throws IOException {
        return noted(runtime.exec(command, environment, directory));
    }

    private static Process noted(Process process) {
        CellRun run = CellRun.ofThread();
        if (run != null) {
            run.started(process);
        }
        return process;
    }

    /** Links a call from a cell to a method of a cell. */
    public static CallSite lateCall(MethodHandles.Lookup caller, String name, MethodType type, String owner)
            throws ReflectiveOperationException {
        CellLoader loader = (CellLoader) caller.lookupClass().getClassLoader();
        return loader.calls().link(caller, name, type, owner);
    }
}
