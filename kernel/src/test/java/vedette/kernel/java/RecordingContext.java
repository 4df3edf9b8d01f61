package vedette.kernel.java;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import vedette.display.MimeBundle;
import vedette.kernel.Cancellation;
import vedette.kernel.CellContext;
import vedette.kernel.Comms;

/** A front end that writes down what it is shown, and interrupts when it is told to. */
final class RecordingContext implements CellContext, Cancellation {

    final StringBuffer out = new StringBuffer();
    final StringBuffer err = new StringBuffer();
    final List<String> shown = new ArrayList<>();
    final Deque<String> answers = new ArrayDeque<>();

    private final int executionCount;
    private final BlockingQueue<String> printed = new LinkedBlockingQueue<>();
    private final List<Runnable> actions = new ArrayList<>();
    private boolean requested;

    RecordingContext(int executionCount) {
        this.executionCount = executionCount;
    }

    /** Waits until the cell has printed something. */
    String awaitPrint() throws InterruptedException {
        String text = printed.poll(60, TimeUnit.SECONDS);
        if (text == null) {
            throw new AssertionError("nothing was printed");
        }
        return text;
    }

    synchronized void interrupt() {
        requested = true;
        List.copyOf(actions).forEach(Runnable::run);
    }

    @Override
    public int executionCount() {
        return executionCount;
    }

    @Override
    public boolean isSilent() {
        return false;
    }

    @Override
    public void print(StreamName stream, String text) {
        (stream == StreamName.STDOUT ? out : err).append(text);
        printed.add(text);
    }

    @Override
    public void display(MimeBundle bundle) {
        shown.add("display " + bundle.text().orElse("?"));
    }

    @Override
    public void display(MimeBundle bundle, String displayId) {
        display(bundle);
    }

    @Override
    public void updateDisplay(MimeBundle bundle, String displayId) {
        shown.add("update " + bundle.text().orElse("?"));
    }

    @Override
    public void clearOutput(boolean wait) {
        shown.add("clear " + wait);
    }

    @Override
    public void page(MimeBundle bundle) {
        shown.add("page " + bundle.text().orElse("?"));
    }

    @Override
    public void setNextInput(String text, boolean replace) {
        shown.add((replace ? "replace by " : "next ") + text.strip());
    }

    @Override
    public Comms comms() {
        throw new UnsupportedOperationException();
    }

    @Override
    public String readLine(String prompt, boolean password) {
        shown.add((password ? "password " : "input ") + prompt);
        return answers.pop();
    }

    @Override
    public Cancellation cancellation() {
        return this;
    }

    @Override
    public synchronized boolean isRequested() {
        return requested;
    }

    @Override
    public synchronized Registration onRequest(Runnable action) {
        actions.add(action);
        if (requested) {
            action.run();
        }
        return () -> remove(action);
    }

    private synchronized void remove(Runnable action) {
        actions.remove(action);
    }
}
