package vedette.sentinel.http;

import com.azure.core.http.HttpResponse;
import com.azure.core.util.Context;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import vedette.kql.query.Progress;
import vedette.kql.query.QueryContext;

/**
 * A request on its way, retries included: what stops it, and how far it is. A thread of its own waits for the answer to
 * begin, so that the caller's can leave at once; the caller's reads the body, which a stop closes. A watcher keeps the
 * bounds and reports.
 */
final class Exchange implements AutoCloseable {

    /** Why an exchange ended early. */
    enum Stop {
        CANCELLED,
        TIME_LIMIT,
        NO_ANSWER,
        STALLED
    }

    static final String KEY = "vedette-exchange";

    private static final long WATCH_MILLIS = 50;
    private static final long UNBOUNDED = Long.MAX_VALUE;

    private final QueryContext context;
    private final Duration patience;
    private final Duration stall;
    private final long deadline;
    private final AutoCloseable registration;
    private final CompletableFuture<HttpResponse> response = new CompletableFuture<>();
    private final AtomicReference<@Nullable Stop> stop = new AtomicReference<>();
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final CountDownLatch done = new CountDownLatch(1);
    private volatile @Nullable Thread sender;
    private volatile @Nullable Closeable body;
    private volatile String phase = "signing in";
    /** When the present attempt began to wait, or the last byte came; UNBOUNDED while nothing is waited for. */
    private volatile long since = UNBOUNDED;

    private volatile boolean reading;
    private volatile long rows;

    Exchange(QueryContext context, Duration patience, Duration stall) {
        this.context = context;
        this.patience = patience;
        this.stall = stall;
        this.deadline = context.timeLimit()
                .map(limit -> System.nanoTime() + limit.toNanos())
                .orElse(UNBOUNDED);
        this.registration = context.onCancel(() -> stop(Stop.CANCELLED));
    }

    /** The exchange that a request of ours belongs to; none for requests of the SDK's own clients. */
    static Optional<Exchange> of(Optional<Object> data) {
        return data.map(Exchange.class::cast);
    }

    /** How the exchange reaches the policies. */
    Context asContext() {
        return new Context(KEY, this);
    }

    QueryContext context() {
        return context;
    }

    Optional<Stop> stopReason() {
        return Optional.ofNullable(stop.get());
    }

    /** Ends the exchange, whatever it waits for; the first reason counts. */
    void stop(Stop why) {
        if (!stop.compareAndSet(null, why)) {
            return;
        }
        stopped.countDown();
        Thread thread = sender;
        if (response.cancel(false) && thread != null) {
            thread.interrupt();
        }
        closeBody();
    }

    private void closeBody() {
        Closeable open = body;
        if (open != null) {
            try {
                open.close();
            } catch (IOException e) {
                // What is given up need not end well.
                assert e != null;
            }
        }
    }

    /** Sends and waits for the answer to begin. */
    HttpResponse send(Supplier<HttpResponse> request) throws ExecutionException, InterruptedException {
        Thread.ofVirtual().name("vedette-watch").start(this::watch);
        sender = Thread.ofVirtual().name("vedette-send").start(() -> {
            try {
                HttpResponse answer = request.get();
                if (!response.complete(answer)) {
                    answer.close();
                }
            } catch (Throwable e) {
                // Errors too: nobody else would see that this thread died.
                response.completeExceptionally(e);
            }
        });
        if (stop.get() != null) {
            response.cancel(false);
            sender.interrupt();
        }
        return response.get();
    }

    /** Called for each attempt, when the request goes out. */
    void sending() {
        phase = "waiting for the service";
        since = System.nanoTime();
    }

    /** Called while a token is fetched, which may take a person's time. */
    void signingIn() {
        phase = "signing in";
        since = UNBOUNDED;
    }

    /**
     * Waits before another attempt.
     *
     * @return false where the time limit leaves no room for it; it then has not waited
     * @throws CancellationException when the exchange is stopped meanwhile
     */
    boolean pause(Duration time, String why) {
        if (deadline != UNBOUNDED && System.nanoTime() + time.toNanos() - deadline > 0) {
            return false;
        }
        since = UNBOUNDED;
        phase = why;
        report();
        try {
            if (stopped.await(time.toNanos(), TimeUnit.NANOSECONDS)) {
                throw new CancellationException();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException();
        }
        return true;
    }

    /** The body, watched: bytes keep it alive, a stop closes it. */
    InputStream watched(InputStream stream) throws IOException {
        body = stream;
        since = System.nanoTime();
        reading = true;
        phase = "reading rows";
        if (stop.get() != null) {
            stream.close();
        }
        return new Watched(stream);
    }

    void rows(long count) {
        rows = count;
    }

    private void watch() {
        try {
            while (!done.await(WATCH_MILLIS, TimeUnit.MILLISECONDS)) {
                long now = System.nanoTime();
                long idle = since == UNBOUNDED ? 0 : now - since;
                if (context.isCancelled()) {
                    stop(Stop.CANCELLED);
                } else if (deadline != UNBOUNDED && now - deadline > 0) {
                    stop(Stop.TIME_LIMIT);
                } else if (reading && idle > stall.toNanos()) {
                    stop(Stop.STALLED);
                } else if (!reading && idle > patience.toNanos()) {
                    stop(Stop.NO_ANSWER);
                } else {
                    report();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void report() {
        context.progress().accept(new Progress(phase, OptionalDouble.empty(), rows));
    }

    @Override
    public void close() {
        done.countDown();
        closeBody();
        try {
            registration.close();
        } catch (Exception e) {
            throw new IllegalStateException("could not take a cancelling action back", e);
        }
    }

    /** Notes when bytes come. Reading is not bound to one thread, closing may come from another. */
    private final class Watched extends InputStream {

        private final InputStream stream;

        private Watched(InputStream stream) {
            this.stream = stream;
        }

        @Override
        public int read() throws IOException {
            int read = stream.read();
            noted();
            return read;
        }

        @Override
        public int read(byte[] bytes, int from, int most) throws IOException {
            int read = stream.read(bytes, from, most);
            noted();
            return read;
        }

        private void noted() throws IOException {
            since = System.nanoTime();
            if (stop.get() != null) {
                // A closed stream may look like one that ended well.
                throw new IOException("stopped");
            }
        }

        /** Whoever reads may close; what is left is read by whoever sent the request, and the exchange closes. */
        @Override
        public void close() {
            assert stream != null;
        }
    }
}
