package vedette.magics;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import vedette.kql.query.Progress;
import vedette.kql.query.QueryContext;

/** A question in the background. Nobody sees where to sign in, so having to ask for that ends it. */
final class Unattended implements QueryContext {

    private final List<Runnable> actions = new CopyOnWriteArrayList<>();
    private volatile boolean isCancelled;

    @Override
    public AutoCloseable onCancel(Runnable action) {
        actions.add(action);
        if (isCancelled) {
            action.run();
        }
        return () -> actions.remove(action);
    }

    @Override
    public boolean isCancelled() {
        return isCancelled;
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
            isCancelled = true;
            actions.forEach(Runnable::run);
        };
    }
}
