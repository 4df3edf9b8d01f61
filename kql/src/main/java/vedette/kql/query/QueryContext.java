package vedette.kql.query;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What a running query needs of its caller: a way to be stopped, a deadline and somewhere to report to. Handed down as
 * first parameter; no connection keeps one.
 */
public interface QueryContext {

    /** A context that never cancels and drops progress. */
    QueryContext NONE = new QueryContext() {
        @Override
        public AutoCloseable onCancel(Runnable action) {
            return () -> {};
        }

        @Override
        public boolean isCancelled() {
            return false;
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
            return notice -> {};
        }
    };

    /**
     * Runs an action once, on the cancelling thread, when the query is cancelled; at once where it already was.
     *
     * @return closing it takes the action back; it is then no longer called
     */
    AutoCloseable onCancel(Runnable action);

    /** Whether the caller gave up. */
    boolean isCancelled();

    /** How long the query may take from now, where there is a bound. */
    Optional<Duration> timeLimit();

    /** Takes progress reports; cheap, from any thread. */
    Consumer<Progress> progress();

    /** Takes whole lines that the user must see at once and that stay, for example where to sign in with which code. */
    Consumer<String> notices();
}
