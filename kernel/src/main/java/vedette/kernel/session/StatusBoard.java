package vedette.kernel.session;

import static vedette.kernel.message.Publication.Status.BUSY;
import static vedette.kernel.message.Publication.Status.IDLE;

import org.jspecify.annotations.Nullable;
import vedette.kernel.wire.IopubQueue;

/**
 * Says busy and idle. Clients take the last status for the kernel's, so that an idle of a request beside a running cell
 * is followed by the cell's busy: else the kernel would look free, and could be ended as unused.
 */
final class StatusBoard {

    private final IopubQueue iopub;
    private byte @Nullable [] runningCell;

    StatusBoard(IopubQueue iopub) {
        this.iopub = iopub;
    }

    synchronized void busy(RequestContext context, boolean cell) {
        iopub.publish(context.parent(), BUSY);
        if (cell) {
            runningCell = context.parent();
        }
    }

    synchronized void idle(RequestContext context, boolean cell) {
        if (cell) {
            runningCell = null;
        }
        iopub.publish(context.parent(), IDLE);
        if (runningCell != null) {
            iopub.publish(runningCell, BUSY);
        }
    }
}
