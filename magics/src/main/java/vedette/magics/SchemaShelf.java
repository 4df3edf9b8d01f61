package vedette.magics;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import vedette.kql.catalogue.Catalogue;
import vedette.kql.query.Connection;

/** The tables of connections for completion, each asked for once and in the background. Safe for any thread. */
final class SchemaShelf {

    /** Who types waits no longer; what comes later is there for the next word. */
    private static final Duration PATIENCE = Duration.ofMillis(300);

    private final Map<Connection, CompletableFuture<Catalogue>> catalogues = new ConcurrentHashMap<>();

    /** What is known of a connection's tables by now. */
    Catalogue of(Opened opened) {
        CompletableFuture<Catalogue> catalogue = catalogues.computeIfAbsent(opened.connection(), SchemaShelf::ask);
        try {
            return catalogue.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Catalogue.EMPTY;
        } catch (TimeoutException e) {
            return Catalogue.EMPTY;
        } catch (ExecutionException e) {
            // Asked again by the next word: the connection may have been signed in by then.
            catalogues.remove(opened.connection(), catalogue);
            return Catalogue.EMPTY;
        }
    }

    private static CompletableFuture<Catalogue> ask(Connection connection) {
        CompletableFuture<Catalogue> catalogue = new CompletableFuture<>();
        Thread.ofVirtual().name("schema of " + connection.description()).start(() -> {
            try {
                catalogue.complete(new Catalogue(connection.schema(new Unattended())));
            } catch (RuntimeException e) {
                catalogue.completeExceptionally(e);
            }
        });
        return catalogue;
    }
}
