package vedette.sentinel.query;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import vedette.frame.ColumnSchema;
import vedette.kql.query.Progress;
import vedette.kql.query.QueryContext;
import vedette.kql.query.QueryException;

/** Remembers a service's tables, for hints. Safe for any thread. */
final class SchemaMemory {

    private static final Duration LONGEST_FOR_A_HINT = Duration.ofSeconds(5);

    private final Function<QueryContext, SequencedMap<String, List<ColumnSchema>>> fetch;
    private volatile @Nullable SequencedMap<String, List<ColumnSchema>> known;

    SchemaMemory(Function<QueryContext, SequencedMap<String, List<ColumnSchema>>> fetch) {
        this.fetch = fetch;
    }

    /** Asks the service. */
    SequencedMap<String, List<ColumnSchema>> refreshed(QueryContext context) {
        SequencedMap<String, List<ColumnSchema>> tables = fetch.apply(context);
        known = tables;
        return tables;
    }

    /** What is known, for a hint: asks the service once, briefly, and takes no answer for none. */
    SequencedMap<String, List<ColumnSchema>> known(QueryContext context) {
        SequencedMap<String, List<ColumnSchema>> tables = known;
        if (tables != null) {
            return tables;
        }
        try {
            return refreshed(new Brief(context));
        } catch (QueryException e) {
            known = new LinkedHashMap<>();
            return new LinkedHashMap<>();
        }
    }

    /** The caller's context, with a bound of our own. */
    private record Brief(QueryContext caller) implements QueryContext {

        @Override
        public AutoCloseable onCancel(Runnable action) {
            return caller.onCancel(action);
        }

        @Override
        public boolean isCancelled() {
            return caller.isCancelled();
        }

        @Override
        public Optional<Duration> timeLimit() {
            return Optional.of(LONGEST_FOR_A_HINT);
        }

        @Override
        public Consumer<Progress> progress() {
            return caller.progress();
        }

        @Override
        public Consumer<String> notices() {
            return caller.notices();
        }
    }
}
