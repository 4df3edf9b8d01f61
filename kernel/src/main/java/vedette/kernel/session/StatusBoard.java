package vedette.kernel.session;

import static vedette.kernel.message.Publication.Status.BUSY;
import static vedette.kernel.message.Publication.Status.IDLE;

import java.util.ArrayList;
import java.util.List;
import vedette.kernel.wire.IopubQueue;

/**
 * Says busy and idle. Clients take the last status for the kernel's, so that an idle of a request beside a running cell
 * is followed by the cell's busy: else the kernel would look free, and could be ended as unused.
 */
final class StatusBoard {

    private final IopubQueue iopub;
    private final List<byte[]> runningCells = new ArrayList<>();

    StatusBoard(IopubQueue iopub) {
        this.iopub = iopub;
    }

    synchronized void busy(RequestContext context, boolean cell) {
        iopub.publish(context.parent(), BUSY);
        if (cell) {
            runningCells.add(context.parent());
        }
    }

    synchronized void idle(RequestContext context, boolean cell) {
        if (cell) {
            runningCells.remove(context.parent());
        }
        iopub.publish(context.parent(), IDLE);
        // Two cells side by side end with one idle each, as clients count them.
        if (!cell && !runningCells.isEmpty()) {
            iopub.publish(runningCells.getFirst(), BUSY);
        }
    }
}
