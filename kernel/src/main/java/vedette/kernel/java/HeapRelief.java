package vedette.kernel.java;

import java.lang.ref.Reference;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Gives back memory when a cell has used up the heap, so that the kernel can go on. */
final class HeapRelief {

    private static final byte[] NOTHING = {};
    private static final int BALLAST_BYTES = 8 << 20;

    /** What the next cell needs to be compiled and run. */
    private static final int ROOM_BYTES = 32 << 20;

    private static final int CHUNK_BYTES = 64 << 10;

    private byte[] ballast = NOTHING;

    /** Keeps some room back while there is plenty. */
    void prepare() {
        try {
            if (ballast.length == 0) {
                ballast = new byte[BALLAST_BYTES];
            }
        } catch (OutOfMemoryError e) {
            // The cell may be about to free some.
        }
    }

    /** Gives back what was kept. */
    void release() {
        ballast = NOTHING;
    }

    /**
     * Empties a cell's variables where too little is left to go on with, and where that does not help those that it names.
     *
     * @return the names of those that it has emptied
     */
    List<String> empty(Class<?> cell, Supplier<List<Field>> named) throws IllegalAccessException {
        List<String> emptied = new ArrayList<>();
        if (isExhausted()) {
            for (Field field : cell.getDeclaredFields()) {
                boolean isVariable = Modifier.isPublic(field.getModifiers())
                        && Modifier.isStatic(field.getModifiers())
                        && !field.getName().startsWith("$");
                if (isVariable) {
                    empty(field, emptied);
                }
            }
        }
        if (isExhausted()) {
            for (Field field : named.get()) {
                empty(field, emptied);
            }
        }
        return emptied;
    }

    private static void empty(Field field, List<String> emptied) throws IllegalAccessException {
        if (!field.getType().isPrimitive() && field.get(null) != null) {
            field.set(null, null);
            emptied.add(field.getName());
        }
    }

    /** Whether there is no room for what comes next. An array that is too large for any heap leaves room enough. */
    private static boolean isExhausted() {
        try {
            byte[][] room = new byte[ROOM_BYTES / CHUNK_BYTES][];
            for (int i = 0; i < room.length; i++) {
                room[i] = new byte[CHUNK_BYTES];
            }
            Reference.reachabilityFence(room);
            return false;
        } catch (OutOfMemoryError e) {
            return true;
        }
    }
}
