package vedette.magics;

import java.time.Duration;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import vedette.display.MimeBundle;
import vedette.kernel.CellContext;
import vedette.kql.query.Progress;

/**
 * One line below a cell that says how far its query is, updated in place. Quick queries show none. Reports may come from
 * any thread; a virtual thread writes the line once a second until the line is closed.
 */
final class ProgressLine implements Consumer<Progress>, AutoCloseable {

    private static final Duration PERIOD = Duration.ofSeconds(1);

    private final CellContext cell;
    private final String displayId = UUID.randomUUID().toString();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final long startNanos = System.nanoTime();
    private final Thread writer;
    private volatile @Nullable Progress latest;
    private boolean shown;

    private ProgressLine(CellContext cell) {
        this.cell = cell;
        this.writer = Thread.ofVirtual().name("kql-progress").unstarted(this::writeUntilClosed);
    }

    /** Starts a line for a query that begins now. */
    static ProgressLine start(CellContext cell) {
        ProgressLine line = new ProgressLine(cell);
        line.writer.start();
        return line;
    }

    @Override
    public void accept(Progress progress) {
        latest = progress;
    }

    private void writeUntilClosed() {
        try {
            while (!closed.await(PERIOD.toNanos(), TimeUnit.NANOSECONDS)) {
                write(text());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void write(String text) {
        if (shown) {
            cell.updateDisplay(MimeBundle.text(text), displayId);
        } else {
            cell.display(MimeBundle.text(text), displayId);
            shown = true;
        }
    }

    private String text() {
        Progress progress = latest;
        if (progress == null) {
            return "running, %d s".formatted(seconds());
        }
        String fraction = progress.fraction().isPresent()
                ? " %.0f %%".formatted(100 * progress.fraction().getAsDouble())
                : "";
        String rows = progress.rows() > 0 ? String.format(Locale.ROOT, ", %,d rows", progress.rows()) : "";
        return "%s%s%s, %d s".formatted(progress.phase(), fraction, rows, seconds());
    }

    private long seconds() {
        return Duration.ofNanos(System.nanoTime() - startNanos).toSeconds();
    }

    /** Ends the line; where one was shown it goes on to say how long the query took. */
    @Override
    public void close() {
        closed.countDown();
        try {
            writer.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (shown) {
            write("%d s".formatted(seconds()));
        }
    }
}
