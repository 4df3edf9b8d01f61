package vedette.kernel.session;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import vedette.display.MimeBundle;
import vedette.kernel.CellContext;
import vedette.kernel.CellFailure;
import vedette.kernel.Language;
import vedette.kernel.message.Publication;
import vedette.kernel.message.Reply;
import vedette.kernel.message.Request;
import vedette.kernel.wire.IopubQueue;

/** Runs a shell's cells, one at a time, on the thread of the shell's lane. Interrupts come from any thread. */
final class Execution {

    private final Language language;
    private final IopubQueue iopub;
    private final History history;
    private final Surroundings surroundings;
    private final AtomicReference<@Nullable SessionCell> running = new AtomicReference<>();
    private final AtomicReference<@Nullable SessionCell> latest = new AtomicReference<>();
    private int executionCount;

    Execution(Surroundings surroundings, History history) {
        this.surroundings = surroundings;
        this.language = surroundings.language();
        this.iopub = surroundings.iopub();
        this.history = history;
    }

    /**
     * What all shells share.
     *
     * @param outputLimit characters that a cell may print
     * @param settleOutput returns when what came by other ways than through a cell's context was published
     */
    record Surroundings(
            Language language,
            IopubQueue iopub,
            StdinRequests stdin,
            CommTable comms,
            long outputLimit,
            Runnable settleOutput) {}

    /** Runs a cell; what it shows is published before this returns. */
    Reply run(RequestContext context, Request.Execute request) {
        boolean counted = request.storeHistory() && !request.code().isBlank();
        if (counted) {
            executionCount++;
        }
        SessionCell.Mode mode = new SessionCell.Mode(request.allowStdin(), request.silent(), executionCount);
        SessionCell cell = new SessionCell(context, surroundings, mode);
        // A client may interrupt as soon as it hears of the cell.
        running.set(cell);
        latest.set(cell);
        try {
            if (!request.silent()) {
                iopub.publish(context.parent(), new Publication.ExecuteInput(request.code(), executionCount));
            }
            Optional<MimeBundle> value = language.evaluate(request.code(), cell);
            surroundings.settleOutput().run();
            if (!request.silent()) {
                value.ifPresent(bundle -> iopub.publish(
                        context.parent(),
                        new Publication.ExecuteResult(mode.executionCount(), bundle.data(), bundle.metadata())));
            }
            remember(counted, request, value.flatMap(MimeBundle::text));
            return new Reply.Executed(mode.executionCount(), expressions(request, cell), cell.payloads());
        } catch (Throwable thrown) {
            // Also errors of the machine, such as exhausted memory: they are the cell's, and the kernel lives on.
            CellFailure failure = Failures.of(thrown);
            surroundings.settleOutput().run();
            iopub.publish(context.parent(), Publication.Error.of(failure));
            remember(counted, request, Optional.empty());
            return Reply.ExecutionFailed.of(mode.executionCount(), failure, cell.payloads());
        } finally {
            cell.end();
            running.set(null);
        }
    }

    /** Calls what a cell left for such a message; what it throws is shown, for there is no reply. */
    void call(RequestContext context, Runnable code) {
        SessionCell cell = new SessionCell(context, surroundings, new SessionCell.Mode(false, false, executionCount));
        running.set(cell);
        try {
            language.call(code, cell);
        } catch (Throwable thrown) {
            List<String> trace = Failures.of(thrown).traceback();
            cell.print(CellContext.StreamName.STDERR, String.join("\n", trace) + "\n");
        } finally {
            surroundings.settleOutput().run();
            cell.end();
            running.set(null);
        }
    }

    /** Interrupts the running cell; nothing happens where none runs. Returns before the cell's actions have run. */
    void interrupt() {
        SessionCell cell = running.get();
        if (cell != null) {
            // An action may be slow, and the lane of control must not be.
            Thread.ofPlatform().daemon().name("vedette-interrupt").start(cell.interrupts()::request);
        }
    }

    /** The cell that runs now. */
    Optional<SessionCell> running() {
        return Optional.ofNullable(running.get());
    }

    /** The cell that ran last or runs now. */
    Optional<SessionCell> latest() {
        return Optional.ofNullable(latest.get());
    }

    private void remember(boolean counted, Request.Execute request, Optional<String> output) {
        if (counted) {
            history.add(executionCount, request.code(), output);
        }
    }

    private Map<String, Reply.ExpressionOutcome> expressions(Request.Execute request, SessionCell cell) {
        Map<String, Reply.ExpressionOutcome> outcomes = new LinkedHashMap<>();
        request.userExpressions().forEach((name, code) -> outcomes.put(name, expression(code, cell)));
        return outcomes;
    }

    private Reply.ExpressionOutcome expression(String code, SessionCell cell) {
        try {
            MimeBundle value = language.evaluate(code, cell).orElse(new MimeBundle(Map.of(), Map.of()));
            return new Reply.ExpressionValue("ok", value.data(), value.metadata());
        } catch (Throwable thrown) {
            CellFailure failure = Failures.of(thrown);
            return new Reply.ExpressionFailure("error", failure.name(), failure.value(), failure.traceback());
        }
    }
}
