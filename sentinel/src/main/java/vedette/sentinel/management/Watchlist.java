package vedette.sentinel.management;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import tech.tablesaw.api.Table;

/**
 * A list of values that queries look things up in.
 *
 * @param alias the name that queries use: {@code _GetWatchlist('alias')}
 * @param searchKey the column that is made for joins
 * @param state how far its upload is, in the service's words: {@code Succeeded} when it is done
 */
public record Watchlist(
        String alias,
        String name,
        String description,
        String searchKey,
        String state,
        Optional<Instant> created,
        Optional<Instant> updated,
        String createdBy) {

    static Watchlist of(JsonNode resource) {
        JsonNode properties = resource.path("properties");
        String alias = Fields.text(properties, "watchlistAlias");
        String state = Fields.text(properties, "provisioningState");
        return new Watchlist(
                alias.isEmpty() ? Fields.text(resource, "name") : alias,
                Fields.text(properties, "displayName"),
                Fields.text(properties, "description"),
                Fields.text(properties, "itemsSearchKey"),
                state.isEmpty() ? Fields.text(properties, "uploadStatus") : state,
                Fields.time(properties, "created"),
                Fields.time(properties, "updated"),
                Fields.person(properties, "createdBy"));
    }

    /** Whether its items are all there. */
    public boolean isReady() {
        // Versions of the API before 2025-09-01 say Complete.
        return state.equals("Succeeded") || state.equals("Complete");
    }

    /** Whether its items will never all be there. */
    public boolean hasFailed() {
        return state.equals("Failed") || state.equals("Canceled");
    }

    /** Watchlists as a frame. */
    public static Table frame(List<Watchlist> watchlists) {
        return new Columns<Watchlist>()
                .string("WatchlistAlias", Watchlist::alias)
                .string("WatchlistName", Watchlist::name)
                .string("Description", Watchlist::description)
                .string("SearchKey", Watchlist::searchKey)
                .string("State", Watchlist::state)
                .datetime("Created", Watchlist::created)
                .datetime("Updated", Watchlist::updated)
                .string("CreatedBy", Watchlist::createdBy)
                .table("watchlists", watchlists);
    }
}
