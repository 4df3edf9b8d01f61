package vedette.sentinel.management;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import vedette.kql.query.QueryContext;
import vedette.kql.query.QueryException;

/** Waits that the caller can end: by the context's cancellation or by interrupting the waiting thread. */
final class Waiting {

    private Waiting() {}

    /**
     * Lets time pass.
     *
     * @throws QueryException when the caller gave up
     */
    static void pause(QueryContext context, Duration time) {
        CountDownLatch cancelled = new CountDownLatch(1);
        Registration cancellation = onCancel(context, cancelled::countDown);
        try {
            if (cancelled.await(time.toNanos(), TimeUnit.NANOSECONDS)) {
                throw QueryException.cancelled();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw QueryException.cancelled();
        } finally {
            cancellation.close();
        }
    }

    /** Pauses between looks at something that takes a while: short ones at first, each twice as long as the one before. */
    static final class Looks {

        private static final Duration FIRST = Duration.ofMillis(250);

        private final Duration longest;
        private Duration next;

        Looks(Duration longest) {
            this.longest = longest;
            this.next = longest.compareTo(FIRST) < 0 ? longest : FIRST;
        }

        /**
         * Waits until it is time to look again.
         *
         * @throws QueryException when the caller gave up
         */
        void pause(QueryContext context) {
            Waiting.pause(context, next);
            Duration doubled = next.multipliedBy(2);
            next = doubled.compareTo(longest) < 0 ? doubled : longest;
        }
    }

    private static Registration onCancel(QueryContext context, Runnable action) {
        AutoCloseable registration = context.onCancel(action);
        return () -> {
            try {
                registration.close();
            } catch (Exception e) {
                throw new IllegalStateException("a cancellation could not be taken back", e);
            }
        };
    }

    private interface Registration extends AutoCloseable {
        @Override
        void close();
    }
}
