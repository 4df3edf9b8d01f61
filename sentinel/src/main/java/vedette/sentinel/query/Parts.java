package vedette.sentinel.query;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Consumer;
import java.util.function.Function;
import vedette.kql.query.Progress;
import vedette.kql.query.QueryContext;
import vedette.kql.query.QueryException;
import vedette.kql.query.QueryResult;

/**
 * Queries that together are one: run a few at a time, each in a virtual thread. They end together when the caller cancels
 * or, unless gaps are allowed, when one of them fails.
 */
final class Parts {

    /**
     * One of the queries.
     *
     * @param name what the user calls it, for example a workspace or a stretch of time
     * @param query asks it
     */
    record Part(String name, Function<QueryContext, QueryResult> query) {}

    /** What became of one. */
    sealed interface Outcome {

        record Answered(Part part, QueryResult result) implements Outcome {}

        record Failed(Part part, QueryException failure) implements Outcome {}
    }

    private final QueryContext caller;
    private final List<Part> parts;
    private final String noun;
    private final Gaps gaps;
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicInteger done = new AtomicInteger();
    private final AtomicLongArray rows;
    private final AtomicReferenceArray<Outcome> outcomes;
    private final Inner inner = new Inner();

    private Parts(QueryContext caller, List<Part> parts, String noun, Gaps gaps) {
        this.caller = caller;
        this.parts = List.copyOf(parts);
        this.noun = noun;
        this.gaps = gaps;
        this.rows = new AtomicLongArray(parts.size());
        this.outcomes = new AtomicReferenceArray<>(parts.size());
    }

    /**
     * Runs all parts, at most so many at a time.
     *
     * @param kind how
     * @return in the order of the parts; all answered, unless gaps are allowed
     * @throws QueryException of the first part that failed, where no gaps are allowed, or when the caller cancels
     */
    static List<Outcome> run(QueryContext caller, List<Part> parts, Kind kind) {
        return new Parts(caller, parts, kind.noun(), kind.gaps()).run(Math.min(kind.parallel(), parts.size()));
    }

    /** How parts are run. */
    record Kind(String noun, int parallel, Gaps gaps) {}

    private List<Outcome> run(int parallel) {
        try (AutoCloseable registration = caller.onCancel(inner::cancel)) {
            assert registration != null;
            List<Thread> threads = new ArrayList<>();
            for (int i = 0; i < parallel; i++) {
                threads.add(Thread.ofVirtual().name("vedette-part-" + i).start(this::work));
            }
            try {
                for (Thread thread : threads) {
                    thread.join();
                }
            } catch (InterruptedException e) {
                inner.cancel();
                Thread.currentThread().interrupt();
                throw QueryException.cancelled();
            }
        } catch (QueryException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("could not take a cancelling action back", e);
        }
        if (caller.isCancelled()) {
            throw QueryException.cancelled();
        }
        return outcomes();
    }

    private List<Outcome> outcomes() {
        List<Outcome> all = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            all.add(outcomes.get(i));
        }
        List<Outcome.Failed> failed = all.stream()
                .filter(Outcome.Failed.class::isInstance)
                .map(Outcome.Failed.class::cast)
                .toList();
        if (failed.isEmpty() || (gaps == Gaps.MARK && failed.size() < all.size())) {
            return all;
        }
        // Those that were cancelled are so because of another one.
        throw failed.stream()
                .filter(one -> !one.failure().isCancelled())
                .findFirst()
                .map(Parts::named)
                .orElseGet(QueryException::cancelled);
    }

    private static QueryException named(Outcome.Failed failed) {
        QueryException failure = failed.failure();
        return failure.problems().isEmpty()
                ? QueryException.failed(failed.part().name() + ": " + failure.getMessage(), failure)
                : failure;
    }

    private void work() {
        while (true) {
            int index = next.getAndIncrement();
            if (index >= parts.size()) {
                return;
            }
            outcomes.set(index, outcome(index));
            done.incrementAndGet();
            report("");
        }
    }

    private Outcome outcome(int index) {
        Part part = parts.get(index);
        if (inner.isCancelled()) {
            return new Outcome.Failed(part, QueryException.cancelled());
        }
        try {
            QueryResult result = part.query().apply(new PartContext(index));
            rows.set(index, result.statistics().rows());
            return new Outcome.Answered(part, result);
        } catch (QueryException e) {
            if (gaps == Gaps.FAIL) {
                inner.cancel();
            }
            return new Outcome.Failed(part, e);
        } catch (RuntimeException | Error e) {
            inner.cancel();
            return new Outcome.Failed(part, QueryException.failed("this is a fault of Vedette's: " + e, e));
        }
    }

    private void report(String phase) {
        long total = 0;
        for (int i = 0; i < rows.length(); i++) {
            total += rows.get(i);
        }
        String text = done.get() + " of " + parts.size() + " " + noun + (phase.isEmpty() ? "" : ", " + phase);
        caller.progress().accept(new Progress(text, OptionalDouble.of((double) done.get() / parts.size()), total));
    }

    /** Cancels all parts together. */
    private static final class Inner {

        private final Set<Runnable> actions = ConcurrentHashMap.newKeySet();
        private volatile boolean cancelled;

        void cancel() {
            cancelled = true;
            actions.forEach(action -> {
                if (actions.remove(action)) {
                    action.run();
                }
            });
        }

        AutoCloseable onCancel(Runnable action) {
            Runnable once = action::run;
            actions.add(once);
            if (cancelled && actions.remove(once)) {
                action.run();
            }
            return () -> actions.remove(once);
        }

        boolean isCancelled() {
            return cancelled;
        }
    }

    /** The caller's context as one part sees it. */
    private final class PartContext implements QueryContext {

        private final int index;

        private PartContext(int index) {
            this.index = index;
        }

        @Override
        public AutoCloseable onCancel(Runnable action) {
            return inner.onCancel(action);
        }

        @Override
        public boolean isCancelled() {
            return inner.isCancelled() || caller.isCancelled();
        }

        @Override
        public Optional<Duration> timeLimit() {
            return caller.timeLimit();
        }

        @Override
        public Consumer<Progress> progress() {
            return progress -> {
                rows.set(index, progress.rows());
                report(progress.phase().startsWith("throttled") ? progress.phase() : "");
            };
        }

        @Override
        public Consumer<String> notices() {
            return caller.notices();
        }
    }
}
