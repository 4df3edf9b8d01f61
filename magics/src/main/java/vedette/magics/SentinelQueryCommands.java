package vedette.magics;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import vedette.kql.query.TimeRange;
import vedette.magics.SentinelNames.Kind;
import vedette.sentinel.management.AnalyticsRule;
import vedette.sentinel.management.HuntingQuery;
import vedette.sentinel.management.SearchJob;
import vedette.sentinel.management.SearchJobs;
import vedette.sentinel.management.SentinelManagement;

/** The commands of {@code %sentinel} that are about queries which a workspace keeps, or runs by itself. */
final class SentinelQueryCommands {

    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(10);

    private SentinelQueryCommands() {}

    static List<CommandLine> all() {
        return List.of(
                new CommandLine(new ListRules()),
                SentinelCommands.group("rule", "Runs an analytics rule.").addSubcommand(new RunRule()),
                new CommandLine(new ListHunts()),
                SentinelCommands.group("hunt", "Runs a hunting query.").addSubcommand(new RunHunt()),
                new CommandLine(new ListSearches()),
                SentinelCommands.group("search", "Searches months of logs.")
                        .addSubcommand(new StartSearch())
                        .addSubcommand(new SearchStatus())
                        .addSubcommand(new DeleteSearch()));
    }

    /** What all of them share. */
    private abstract static class OnQueries implements SentinelCommand {

        @Mixin
        private SentinelPlace place = new SentinelPlace();

        SentinelManagement sentinel(SentinelCall call) {
            return call.sentinel(place);
        }

        List<AnalyticsRule> rules(SentinelCall call) {
            return call.names().listed(Kind.RULE, sentinel(call).rules().list(call.context()), AnalyticsRule::name);
        }

        List<HuntingQuery> hunts(SentinelCall call) {
            return call.names().listed(Kind.HUNT, sentinel(call).hunts().list(call.context()), HuntingQuery::name);
        }

        TimeRange before(SentinelCall call, String length) {
            return TimeRange.before(call.now(), TimeRange.parseDuration(length));
        }
    }

    @Command(name = "rules", description = "Lists analytics rules.")
    private static final class ListRules extends OnQueries {

        @Override
        public SentinelAnswer run(SentinelCall call) {
            return SentinelAnswer.of(AnalyticsRule.frame(rules(call)));
        }
    }

    @Command(name = "run", description = "Runs the query of an analytics rule on the current connection.")
    private static final class RunRule extends OnQueries {

        @Parameters(index = "0", paramLabel = "RULE", description = "The rule's name, in quotes, or its id.")
        private String name = "";

        @Option(
                names = "--since",
                paramLabel = "TIME",
                description = "How far back, for example 7d; the rule's own period unless told otherwise.")
        private @Nullable String since;

        @Override
        public SentinelAnswer run(SentinelCall call) {
            AnalyticsRule rule =
                    SentinelCall.named(name, "rule", rules(call), List.of(AnalyticsRule::name, AnalyticsRule::id));
            if (since == null && rule.query().isPresent() && rule.period().isEmpty()) {
                throw new IllegalArgumentException("rules of the kind " + rule.kind()
                        + " have no period of their own; add --since, for example 1h");
            }
            return call.ask(since == null ? rule.request(call.now()) : rule.request(before(call, since)));
        }
    }

    @Command(name = "hunts", description = "Lists hunting queries.")
    private static final class ListHunts extends OnQueries {

        @Override
        public SentinelAnswer run(SentinelCall call) {
            return SentinelAnswer.of(HuntingQuery.frame(hunts(call)));
        }
    }

    @Command(name = "run", description = "Runs a hunting query on the current connection.")
    private static final class RunHunt extends OnQueries {

        @Parameters(index = "0", paramLabel = "HUNT", description = "The query's name, in quotes, or its id.")
        private String name = "";

        @Option(names = "--since", paramLabel = "TIME", description = "How far back; 1d unless told otherwise.")
        private String since = "1d";

        @Override
        public SentinelAnswer run(SentinelCall call) {
            HuntingQuery query = SentinelCall.named(
                    name, "hunting query", hunts(call), List.of(HuntingQuery::name, HuntingQuery::id));
            return call.ask(query.request().withTimeRange(before(call, since)));
        }
    }

    @Command(name = "searches", description = "Lists search jobs.")
    private static final class ListSearches extends OnQueries {

        @Override
        public SentinelAnswer run(SentinelCall call) {
            return SentinelAnswer.of(SearchJob.frame(call.names()
                    .listed(Kind.SEARCH, sentinel(call).searches().list(call.context()), SearchJob::table)));
        }
    }

    @Command(name = "start", description = "Starts a search over months of logs, which may take up to a day.")
    private static final class StartSearch extends OnQueries {

        @Parameters(index = "0", paramLabel = "NAME", description = "The table to be filled; _SRCH is put behind it.")
        private String name = "";

        @Option(
                names = "--query",
                required = true,
                paramLabel = "KQL",
                description = "One table, filtered and projected, in quotes.")
        private String query = "";

        @Option(names = "--since", required = true, paramLabel = "TIME", description = "How far back, at most a year.")
        private String since = "";

        @Option(
                names = "--limit",
                paramLabel = "N",
                description = "At most so many rows; ${DEFAULT-VALUE} unless told.")
        private int limit = 1_000_000;

        @Override
        public SentinelAnswer run(SentinelCall call) {
            SearchJob job = sentinel(call)
                    .searches()
                    .start(call.context(), new SearchJobs.Request(name, query, before(call, since), limit));
            call.names().made(Kind.SEARCH, job.table());
            return call.done("started a search into the table " + job.table() + "; %sentinel search status "
                    + job.table() + " tells how far it is, and it goes on without this notebook");
        }
    }

    @Command(name = "status", description = "Tells how far a search is.")
    private static final class SearchStatus extends OnQueries {

        @Parameters(index = "0", paramLabel = "SEARCH", description = "The search's table.")
        private String name = "";

        @Option(names = "--wait", description = "Waits until it is done.")
        private boolean wait;

        @Override
        public SentinelAnswer run(SentinelCall call) {
            SearchJobs searches = sentinel(call).searches();
            return SentinelAnswer.of(SearchJob.frame(List.of(
                    wait
                            ? searches.awaitDone(call.context(), name, BETWEEN_LOOKS)
                            : searches.get(call.context(), name))));
        }
    }

    @Command(name = "delete", description = "Stops a search and removes its table.")
    private static final class DeleteSearch extends OnQueries {

        @Parameters(index = "0", paramLabel = "SEARCH", description = "The search's table.")
        private String name = "";

        @Option(names = "--yes", description = "It cannot be undone, and that is meant.")
        private boolean yes;

        @Override
        public SentinelAnswer run(SentinelCall call) {
            call.confirm(yes, "deleting the table " + name);
            sentinel(call).searches().delete(call.context(), name);
            call.names().gone(Kind.SEARCH, name);
            return call.done("deleted the search " + name);
        }
    }
}
