package vedette.magics;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tech.tablesaw.api.Table;
import vedette.magics.SentinelNames.Kind;
import vedette.sentinel.management.Bookmark;
import vedette.sentinel.management.Bookmarks;
import vedette.sentinel.management.NewBookmark;
import vedette.sentinel.management.NewWatchlist;
import vedette.sentinel.management.Watchlist;
import vedette.sentinel.management.WatchlistItem;
import vedette.sentinel.management.Watchlists;

/** The commands of {@code %sentinel} that are about what hunters keep: bookmarks and watchlists. */
final class SentinelKeepingCommands {

    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(2);
    private static final String ALIAS = "The watchlist's alias.";
    private static final String WATCHLIST = "WATCHLIST";

    private SentinelKeepingCommands() {}

    static List<CommandLine> all() {
        return List.of(
                new CommandLine(new ListBookmarks()),
                SentinelCommands.group("bookmark", "Keeps a finding, or removes one.")
                        .addSubcommand(new CreateBookmark())
                        .addSubcommand(new DeleteBookmark()),
                new CommandLine(new ListWatchlists()),
                new CommandLine(new ShowWatchlist())
                        .addSubcommand(new CreateWatchlist())
                        .addSubcommand(new AddItem())
                        .addSubcommand(new RemoveItem())
                        .addSubcommand(new DeleteWatchlist()));
    }

    /** What all of them share. */
    private abstract static class Keeping implements SentinelCommand {

        @Mixin
        private SentinelPlace place = new SentinelPlace();

        Bookmarks bookmarks(SentinelCall call) {
            return call.sentinel(place).bookmarks();
        }

        Watchlists watchlists(SentinelCall call) {
            return call.sentinel(place).watchlists();
        }

        static List<Bookmark> listed(SentinelCall call, Bookmarks bookmarks) {
            return call.names().listed(Kind.BOOKMARK, bookmarks.list(call.context()), Bookmark::name);
        }

        static List<Watchlist> listed(SentinelCall call, Watchlists watchlists) {
            return call.names().listed(Kind.WATCHLIST, watchlists.list(call.context()), Watchlist::alias);
        }
    }

    @Command(name = "bookmarks", description = "Lists bookmarks.")
    private static final class ListBookmarks extends Keeping {

        @Override
        public SentinelAnswer run(SentinelCall call) {
            return SentinelAnswer.of(Bookmark.frame(listed(call, bookmarks(call))));
        }
    }

    @Command(name = "create", description = "Keeps a finding: a query, and the row that it found.")
    private static final class CreateBookmark extends Keeping {

        @Parameters(index = "0", paramLabel = "NAME", description = "The bookmark's name, in quotes.")
        private String name = "";

        @Option(names = "--query", required = true, paramLabel = "KQL", description = "The query, in quotes.")
        private String query = "";

        @Option(names = "--from", paramLabel = "FRAME", description = "The variable whose row is kept.")
        private @Nullable String frame;

        @Option(names = "--row", paramLabel = "N", description = "Which row of it, from 0; the first unless told.")
        private int row;

        @Option(names = "--notes", paramLabel = "TEXT", description = "What you want to remember.")
        private String notes = "";

        @Option(names = "--label", paramLabel = "TEXT", description = "A label; may be given several times.")
        private List<String> labels = List.of();

        @Option(names = "--event-time", paramLabel = "TIME", description = "When it happened: 2026-11-03T04:31:00Z.")
        private @Nullable String eventTime;

        @Option(
                names = "--entity",
                paramLabel = "KIND=VALUE",
                description = "An entity that the row names: Account, Host, IP or URL; may be given several times.")
        private Map<String, String> entities = Map.of();

        @Override
        public SentinelAnswer run(SentinelCall call) {
            NewBookmark bookmark = NewBookmark.of(name, query).notes(notes).labels(labels);
            if (frame != null) {
                bookmark = bookmark.row(call.frame(frame), row);
            }
            if (eventTime != null) {
                bookmark = bookmark.eventTime(instant(eventTime));
            }
            for (Map.Entry<String, String> entity : entities.entrySet()) {
                bookmark = bookmark.entity(entity.getKey(), entity.getValue());
            }
            Bookmark made = bookmarks(call).create(call.context(), bookmark);
            call.names().made(Kind.BOOKMARK, made.name());
            return call.done("bookmarked " + made.name() + " (" + made.id() + ")");
        }

        private static Instant instant(String text) {
            try {
                return Instant.parse(text);
            } catch (DateTimeParseException e) {
                throw new IllegalArgumentException(
                        "'" + text + "' is no time; write for example 2026-11-03T04:31:00Z", e);
            }
        }
    }

    @Command(name = "delete", description = "Removes a bookmark.")
    private static final class DeleteBookmark extends Keeping {

        @Parameters(index = "0", paramLabel = "BOOKMARK", description = "The bookmark's name or id.")
        private String id = "";

        @Option(names = "--yes", description = "It cannot be undone, and that is meant.")
        private boolean yes;

        @Override
        public SentinelAnswer run(SentinelCall call) {
            Bookmarks bookmarks = bookmarks(call);
            Bookmark bookmark =
                    SentinelCall.named(id, "bookmark", listed(call, bookmarks), List.of(Bookmark::name, Bookmark::id));
            call.confirm(yes, "deleting the bookmark '" + bookmark.name() + "'");
            bookmarks.delete(call.context(), bookmark.id());
            call.names().gone(Kind.BOOKMARK, bookmark.name());
            return call.done("deleted the bookmark " + bookmark.name());
        }
    }

