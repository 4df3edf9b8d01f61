package vedette.kernel.java;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.util.Objects;

/** Code that can be run many times in a row. */
interface Repeatable {

    /** Runs it so many times. */
    void run(long times) throws Throwable;

    /**
     * Code with a loop around it.
     *
     * @param code takes nothing and gives an object
     */
    static Repeatable of(MethodHandle code) {
        String file = TimedLoop.class.getSimpleName() + ".class";
        try (InputStream in = Objects.requireNonNull(TimedLoop.class.getResourceAsStream(file))) {
            MethodHandles.Lookup own =
                    MethodHandles.lookup().defineHiddenClassWithClassData(in.readAllBytes(), code, true);
            return (Repeatable) own.lookupClass().getDeclaredConstructor().newInstance();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
