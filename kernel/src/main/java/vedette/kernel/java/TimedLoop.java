package vedette.kernel.java;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * A loop around one piece of code. This class is only the pattern: {@link Repeatable#of} makes a hidden class of it for
 * each piece of code, in which the code is a constant, so that the JVM compiles loop and code as one. What the code gives
 * is put where the JVM must expect others to look, and is therefore computed each time.
 */
final class TimedLoop implements Repeatable {

    private static final MethodHandle CODE;
    private static final VarHandle ELEMENT = MethodHandles.arrayElementVarHandle(Object[].class);

    static {
        try {
            CODE = MethodHandles.classData(MethodHandles.lookup(), "_", MethodHandle.class);
        } catch (IllegalAccessException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** An array, since a hidden class cannot name itself to a handle of a field of its own. */
    private final @Nullable Object[] kept = new Object[1];

    @Override
    public void run(long times) throws Throwable {
        for (long i = 0; i < times; i++) {
            ELEMENT.setOpaque(kept, 0, (Object) CODE.invokeExact());
        }
    }
}
