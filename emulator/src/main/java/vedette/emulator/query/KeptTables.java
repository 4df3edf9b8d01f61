package vedette.emulator.query;

import java.util.Optional;
import java.util.Set;
import tech.tablesaw.api.Table;

/**
 * Tables of a workspace that are not in its data, since the service makes them of what it keeps: incidents, what search
 * jobs found, watchlists. A table of the same name in the data hides such a one. Safe for any thread.
 */
public interface KeptTables {

    /** None. */
    KeptTables NONE = new KeptTables() {
        @Override
        public Set<String> names() {
            return Set.of();
        }

        @Override
        public Optional<Table> table(String name) {
            return Optional.empty();
        }

        @Override
        public Optional<Table> watchlist(String alias) {
            return Optional.empty();
        }
    };

    /** The names of the tables that there are now, as far as they are listed. */
    Set<String> names();

    /** A table as it is now. */
    Optional<Table> table(String name);

    /** The items of a watchlist as {@code _GetWatchlist} gives them now. */
    Optional<Table> watchlist(String alias);
}
