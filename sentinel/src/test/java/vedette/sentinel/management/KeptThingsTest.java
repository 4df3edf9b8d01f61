package vedette.sentinel.management;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import vedette.frame.Frames;
import vedette.kql.query.QueryContext;
import vedette.kql.query.QueryRequest;
import vedette.kql.query.TimeRange;

/** Bookmarks, watchlists, rules, hunting queries and searches over real HTTP; pages hold two. */
@Timeout(60)
class KeptThingsTest {

    private static final QueryContext CALLER = QueryContext.NONE;
    private static final Duration AT_ONCE = Duration.ofMillis(1);
    private static final Instant NOW = Instant.parse("2026-11-06T12:00:00Z");

    private final LoopbackManagement server =
            new LoopbackManagement(vedette.emulator.management.ManagementOptions.USUAL.withLargestPage(2));
    private final SentinelManagement sentinel = server.open();

    @AfterEach
    void close() {
        server.close();
    }

    @Nested
    class BookmarksHere {

        @Test
        void keepARowAndItsEntities() {
            Table frame = Table.create(
                    "t", StringColumn.create("Account", "anna", "b\"o\n'"), DoubleColumn.create("Score", 1.5, 2.5));

            Bookmark made = sentinel.bookmarks()
                    .create(
                            CALLER,
                            NewBookmark.of("it's \"odd\"", "T | where x == 'y'")
                                    .notes("line\nline")
                                    .labels(List.of("a", "b"))
                                    .row(frame, 1)
                                    .entity("Account", "b\"o\n'")
                                    .eventTime(NOW)
                                    .queried(TimeRange.before(NOW, Duration.ofDays(1))));

            Bookmark read = sentinel.bookmarks().get(CALLER, made.id());
            assertThat(read.name()).isEqualTo("it's \"odd\"");
            assertThat(read.notes()).isEqualTo("line\nline");
            assertThat(read.labels()).containsExactly("a", "b");
            assertThat(read.eventTime()).contains(NOW);
            assertThat(read.row())
                    .isEqualTo("{\"Account\":\"b\\\"o\\n'\",\"Score\":2.5,"
                            + "\"__entityMapping\":{\"b\\\"o\\n'\":\"Account\"}}");
            assertThat(sentinel.bookmarks().list(CALLER)).hasSize(3).contains(read);
        }

        @Test
        void areDeletedOnceAndForAll() {
            String id = sentinel.bookmarks().list(CALLER).getFirst().id();

            sentinel.bookmarks().delete(CALLER, id);
            sentinel.bookmarks().delete(CALLER, id);

            assertThat(sentinel.bookmarks().list(CALLER))
                    .extracting(Bookmark::id)
                    .hasSize(1)
                    .doesNotContain(id);
        }
    }

    @Nested
    class WatchlistsHere {

        private final Table accounts = Table.create(
                "t",
                StringColumn.create("Account", "a", "b,c", "d\"e", " f ", "g\r\nh"),
                StringColumn.create("Note", "", "1", "2", "3", "=cmd()"));

        @Test
        void areUploadedAndReadBackWhole() {
            sentinel.watchlists().create(CALLER, new NewWatchlist("vips", "VIPs", "", "Account", accounts));

            Watchlist ready = sentinel.watchlists().awaitReady(CALLER, "vips", AT_ONCE);

            assertThat(ready.isReady()).isTrue();
            Table read = WatchlistItem.frame(sentinel.watchlists().items(CALLER, "vips"));
            assertThat(read.columnNames()).containsExactly("Account", "Note", "LastUpdatedTimeUTC", "_DTItemId");
            assertThat(read.stringColumn("Account").asList()).containsExactly("a", "b,c", "d\"e", " f ", "g\r\nh");
            assertThat(read.stringColumn("Note").asList()).containsExactly("", "1", "2", "3", "=cmd()");
        }

        @Test
        void cannotBeDeletedWhileTheyUpload() {
            sentinel.watchlists().create(CALLER, new NewWatchlist("vips", "VIPs", "", "Account", accounts));

            assertThatThrownBy(() -> sentinel.watchlists().delete(CALLER, "vips"))
                    .hasMessageContaining("watchlist vips is in a state in which that cannot be done")
                    .hasMessageContaining("in progress");
            sentinel.watchlists().awaitReady(CALLER, "vips", AT_ONCE);
            sentinel.watchlists().delete(CALLER, "vips");
            assertThat(sentinel.watchlists().list(CALLER))
                    .extracting(Watchlist::alias)
                    .doesNotContain("vips");
        }

