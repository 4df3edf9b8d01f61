package vedette.kernel.session;

/**
 * Gives memory back to the system. The JVM lets its heap grow as long as the machine has room, mostly with what ended
 * cells have left; one kernel among many, most of them idle, should not.
 */
final class HeapKeeper {

    /** What a kernel holds that has done little. */
    private static final long SMALL_BYTES = 128L << 20;

    private final Runtime runtime = Runtime.getRuntime();
    private volatile long limit = SMALL_BYTES;

    /** Collects garbage when the heap has grown by half since it last did, so that the work stays in proportion. */
    void cellEnded() {
        if (runtime.totalMemory() > limit) {
            collect();
        }
    }

    /** Nobody runs cells for now: what they need no longer goes, too. */
    void cellsRest() {
        if (runtime.totalMemory() > SMALL_BYTES) {
            collect();
        }
    }

    private void collect() {
        runtime.gc();
        limit = runtime.totalMemory() / 2 * 3 + SMALL_BYTES / 2;
    }
}
