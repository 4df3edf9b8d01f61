package vedette.sentinel.management;

import java.util.List;

/**
 * What a list call found.
 *
 * @param items in the order the service gave them
 * @param hasMore whether there are more, which a limit of the caller's own left out
 */
public record Listing<T>(List<T> items, boolean hasMore) {

    public Listing {
        items = List.copyOf(items);
    }
}