    @Command(name = "watchlists", description = "Lists watchlists.")
    private static final class ListWatchlists extends Keeping {

        @Override
        public SentinelAnswer run(SentinelCall call) {
            return SentinelAnswer.of(Watchlist.frame(listed(call, watchlists(call))));
        }
    }

    @Command(name = "watchlist", description = "Shows the items of a watchlist, or changes one.")
    private static final class ShowWatchlist extends Keeping {

        // Its commands need none.
        @Parameters(index = "0", arity = "0..1", paramLabel = WATCHLIST, description = ALIAS)
        private @Nullable String alias;

        @Override
        public SentinelAnswer run(SentinelCall call) {
            if (alias == null) {
                throw new IllegalArgumentException("say which watchlist; %sentinel watchlists lists them");
            }
            return SentinelAnswer.of(WatchlistItem.frame(watchlists(call).items(call.context(), alias)));
        }
    }

    @Command(name = "create", description = "Makes a watchlist out of a frame.")
    private static final class CreateWatchlist extends Keeping {

        @Parameters(index = "0", paramLabel = "ALIAS", description = "The name that _GetWatchlist will find it by.")
        private String alias = "";

        @Option(names = "--from", required = true, paramLabel = "FRAME", description = "The variable with its rows.")
        private String frame = "";

        @Option(names = "--key", required = true, paramLabel = "COLUMN", description = "The column made for joins.")
        private String key = "";

        @Option(names = "--name", paramLabel = "TEXT", description = "What people call it; the alias unless told.")
        private @Nullable String name;

        @Option(names = "--description", paramLabel = "TEXT", description = "What it is for.")
        private String description = "";

        @Override
        public SentinelAnswer run(SentinelCall call) {
            Table rows = call.frame(frame);
            NewWatchlist watchlist = new NewWatchlist(alias, name == null ? alias : name, description, key, rows);
            Watchlists watchlists = watchlists(call);
            if (listed(call, watchlists).stream()
                    .anyMatch(existing -> existing.alias().equalsIgnoreCase(alias))) {
                throw new IllegalArgumentException(
                        "there is a watchlist " + alias + " already; add items to it, or delete it first");
            }
            watchlists.create(call.context(), watchlist);
            watchlists.awaitReady(call.context(), alias, BETWEEN_LOOKS);
            call.names().made(Kind.WATCHLIST, alias);
            return call.done("made the watchlist " + alias + " of " + rows.rowCount()
                    + (rows.rowCount() == 1 ? " item" : " items"));
        }
    }

    @Command(name = "add", description = "Adds an item to a watchlist.")
    private static final class AddItem extends Keeping {

        @Parameters(index = "0", paramLabel = WATCHLIST, description = ALIAS)
        private String alias = "";

        @Parameters(index = "1..*", arity = "1..*", paramLabel = "COLUMN=VALUE", description = "The item's values.")
        private List<String> values = List.of();

        @Override
        public SentinelAnswer run(SentinelCall call) {
            Map<String, String> item = new LinkedHashMap<>();
            for (String value : values) {
                int equals = value.indexOf('=');
                if (equals < 1) {
                    throw new IllegalArgumentException("'" + value + "' is no COLUMN=VALUE");
                }
                item.put(value.substring(0, equals), value.substring(equals + 1));
            }
            Watchlists watchlists = watchlists(call);
            checkColumns(item, watchlists.items(call.context(), alias));
            WatchlistItem added = watchlists.add(call.context(), alias, item);
            return call.done("added an item to the watchlist " + alias + " (" + added.id() + ")");
        }

        private void checkColumns(Map<String, String> item, List<WatchlistItem> there) {
            if (there.isEmpty()) {
                return;
            }
            for (String column : item.keySet()) {
                if (there.stream().noneMatch(other -> other.values().containsKey(column))) {
                    throw new IllegalArgumentException("the watchlist " + alias + " has no column '" + column
                            + "'; it has "
                            + String.join(", ", there.getFirst().values().keySet()));
                }
            }
        }
    }

    @Command(name = "remove", description = "Removes an item from a watchlist.")
    private static final class RemoveItem extends Keeping {

        @Parameters(index = "0", paramLabel = WATCHLIST, description = ALIAS)
        private String alias = "";

        @Parameters(index = "1", paramLabel = "ID", description = "The item's id, which its column _DTItemId has.")
        private String id = "";

        @Option(names = "--yes", description = "It cannot be undone, and that is meant.")
        private boolean yes;

        @Override
        public SentinelAnswer run(SentinelCall call) {
            call.confirm(yes, "removing an item");
            watchlists(call).delete(call.context(), alias, id);
            return call.done("removed the item " + id + " from the watchlist " + alias);
        }
    }

    @Command(name = "delete", description = "Removes a watchlist with all its items.")
    private static final class DeleteWatchlist extends Keeping {

        @Parameters(index = "0", paramLabel = WATCHLIST, description = ALIAS)
        private String alias = "";

        @Option(names = "--yes", description = "It cannot be undone, and that is meant.")
        private boolean yes;

        @Override
        public SentinelAnswer run(SentinelCall call) {
            Watchlists watchlists = watchlists(call);
            watchlists.get(call.context(), alias);
            call.confirm(yes, "deleting the watchlist '" + alias + "'");
            watchlists.delete(call.context(), alias);
            call.names().gone(Kind.WATCHLIST, alias);
            return call.done("deleted the watchlist " + alias);
        }
    }
}
