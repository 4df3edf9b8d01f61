package vedette.emulator;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** The requests that reached an emulator, in the order of their arrival. Safe for any thread. */
public final class SeenRequests {

    private final List<SeenRequest> requests = new ArrayList<>();

    SeenRequests() {}

    /** All of them so far. */
    public synchronized List<SeenRequest> all() {
        return List.copyOf(requests);
    }

    /** Those to APIs that answer queries. */
    public List<SeenRequest> queries() {
        return all().stream().filter(SeenRequest::isQuery).toList();
    }

    /**
     * Waits until there is a request of a kind, for example one whose query runs, and returns the first.
     *
     * @throws IllegalStateException when there is none within the time; it lists those that there are
     */
    public synchronized SeenRequest await(Predicate<SeenRequest> wanted, Duration limit) throws InterruptedException {
        long end = System.nanoTime() + limit.toNanos();
        while (true) {
            for (SeenRequest request : requests) {
                if (wanted.test(request)) {
                    return request;
                }
            }
            long millis = (end - System.nanoTime()) / 1_000_000;
            if (millis <= 0) {
                throw new IllegalStateException("no such request came within " + limit + ", only " + requests);
            }
            wait(millis);
        }
    }

    /** Forgets those so far. */
    public synchronized void clear() {
        requests.clear();
    }

    synchronized void add(SeenRequest request) {
        requests.add(request);
        notifyAll();
    }

    synchronized void changed() {
        notifyAll();
    }
}
