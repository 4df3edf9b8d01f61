package vedette.kernel.session;

import java.util.Locale;
import vedette.display.MimeBundle;
import vedette.kernel.Cancellation;
import vedette.kernel.CellContext;
import vedette.kernel.message.Publication;
import vedette.kernel.wire.IopubQueue;

/** One cell's way to its front end: everything goes out under the request that ran the cell, whoever calls and when. */
final class SessionCell implements CellContext {

    private final RequestContext context;
    private final IopubQueue iopub;
    private final StdinRequests stdin;
    private final boolean allowStdin;
    private final boolean silent;
    private final int executionCount;
    private final CellCancellation cancellation = new CellCancellation();
    private volatile boolean ended;

    SessionCell(RequestContext context, IopubQueue iopub, StdinRequests stdin, Mode mode) {
        this.context = context;
        this.iopub = iopub;
        this.stdin = stdin;
        this.allowStdin = mode.allowStdin();
        this.silent = mode.silent();
        this.executionCount = mode.executionCount();
    }

    /** How the cell runs. */
    record Mode(boolean allowStdin, boolean silent, int executionCount) {}

    /** Nobody waits for its input any more. */
    void end() {
        ended = true;
    }

    @Override
    public int executionCount() {
        return executionCount;
    }

    @Override
    public boolean isSilent() {
        return silent;
    }

    @Override
    public void print(StreamName stream, String text) {
        iopub.print(context.parent(), stream.name().toLowerCase(Locale.ROOT), text);
    }

    @Override
    public void display(MimeBundle bundle) {
        iopub.publish(context.parent(), Publication.DisplayData.of(bundle));
    }

    @Override
    public void display(MimeBundle bundle, String displayId) {
        iopub.publish(context.parent(), Publication.DisplayData.of(bundle, displayId));
    }

    @Override
    public void updateDisplay(MimeBundle bundle, String displayId) {
        iopub.publish(context.parent(), Publication.UpdateDisplayData.of(bundle, displayId));
    }

    @Override
    public void clearOutput(boolean wait) {
        iopub.publish(context.parent(), new Publication.ClearOutput(wait));
    }

    @Override
    public String readLine(String prompt, boolean password) {
        if (!allowStdin || ended) {
            throw Failures.noInput();
        }
        return stdin.ask(context, prompt, password, cancellation);
    }

    @Override
    public Cancellation cancellation() {
        return cancellation;
    }

    CellCancellation interrupts() {
        return cancellation;
    }
}
