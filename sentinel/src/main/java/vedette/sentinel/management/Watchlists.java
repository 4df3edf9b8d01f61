package vedette.sentinel.management;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.UUID;
import vedette.kql.query.Progress;
import vedette.kql.query.QueryContext;

/**
 * The watchlists of a workspace. Calls block, end early when the context is cancelled, and throw
 * {@link ManagementException} when the service does not do what was asked, or {@link vedette.kql.query.QueryException}
 * when no answer comes. Safe for any thread.
 */
public final class Watchlists {

    private static final String WATCHLISTS = "watchlists";
    private static final String ITEMS = "watchlistItems";

    private final Arm arm;

    Watchlists(Arm arm) {
        this.arm = arm;
    }

    /** All watchlists, without their items. */
    public List<Watchlist> list(QueryContext context) {
        return arm.list(
                        context,
                        ArmRequest.get(arm.insights(WATCHLISTS), WATCHLISTS),
                        OptionalInt.empty(),
                        Watchlist::of)
                .items();
    }

    /** One watchlist, without its items. */
    public Watchlist get(QueryContext context, String alias) {
        return Watchlist.of(arm.call(context, ArmRequest.get(arm.insights(WATCHLISTS, alias), what(alias))));
    }

    /** Starts making a watchlist, or adding to the one that has this alias; {@link #awaitReady} waits for its items. */
    public Watchlist create(QueryContext context, NewWatchlist watchlist) {
        ArmUrl url = arm.insights(WATCHLISTS, watchlist.alias());
        return Watchlist.of(arm.call(context, ArmRequest.put(url, watchlist.body(), what(watchlist.alias()))));
    }

    /**
     * Waits until all items of a watchlist are there.
     *
     * @param longestPause between two looks; the first ones follow each other sooner
     * @throws ManagementException also when the upload failed
     */
    public Watchlist awaitReady(QueryContext context, String alias, Duration longestPause) {
        Waiting.Looks looks = new Waiting.Looks(longestPause);
        while (true) {
            Watchlist watchlist = get(context, alias);
            if (watchlist.isReady()) {
                return watchlist;
            }
            if (watchlist.hasFailed()) {
                throw new ManagementException("the upload of " + what(alias) + " ended as " + watchlist.state()
                        + "; check the rows, delete the watchlist and make it again");
            }
            context.progress()
                    .accept(new Progress(
                            "uploading " + what(alias) + " (" + watchlist.state() + ")", OptionalDouble.empty(), 0));
            looks.pause(context);
        }
    }

    /** All items of a watchlist. */
    public List<WatchlistItem> items(QueryContext context, String alias) {
        return arm.list(
                        context,
                        ArmRequest.get(arm.insights(WATCHLISTS, alias, ITEMS), what(alias)),
                        OptionalInt.empty(),
                        WatchlistItem::of)
                .items();
    }

    /** Adds an item, column to value. */
    public WatchlistItem add(QueryContext context, String alias, Map<String, String> values) {
        ObjectNode body = Arm.JSON.createObjectNode();
        ObjectNode item = body.putObject("properties").putObject("itemsKeyValue");
        values.forEach(item::put);
        ArmUrl url = arm.insights(WATCHLISTS, alias, ITEMS, UUID.randomUUID().toString());
        return WatchlistItem.of(arm.call(context, ArmRequest.put(url, body, "item of " + what(alias))));
    }

    /** Removes an item, by its GUID; one that is gone already counts as removed. */
    public void delete(QueryContext context, String alias, String itemId) {
        arm.call(
                context,
                ArmRequest.delete(
                        arm.insights(WATCHLISTS, alias, ITEMS, itemId), "item " + itemId + " of " + what(alias)));
    }

    /** Removes a watchlist with its items, which takes the service some time; one that is gone counts as removed. */
    public void delete(QueryContext context, String alias) {
        arm.call(context, ArmRequest.delete(arm.insights(WATCHLISTS, alias), what(alias)));
    }

    private static String what(String alias) {
        return "watchlist " + alias;
    }
}
