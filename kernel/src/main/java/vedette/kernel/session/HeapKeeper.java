package vedette.kernel.session;

/**
 * Gives memory back to the system. The JVM lets its heap grow as long as the machine has room, mostly with what ended
 * cells have left; one kernel among many, most of them idle, should not.
 */
final class HeapKeeper {

    private static final long ALLOWANCE_BYTES = 128L << 20;

    private final Runtime runtime = Runtime.getRuntime();
    private volatile long limit = ALLOWANCE_BYTES;

    /** Collects garbage when the heap has doubled since it last did, so that the work stays in proportion. */
    void cellEnded() {
        if (runtime.totalMemory() > limit) {
            collect();
        }
    }

    /** Nobody runs cells for now: what they need no longer goes, too. */
    void cellsRest() {
        if (runtime.totalMemory() > ALLOWANCE_BYTES) {
            collect();
        }
    }

    private void collect() {
        runtime.gc();
        limit = 2 * runtime.totalMemory() + ALLOWANCE_BYTES;
    }
}
