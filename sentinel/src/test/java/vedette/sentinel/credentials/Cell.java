package vedette.sentinel.credentials;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import vedette.kql.query.Progress;
import vedette.kql.query.QueryContext;

/** A running cell, seen from below: its notices can be waited for, and it can be stopped. */
final class Cell implements QueryContext {

    private final BlockingQueue<String> notices = new LinkedBlockingQueue<>();
    private final List<String> all = new ArrayList<>();
    private final List<Runnable> actions = new ArrayList<>();
    private boolean cancelled;

    /** The next notice. */
    String notice() throws InterruptedException {
        String next = notices.poll(30, TimeUnit.SECONDS);
        if (next == null) {
            throw new AssertionError("no notice came");
        }
        return next;
    }

    synchronized List<String> allNotices() {
        return List.copyOf(all);
    }

    void stop() {
        List<Runnable> now;
        synchronized (this) {
            cancelled = true;
            now = List.copyOf(actions);
        }
        now.forEach(Runnable::run);
    }

    @Override
    public synchronized AutoCloseable onCancel(Runnable action) {
        actions.add(action);
        return () -> {
            synchronized (this) {
                actions.remove(action);
            }
        };
    }

    @Override
    public synchronized boolean isCancelled() {
        return cancelled;
    }

    @Override
    public Optional<Duration> timeLimit() {
        return Optional.empty();
    }

    @Override
    public Consumer<Progress> progress() {
        return progress -> {};
    }

    @Override
    public Consumer<String> notices() {
        return notice -> {
            synchronized (this) {
                all.add(notice);
            }
            notices.add(notice);
        };
    }
}
