package vedette.sentinel.management;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import vedette.kql.query.Progress;
import vedette.kql.query.QueryContext;

/** A caller that can give up, and that keeps what it is told. */
final class StoppableContext implements QueryContext {

    private final List<Runnable> actions = new CopyOnWriteArrayList<>();
    private final List<Progress> progress = new CopyOnWriteArrayList<>();
    private final CountDownLatch told = new CountDownLatch(1);
    private volatile boolean cancelled;

    void cancel() {
        cancelled = true;
        actions.forEach(Runnable::run);
    }

    List<Progress> reported() {
        return progress;
    }

    void awaitProgress() {
        try {
            if (!told.await(30, TimeUnit.SECONDS)) {
                throw new AssertionError("nothing was told");
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public AutoCloseable onCancel(Runnable action) {
        actions.add(action);
        if (cancelled) {
            action.run();
        }
        return () -> actions.remove(action);
    }

    @Override
    public boolean isCancelled() {
        return cancelled;
    }

    @Override
    public Optional<Duration> timeLimit() {
        return Optional.empty();
    }

    @Override
    public Consumer<Progress> progress() {
        return report -> {
            progress.add(report);
            told.countDown();
        };
    }

    @Override
    public Consumer<String> notices() {
        return notice -> {};
    }
}
