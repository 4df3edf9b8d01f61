package vedette.magics;

import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import vedette.display.MimeBundle;
import vedette.kernel.Cancellation;
import vedette.kernel.CellContext;
import vedette.kernel.Comms;

/** A cell that keeps what it is given, and that a test can interrupt. */
final class RecordingCell implements CellContext {

    private final StringBuffer stdout = new StringBuffer();
    private final StringBuffer stderr = new StringBuffer();
    private final List<MimeBundle> displayed = new CopyOnWriteArrayList<>();
    private final List<Runnable> actions = new CopyOnWriteArrayList<>();
    private final BlockingQueue<MimeBundle> inPlace = new LinkedBlockingQueue<>();
    private final CountDownLatch shown = new CountDownLatch(1);
    private volatile boolean interrupted;

    String stdout() {
        return stdout.toString();
    }

    String stderr() {
        return stderr.toString();
    }

    List<MimeBundle> displayed() {
        return displayed;
    }

    /** What was shown under an id and then in its place, in order. */
    BlockingQueue<MimeBundle> inPlace() {
        return inPlace;
    }

    boolean awaitDisplay(long time, TimeUnit unit) throws InterruptedException {
        return shown.await(time, unit);
    }

    void interrupt() {
        interrupted = true;
        actions.forEach(Runnable::run);
    }

    void reset() {
        interrupted = false;
        actions.clear();
    }

    @Override
    public int executionCount() {
        return 1;
    }

    @Override
    public boolean isSilent() {
        return false;
    }

    @Override
    public void print(StreamName stream, String text) {
        (stream == StreamName.STDOUT ? stdout : stderr).append(text);
    }

    @Override
    public void display(MimeBundle bundle) {
        displayed.add(bundle);
        shown.countDown();
    }

    @Override
    public void display(MimeBundle bundle, String displayId) {
        inPlace.add(bundle);
        display(bundle);
    }

    @Override
    public void updateDisplay(MimeBundle bundle, String displayId) {
        inPlace.add(bundle);
        shown.countDown();
    }

    @Override
    public void clearOutput(boolean wait) {}

    @Override
    public void page(MimeBundle bundle) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void setNextInput(String text, boolean replace) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Comms comms() {
        throw new UnsupportedOperationException();
    }

    @Override
    public String readLine(String prompt, boolean password) {
        throw new IllegalStateException("nobody types here");
    }

    @Override
    public Cancellation cancellation() {
        return new Cancellation() {
            @Override
            public boolean isRequested() {
                return interrupted;
            }

            @Override
            public Registration onRequest(Runnable action) {
                actions.add(action);
                if (interrupted) {
                    action.run();
                }
                return () -> actions.remove(action);
            }
        };
    }
}
