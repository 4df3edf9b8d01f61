package vedette.magics;

import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import vedette.kernel.CellFailure;
import vedette.kql.Queries;
import vedette.kql.query.Connection;
import vedette.kql.query.QueryContext;
import vedette.kql.query.QueryException;
import vedette.kql.query.QueryRequest;
import vedette.kql.query.QueryResult;

/** Takes a question through parameters, time range, recordings and connection to a result. Safe for any thread. */
final class QueryRunner {

    /** How long a connection may take to notice an interrupt; then the cell ends without it. */
    private static final long PATIENCE_MILLIS = 500;

    private final InstantSource clock;
    private final RecordingDesk recordings;
    private final WrittenQueries queries;
    private final TableMemory tables;

    QueryRunner(InstantSource clock, RecordingDesk recordings, WrittenQueries queries, TableMemory tables) {
        this.clock = clock;
        this.recordings = recordings;
        this.queries = queries;
        this.tables = tables;
    }

    /**
     * What is about to be sent.
     *
     * @param query the query with its parameters written in
     * @param request what the connection gets
     * @param time the stretch of time, and how it was said
     * @param limitsTime whether the query has a condition on time by itself
     * @param asked when
     */
    record Prepared(
            KqlQuery query, QueryRequest request, Optional<AskedTime> time, boolean limitsTime, Instant asked) {}

    /**
     * The request that a question comes to.
     *
     * @throws CellFailure where a parameter or option is wrong
     */
    Prepared prepare(Question question) {
        Settings settings = question.settings();
        KqlQuery query = KqlQuery.prepare(
                question.text(),
                question.place(),
                new KqlQuery.Filling(
                        question.parameters(),
                        settings.flag("enable_curly_brackets_params"),
                        () -> tables(question),
                        settings.count("take"),
                        queries.snippets(),
                        name -> tables(question).contains(name)));
        boolean limitsTime = Queries.limitsTime(query.text());
        Instant now = clock.instant();
        Optional<AskedTime> time;
        try {
            time = AskedTime.of(settings, now).or(() -> usualTime(question, limitsTime, now));
        } catch (IllegalArgumentException e) {
            throw KqlFailure.of(String.valueOf(e.getMessage()));
        }
        QueryRequest request = new QueryRequest(
                query.text(),
                time.map(AskedTime::range),
                settings.list("workspaces"),
                settings.duration("timeout"),
                tier(settings),
                properties(question),
                RequestSending.of(settings));
        return new Prepared(query, request, time, limitsTime, now);
    }

    /** As in the portal: the notebook's range is for queries without a condition on time of their own. */
    private static Optional<AskedTime> usualTime(Question question, boolean limitsTime, Instant now) {
        Settings own = question.settings();
        if (limitsTime || own.has("time") || own.has("from") || own.has("to")) {
            return Optional.empty();
        }
        Settings usual = Settings.NONE.with(OptionTable.get("time"), question.usualTime());
        return AskedTime.of(usual, now);
    }

    /** The names of the connection's tables; while answers are replayed, those that are known already. */
    private Set<String> tables(Question question) {
        return recordings.replaying().isPresent()
                ? tables.known(question.connection(), question.variables()).keySet()
                : tables.tables(question.connection(), question.cell(), question.variables())
                        .keySet();
    }

    /** The lake is a connection of its own, which the question has already where it is for that. */
    private static QueryRequest.Tier tier(Settings settings) {
        return settings.text("tier").filter("basic"::equals).isPresent()
                ? QueryRequest.Tier.BASIC
                : QueryRequest.Tier.ANALYTICS;
    }

    private static Map<String, String> properties(Question question) {
        Map<String, String> properties = new HashMap<>();
        question.settings()
                .map("query_properties")
                .ifPresent(map ->
                        map.forEach((name, value) -> properties.put(String.valueOf(name), String.valueOf(value))));
        properties.putAll(question.properties());
        return properties;
    }

    /**
     * Asks, and waits for the answer.
     *
     * @throws CellFailure where the query is wrong, fails, is interrupted, or is incomplete where it must not be
     */
    KqlResult run(Question question) {
        Prepared prepared = prepare(question);
        QueryContext quiet = new CellQueryContext(question.cell(), progress -> {}, Optional.empty());
        prepared.query().notes().forEach(quiet.notices());
        RecordingDesk.Key key = RecordingDesk.key(question.connection().name(), prepared);
        Optional<QueryResult> recorded = recordings.replay(key);
        QueryResult answer = recorded.orElseGet(() -> execute(question, prepared));
        if (recorded.isEmpty()) {
            recordings.record(key, answer);
        }
        if (question.settings().flag("strict") && answer.incomplete().isPresent()) {
            throw KqlFailure.of(
                    "the answer is incomplete: " + answer.incomplete().get());
        }
        KqlInfo info = info(question, prepared, answer, recorded.flatMap(any -> recordings.replaying()));
        KqlResult.Origin origin = new KqlResult.Origin(
                PortalLink.of(question, prepared), parameters -> run(question.with(parameters)), question.settings());
        return new KqlResult(Reshaping.of(answer, question.settings()), info, origin);
    }

    private static KqlInfo info(Question question, Prepared prepared, QueryResult answer, Optional<String> recording) {
        return new KqlInfo(
                question.text(),
                prepared.request().text(),
                question.connection().name(),
                prepared.request().workspaces(),
                prepared.request().timeRange(),
                prepared.limitsTime(),
                prepared.asked(),
                answer.statistics().elapsed(),
                answer.statistics().details(),
                answer.render().map(render -> render.visualization()),
                answer.incomplete(),
                answer.warnings(),
                recording);
    }

    private QueryResult execute(Question question, Prepared prepared) {
        String name = question.connection().name();
        try (ProgressLine progress = ProgressLine.start(question.cell(), name)) {
            QueryContext context = new CellQueryContext(
                    question.cell(), progress, question.settings().duration("timeout"));
            return await(question.connection().connection(), context, prepared.request());
        } catch (QueryException e) {
            if (e.isCancelled()) {
                throw KqlFailure.interrupted(e);
            }
            if (!e.problems().isEmpty()) {
                throw prepared.query().failure(e.problems(), List.of());
            }
            throw KqlFailure.of(e.getMessage() + " (" + name + ")");
        }
    }

    /** A connection that does not notice the interrupt in time is left to itself. */
    private static QueryResult await(Connection connection, QueryContext context, QueryRequest request) {
        CompletableFuture<QueryResult> answer = new CompletableFuture<>();
        CompletableFuture<Boolean> cancelled = new CompletableFuture<>();
        Thread.ofVirtual().name("kql-query").start(() -> {
            try {
                answer.complete(connection.execute(context, request));
            } catch (Throwable e) {
                answer.completeExceptionally(e);
            }
        });
        try (AutoCloseable _ = context.onCancel(() -> cancelled.complete(true))) {
            CompletableFuture.anyOf(answer.handle((result, failure) -> true), cancelled)
                    .join();
            return cancelled.isDone() && !answer.isDone()
                    ? answer.get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)
                    : answer.get();
        } catch (ExecutionException e) {
            throw rethrown(e.getCause());
        } catch (TimeoutException | InterruptedException e) {
            throw QueryException.cancelled();
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static RuntimeException rethrown(Throwable cause) {
        if (cause instanceof Error error) {
            throw error;
        }
        return cause instanceof RuntimeException failure ? failure : new IllegalStateException(cause);
    }
}
