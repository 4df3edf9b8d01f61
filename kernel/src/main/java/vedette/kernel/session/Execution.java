package vedette.kernel.session;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import vedette.display.MimeBundle;
import vedette.kernel.CellFailure;
import vedette.kernel.Language;
import vedette.kernel.message.Publication;
import vedette.kernel.message.Reply;
import vedette.kernel.message.Request;
import vedette.kernel.wire.IopubQueue;

/** Runs cells, one at a time, on the thread of the cells' lane. Interrupts come from any thread. */
final class Execution {

    private final Language language;
    private final IopubQueue iopub;
    private final StdinRequests stdin;
    private final History history;
    private final AtomicReference<@Nullable SessionCell> running = new AtomicReference<>();
    private int executionCount;

    Execution(Language language, IopubQueue iopub, StdinRequests stdin, History history) {
        this.language = language;
        this.iopub = iopub;
        this.stdin = stdin;
        this.history = history;
    }

    /** Runs a cell; what it shows is published before this returns. */
    Reply run(RequestContext context, Request.Execute request) {
        boolean counted = request.storeHistory() && !request.code().isBlank();
        if (counted) {
            executionCount++;
        }
        if (!request.silent()) {
            iopub.publish(context.parent(), new Publication.ExecuteInput(request.code(), executionCount));
        }
        SessionCell.Mode mode = new SessionCell.Mode(request.allowStdin(), request.silent(), executionCount);
        SessionCell cell = new SessionCell(context, iopub, stdin, mode);
        running.set(cell);
        try {
            Optional<MimeBundle> value = language.evaluate(request.code(), cell);
            if (!request.silent()) {
                value.ifPresent(bundle -> iopub.publish(
                        context.parent(),
                        new Publication.ExecuteResult(mode.executionCount(), bundle.data(), bundle.metadata())));
            }
            remember(counted, request, value.flatMap(MimeBundle::text));
            return new Reply.Executed(mode.executionCount(), expressions(request, cell), List.of());
        } catch (Throwable thrown) {
            // Also errors of the machine, such as exhausted memory: they are the cell's, and the kernel lives on.
            CellFailure failure = Failures.of(thrown);
            iopub.publish(context.parent(), Publication.Error.of(failure));
            remember(counted, request, Optional.empty());
            return Reply.ExecutionFailed.of(mode.executionCount(), failure);
        } finally {
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
