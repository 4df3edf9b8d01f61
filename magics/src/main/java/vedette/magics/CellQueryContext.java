package vedette.magics;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import vedette.display.Escape;
import vedette.kernel.CellContext;
import vedette.kql.query.Progress;
import vedette.kql.query.QueryContext;

/** What a query needs of the cell that it runs in, in the words of connections, which know no kernel. */
record CellQueryContext(CellContext cell, Consumer<Progress> progress, Optional<Duration> timeLimit)
        implements QueryContext {

    @Override
    public AutoCloseable onCancel(Runnable action) {
        // A cell can be interrupted several times; a query is cancelled once.
        AtomicBoolean done = new AtomicBoolean();
        return cell.cancellation().onRequest(() -> {
            if (done.compareAndSet(false, true)) {
                action.run();
            }
        });
    }

    @Override
    public boolean isCancelled() {
        return cell.cancellation().isRequested();
    }

    @Override
    public Consumer<String> notices() {
        return line -> cell.print(CellContext.StreamName.STDOUT, Escape.visible(line) + "\n");
    }
}
