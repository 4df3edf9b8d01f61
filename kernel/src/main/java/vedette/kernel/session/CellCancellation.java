package vedette.kernel.session;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vedette.kernel.Cancellation;

/** The interrupts of one cell, or its end. */
final class CellCancellation implements Cancellation {

    private static final Logger LOG = LoggerFactory.getLogger(CellCancellation.class);

    private final List<Entry> actions = new CopyOnWriteArrayList<>();
    private volatile boolean requested;

    /** An object per registration, so that one action may be registered twice. */
    private static final class Entry {
        private final Runnable action;

        private Entry(Runnable action) {
            this.action = action;
        }
    }

    /** Interrupts or ends the cell. An action may take its time, so that whoever must go on calls this from another thread. */
    void request() {
        List<Entry> now;
        synchronized (this) {
            requested = true;
            now = List.copyOf(actions);
        }
        now.forEach(entry -> run(entry.action));
    }

    @Override
    public boolean isRequested() {
        return requested;
    }

    @Override
    public Registration onRequest(Runnable action) {
        Entry entry = new Entry(action);
        boolean late;
        synchronized (this) {
            actions.add(entry);
            late = requested;
        }
        if (late) {
            run(action);
        }
        return () -> actions.remove(entry);
    }

    private static void run(Runnable action) {
        try {
            action.run();
        } catch (Throwable failure) {
            LOG.warn("an action for the interrupt failed", failure);
        }
    }
}
