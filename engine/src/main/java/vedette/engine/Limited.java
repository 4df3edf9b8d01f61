package vedette.engine;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import vedette.kql.query.Progress;
import vedette.kql.query.QueryContext;

/** A query's context with a bound on its time, where that is tighter than the context's own. */
record Limited(QueryContext context, Duration limit) implements QueryContext {

    /** The same context where there is no bound to add. */
    static QueryContext by(QueryContext context, Optional<Duration> limit) {
        return limit.<QueryContext>map(bound -> new Limited(context, bound)).orElse(context);
    }

    @Override
    public AutoCloseable onCancel(Runnable action) {
        return context.onCancel(action);
    }

    @Override
    public boolean isCancelled() {
        return context.isCancelled();
    }

    @Override
    public Optional<Duration> timeLimit() {
        return context.timeLimit().filter(own -> own.compareTo(limit) < 0).or(() -> Optional.of(limit));
    }

    @Override
    public Consumer<Progress> progress() {
        return context.progress();
    }

    @Override
    public Consumer<String> notices() {
        return context.notices();
    }
}
