package vedette.kernel;

/** Tells that a cell shall stop. Safe for any thread. */
public interface Cancellation {

    /** Whether the user interrupted the cell. */
    boolean isRequested();

    /**
     * Runs an action each time the user interrupts the cell (a second interrupt is a stronger wish than the first); once
     * at once where they already did.
     *
     * @return takes the action back when closed
     */
    Registration onRequest(Runnable action);

    /** An action that waits for the interrupt. */
    interface Registration extends AutoCloseable {
        @Override
        void close();
    }
}
