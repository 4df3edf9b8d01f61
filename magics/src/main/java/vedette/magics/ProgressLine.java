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
 * One line below a cell that says how far its query is, updated in place, and gone when the query ends. Quick queries show
 * none. Reports may come from any thread; a virtual thread writes the line once a second until the line is closed.
 */
final class ProgressLine implements Consumer<Progress>, AutoCloseable {

    private static final Duration PERIOD = Duration.ofSeconds(1);
    private static final MimeBundle GONE = MimeBundle.html("", "");

    private final CellContext cell;
    private final String displayId = UUID.randomUUID().toString();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final long startNanos = System.nanoTime();
    private final String subject;
    private final Thread writer;
    private volatile @Nullable Progress latest;
    private boolean shown;

    private ProgressLine(CellContext cell, String subject) {
        this.cell = cell;
        this.subject = subject;
        this.writer = Thread.ofVirtual().name("kql-progress").unstarted(this::writeUntilClosed);
    }

    /** Starts a line for a query that begins now, on a connection of that name. */
    static ProgressLine start(CellContext cell, String subject) {
        ProgressLine line = new ProgressLine(cell, subject);
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
                write(MimeBundle.text(text()));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void write(MimeBundle bundle) {
        if (shown) {
            cell.updateDisplay(bundle, displayId);
        } else {
            cell.display(bundle, displayId);
            shown = true;
        }
    }

    private String text() {
        Progress progress = latest;
        String phase = progress == null ? "running" : progress.phase();
        String fraction = progress != null && progress.fraction().isPresent()
                ? " %.0f %%".formatted(100 * progress.fraction().getAsDouble())
                : "";
        String rows = progress != null && progress.rows() > 0
                ? String.format(Locale.ROOT, ", %,d rows", progress.rows())
                : "";
        return "%s: %s%s%s, %s".formatted(subject, phase, fraction, rows, elapsed());
    }

    private String elapsed() {
        long seconds = Duration.ofNanos(System.nanoTime() - startNanos).toSeconds();
        return seconds < 60 ? seconds + " s" : "%d:%02d min".formatted(seconds / 60, seconds % 60);
    }

    /** Ends the line and takes it away. */
    @Override
    public void close() {
        closed.countDown();
        boolean interrupted = Thread.interrupted();
        try {
            writer.join();
        } catch (InterruptedException e) {
            interrupted = true;
        }
        if (shown) {
            write(GONE);
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
