package vedette.kernel.session;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import vedette.display.MimeBundle;
import vedette.kernel.Cancellation;
import vedette.kernel.CellContext;
import vedette.kernel.Comms;
import vedette.kernel.message.Publication;
import vedette.kernel.message.Reply;
import vedette.kernel.wire.IopubQueue;

/** One cell's way to its front end: everything goes out under the request that ran the cell, whoever calls and when. */
final class SessionCell implements CellContext {

    private final RequestContext context;
    private final Execution.Surroundings surroundings;
    private final IopubQueue iopub;
    private final boolean allowStdin;
    private final boolean silent;
    private final int executionCount;
    private final CellCancellation cancellation = new CellCancellation();
    private final Queue<Reply.Page> pages = new ConcurrentLinkedQueue<>();
    private final AtomicReference<Reply.@Nullable NextInput> nextInput = new AtomicReference<>();
    private final AtomicLong room;
    private final CellCancellation end = new CellCancellation();

    SessionCell(RequestContext context, Execution.Surroundings surroundings, Mode mode) {
        this.context = context;
        this.surroundings = surroundings;
        this.iopub = surroundings.iopub();
        this.room = new AtomicLong(surroundings.outputLimit());
        this.allowStdin = mode.allowStdin();
        this.silent = mode.silent();
        this.executionCount = mode.executionCount();
    }

    /** How the cell runs. */
    record Mode(boolean allowStdin, boolean silent, int executionCount) {}

    /** Nobody waits for its input any more. */
    void end() {
        end.request();
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
        long left = room.getAndAdd(-text.length());
        if (left >= text.length()) {
            iopub.print(context.parent(), nameOf(stream), text);
        } else if (left >= 0) {
            // Whoever takes the last of the room says so, once.
            iopub.print(context.parent(), nameOf(stream), text.substring(0, Math.toIntExact(left)));
            String notice = "\nThis cell printed more than %,d characters; the rest is not shown.\n";
            iopub.print(context.parent(), "stderr", notice.formatted(surroundings.outputLimit()));
        } else {
            room.set(Long.MIN_VALUE / 2);
        }
    }

    private static String nameOf(StreamName stream) {
        return stream.name().toLowerCase(Locale.ROOT);
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
    public void page(MimeBundle bundle) {
        pages.add(new Reply.Page(bundle.data(), 0));
    }

    @Override
    public void setNextInput(String text, boolean replace) {
        nextInput.set(new Reply.NextInput(text, replace));
    }

    @Override
    public Comms comms() {
        return surroundings.comms().of(context.parent());
    }

    /** What the reply tells the client to do. */
    List<Reply.Payload> payloads() {
        return Stream.<Reply.Payload>concat(pages.stream(), Optional.ofNullable(nextInput.get()).stream())
                .toList();
    }

    @Override
    public String readLine(String prompt, boolean password) {
        if (!allowStdin) {
            throw Failures.noInput();
        }
        return surroundings.stdin().ask(context, prompt, password, cancellation, end);
    }

    @Override
    public Cancellation cancellation() {
        return cancellation;
    }

    CellCancellation interrupts() {
        return cancellation;
    }
}
