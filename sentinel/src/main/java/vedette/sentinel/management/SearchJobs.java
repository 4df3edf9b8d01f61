package vedette.sentinel.management;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import vedette.kql.query.Progress;
import vedette.kql.query.QueryContext;
import vedette.kql.query.TimeRange;

/**
 * The search jobs of a workspace. Calls block, end early when the context is cancelled, and throw
 * {@link ManagementException} when the service does not do what was asked, or {@link vedette.kql.query.QueryException}
 * when no answer comes. A job goes on without its caller. Safe for any
 * thread.
 *
 * @see <a href="https://learn.microsoft.com/azure/azure-monitor/logs/search-jobs">Search jobs</a>
 */
public final class SearchJobs {

    private static final String API_VERSION = "2022-10-01";
    private static final String TABLES = "tables";
    private static final String SUFFIX = "_SRCH";
    private static final int MOST_ROWS = 1_000_000;

    private final Arm arm;

    SearchJobs(Arm arm) {
        this.arm = arm;
    }

    /** A job to be started. */
    public record Request(String name, String query, TimeRange range, int limit) {

        /**
         * A job to be started.
         *
         * @param name the name of the table to be filled, with or without {@code _SRCH} behind it
         * @param query one table, filtered and projected: the language that search jobs know
         * @param range what to search, at most a year
         * @param limit at most so many rows
         */
        public Request {
            String stem = name.toUpperCase(Locale.ROOT).endsWith(SUFFIX)
                    ? name.substring(0, name.length() - SUFFIX.length())
                    : name;
            if (!stem.matches("[A-Za-z]\\w{0,57}")) {
                throw new IllegalArgumentException("'" + name + "' is no name for a search's table; one starts with a"
                        + " letter and has letters, digits and underscores");
            }
            if (query.isBlank()) {
                throw new IllegalArgumentException("a search needs a query");
            }
            if (limit < 1 || limit > MOST_ROWS) {
                throw new IllegalArgumentException(
                        String.format(Locale.ROOT, "a search finds 1 to %,d rows, not %,d", MOST_ROWS, limit));
            }
            name = stem + SUFFIX;
        }

        /** A job that may find as many rows as the service allows. */
        public Request(String name, String query, TimeRange range) {
            this(name, query, range, MOST_ROWS);
        }
    }

    /**
     * Starts a job, which may take up to a day.
     *
     * @return the job, with the name of its table
     * @throws ManagementException also when there is such a table, so that no earlier finding is overwritten
     */
    public SearchJob start(QueryContext context, Request job) {
        if (exists(context, job.name())) {
            throw new ManagementException("there is a table " + job.name() + " already; choose another name, or delete"
                    + " that search first");
        }
        ObjectNode body = Arm.JSON.createObjectNode();
        body.putObject("properties")
                .putObject("searchResults")
                .put("query", job.query())
                .put("limit", job.limit())
                .put("startSearchTime", job.range().from().toString())
                .put("endSearchTime", job.range().to().toString());
        JsonNode answer = arm.call(context, ArmRequest.put(url(job.name()), body, what(job.name())));
        return answer.isMissingNode() ? get(context, job.name()) : SearchJob.of(answer);
    }

    private boolean exists(QueryContext context, String table) {
        try {
            get(context, table);
            return true;
        } catch (ManagementException e) {
            if (e.isNotFound()
                    && !e.code().endsWith("GroupNotFound")
                    && !e.code().equals("SubscriptionNotFound")) {
                return false;
            }
            throw e;
        }
    }

    /** How far a job is, by the name of its table. */
    public SearchJob get(QueryContext context, String table) {
        return SearchJob.of(arm.call(context, ArmRequest.get(url(table), what(table))));
    }

    /** All jobs whose tables are there. */
    public List<SearchJob> list(QueryContext context) {
        return arm
                .list(
                        context,
                        ArmRequest.get(arm.operational(API_VERSION, TABLES), "tables"),
                        OptionalInt.empty(),
                        SearchJob::of)
                .items()
                .stream()
                .filter(job -> job.table().endsWith(SUFFIX))
                .toList();
    }

    /**
     * Waits until a job is done.
     *
     * @param longestPause between two looks; the first ones follow each other sooner
     * @throws ManagementException also when the job failed
     */
    public SearchJob awaitDone(QueryContext context, String table, Duration longestPause) {
        Waiting.Looks looks = new Waiting.Looks(longestPause);
        while (true) {
            SearchJob job = get(context, table);
            if (job.isDone()) {
                return job;
            }
            if (job.hasFailed()) {
                throw new ManagementException(
                        what(table) + " ended as " + job.state() + "; check its query, delete it and start it again");
            }
            context.progress().accept(new Progress(what(table) + " is " + job.state(), OptionalDouble.empty(), 0));
            looks.pause(context);
        }
    }

    /** Stops a job and removes its table. */
    public void delete(QueryContext context, String table) {
        if (!table.endsWith(SUFFIX)) {
            throw new IllegalArgumentException(
                    "'" + table + "' is no search's table: such names end in " + SUFFIX + "; nothing was deleted");
        }
        arm.call(context, ArmRequest.delete(url(table), what(table)));
    }

    private ArmUrl url(String table) {
        return arm.operational(API_VERSION, TABLES, table);
    }

    private static String what(String table) {
        return "search " + table;
    }
}