        @Test
        void takeItemsAndLoseThem() {
            WatchlistItem added =
                    sentinel.watchlists().add(CALLER, "Administrators", Map.of("Account", "adm-\"eve\"; --"));

            assertThat(sentinel.watchlists().items(CALLER, "Administrators"))
                    .extracting(item -> item.values().get("Account"))
                    .containsExactly("adm-anna", "adm-bo", "adm-\"eve\"; --");
            sentinel.watchlists().delete(CALLER, "Administrators", added.id());
            assertThat(sentinel.watchlists().items(CALLER, "Administrators")).hasSize(2);
        }

        @Test
        void areCheckedBeforeTheyAreSent() {
            assertThatThrownBy(() -> new NewWatchlist("no such/alias", "", "", "Account", accounts))
                    .hasMessageContaining("is no watchlist alias");
            assertThatThrownBy(() -> new NewWatchlist("vips", "", "", "User", accounts))
                    .hasMessageContaining("Account, Note");
        }
    }

    @Nested
    class Rules {

        @Test
        void runOverTheirOwnPeriod() {
            List<AnalyticsRule> rules = sentinel.rules().list(CALLER);

            QueryRequest request = rules.stream()
                    .filter(rule -> rule.name().equals("Password spray"))
                    .findFirst()
                    .orElseThrow()
                    .request(NOW);

            assertThat(rules).hasSize(4);
            assertThat(request.text()).startsWith("SigninLogs\n| where");
            assertThat(request.timeRange()).contains(TimeRange.before(NOW, Duration.ofDays(7)));
        }

        @Test
        void withoutAQuerySaySo() {
            AnalyticsRule fusion = sentinel.rules().list(CALLER).stream()
                    .filter(rule -> rule.kind().equals("Fusion"))
                    .findFirst()
                    .orElseThrow();

            assertThatThrownBy(() -> fusion.request(TimeRange.before(NOW, Duration.ofDays(1))))
                    .hasMessageContaining("has no query");
            assertThat(sentinel.rules().get(CALLER, fusion.id())).isEqualTo(fusion);
            assertThat(Frames.schema(AnalyticsRule.frame(List.of(fusion))).stream()
                            .map(Object::toString))
                    .contains("QueryPeriod:timespan", "Enabled:bool");
        }
    }

    @Test
    void huntsAreTheSavedSearchesOfTheirCategory() {
        List<HuntingQuery> hunts = sentinel.hunts().list(CALLER);

        assertThat(hunts)
                .extracting(HuntingQuery::name)
                .containsExactly("Rare parents of PowerShell", "New inbox rules");
        assertThat(hunts.getFirst().tactics()).containsExactly("Execution", "DefenseEvasion");
    }

    @Nested
    class Searches {

        private final TimeRange year = TimeRange.before(NOW, Duration.ofDays(360));

        @Test
        void areWaitedFor() {
            SearchJob started = sentinel.searches()
                    .start(CALLER, new SearchJobs.Request("old_spray", "SigninLogs | where IPAddress == '1'", year));

            assertThat(started.table()).isEqualTo("old_spray_SRCH");
            assertThat(started.isDone()).isFalse();
            SearchJob done = sentinel.searches().awaitDone(CALLER, started.table(), AT_ONCE);
            assertThat(done.state()).isEqualTo("Succeeded");
            assertThat(done.from()).contains(year.from());
            assertThat(sentinel.searches().list(CALLER)).containsExactly(done);
        }

        @Test
        void overwriteNoEarlierOne() {
            SearchJobs.Request job = new SearchJobs.Request("x_SRCH", "SigninLogs", year);
            sentinel.searches().start(CALLER, job);

            assertThatThrownBy(() -> sentinel.searches().start(CALLER, job))
                    .hasMessageContaining("there is a table x_SRCH already");
            sentinel.searches().delete(CALLER, "x_SRCH");
            assertThat(sentinel.searches().list(CALLER)).isEmpty();
        }

        @Test
        void deleteOnlyTheirOwnTables() {
            assertThatThrownBy(() -> sentinel.searches().delete(CALLER, "SecurityEvent"))
                    .hasMessageContaining("nothing was deleted");
        }

        @Test
        void withOperatorsThatTheyDoNotKnowAreRefused() {
            assertThatThrownBy(() -> sentinel.searches()
                            .start(CALLER, new SearchJobs.Request("x", "SigninLogs | summarize count()", year)))
                    .hasMessageContaining("Azure refused search x_SRCH with HTTP 400");
        }
    }
}
