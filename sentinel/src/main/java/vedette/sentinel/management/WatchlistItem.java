package vedette.sentinel.management;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tech.tablesaw.api.Table;

/**
 * A row of a watchlist.
 *
 * @param id a GUID
 * @param values column to value, in the service's order
 */
public record WatchlistItem(String id, Map<String, String> values, Optional<Instant> updated) {

    public WatchlistItem {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    static WatchlistItem of(JsonNode resource) {
        JsonNode properties = resource.path("properties");
        Map<String, String> values = new LinkedHashMap<>();
        properties
                .path("itemsKeyValue")
                .properties()
                .forEach(value ->
                        values.put(value.getKey(), Fields.text(properties.path("itemsKeyValue"), value.getKey())));
        return new WatchlistItem(Fields.text(resource, "name"), values, Fields.time(properties, "updated"));
    }

    /**
     * Items as a frame: the watchlist's columns, then when each was changed and its id, as {@code _GetWatchlist} names
     * them.
     */
    public static Table frame(List<WatchlistItem> items) {
        Set<String> names = new LinkedHashSet<>();
        items.forEach(item -> names.addAll(item.values().keySet()));
        Columns<WatchlistItem> columns = new Columns<>();
        names.forEach(name -> columns.string(name, item -> item.values().getOrDefault(name, "")));
        return columns.datetime("LastUpdatedTimeUTC", WatchlistItem::updated)
                .string("_DTItemId", WatchlistItem::id)
                .table("watchlist", items);
    }
}
