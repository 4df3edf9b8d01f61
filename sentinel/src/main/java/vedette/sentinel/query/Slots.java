package vedette.sentinel.query;

import java.util.OptionalDouble;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import vedette.kql.query.Progress;
import vedette.kql.query.QueryContext;
import vedette.kql.query.QueryException;
import vedette.kql.query.QueryRequest.Tier;

/** How many queries a service takes of one user at a time: more would only wait there, and then be refused. */
final class Slots {

    private static final int ANALYTICS = 5;
    private static final int BASIC = 2;
    private static final long CHECK_MILLIS = 50;

    private final Semaphore analytics = new Semaphore(ANALYTICS, true);
    private final Semaphore basic = new Semaphore(BASIC, true);

    /** Waits for a free slot; closing gives it back. */
    Slot take(QueryContext context, Tier tier) {
        Semaphore semaphore = tier == Tier.BASIC ? basic : analytics;
        try {
            while (!semaphore.tryAcquire(CHECK_MILLIS, TimeUnit.MILLISECONDS)) {
                if (context.isCancelled()) {
                    throw QueryException.cancelled();
                }
                context.progress().accept(new Progress("waiting for other queries to end", OptionalDouble.empty(), 0));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw QueryException.cancelled();
        }
        return semaphore::release;
    }

    /** A slot taken. */
    interface Slot extends AutoCloseable {
        @Override
        void close();
    }
}
