package vedette.sentinel.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.Table;
import vedette.emulator.Fault;
import vedette.emulator.Faults;
import vedette.emulator.SeenRequest;
import vedette.kql.query.Connection;
import vedette.kql.query.QueryContext;
import vedette.kql.query.QueryException;
import vedette.kql.query.QueryRequest;
import vedette.kql.query.QueryResult;

/**
 * A thousand queries to a service that throttles, cuts, delays and lies: each is whole and true, or says what is wrong
 * with it; nothing hangs, and nothing is left behind.
 */
@Timeout(180)
class FaultRunTest {

    private static final int QUERIES = 1000;
    private static final int PARALLEL = 4;
    private static final int ROWS = 40;
    private static final long MOST_GROWTH = 64L << 20;

    /** What may become of a query. */
    private enum Outcome {
        TRUE,
        INCOMPLETE,
        WARNED,
        FAILED
    }

    /** What goes wrong with a query, and what must become of it. */
    private enum Kind {
        NOTHING(Outcome.TRUE),
        THROTTLED(Outcome.TRUE, Fault.throttled(Duration.ZERO), Fault.throttled(Duration.ZERO)),
        UNAVAILABLE(Outcome.TRUE, Fault.unavailable()),
        BAD_GATEWAY(Outcome.TRUE, Fault.badGateway(), Fault.badGateway()),
        BAD_GATEWAYS(Outcome.FAILED, Fault.badGateway(), Fault.badGateway(), Fault.badGateway()),
        TIMED_OUT(Outcome.FAILED, Fault.gatewayTimeout()),
        FORBIDDEN(Outcome.FAILED, Fault.forbidden()),
        NOT_FOUND(Outcome.FAILED, Fault.notFound()),
        EXPIRED(Outcome.FAILED, Fault.expiredToken()),
        CUT_EARLY(Outcome.FAILED, new Fault.CutBody(20)),
        CUT_LATE(Outcome.FAILED, new Fault.CutBody(300)),
        TOO_SHORT(Outcome.FAILED, new Fault.WrongLength(100)),
        NO_JSON(Outcome.FAILED, new Fault.InvalidJson(200)),
        OTHER_TYPES(Outcome.WARNED, new Fault.ChangedTypes(7)),
        ROW_LIMIT(Outcome.INCOMPLETE, new Fault.Partial(Fault.Partial.Reason.ROWS, 9)),
        SIZE_LIMIT(Outcome.INCOMPLETE, new Fault.Partial(Fault.Partial.Reason.BYTES, 1)),
        NO_CONTENT(Outcome.WARNED, Fault.noContent()),
        EMPTY(Outcome.WARNED, Fault.emptyBody()),
        STALLED(Outcome.FAILED, new Fault.StalledBody(150, new CountDownLatch(1))),
        SLOW(Outcome.TRUE, new Fault.SlowBody(37, new Semaphore(Integer.MAX_VALUE)));

        private final Outcome expected;
        private final List<Fault> faults;

        Kind(Outcome expected, Fault... faults) {
            this.expected = expected;
            this.faults = List.of(faults);
        }
    }

    private static Outcome outcome(Connection connection, int number) {
        try {
            QueryResult result = connection.execute(
                    QueryContext.NONE, new QueryRequest("Events | where n >= " + number % 7 + " // q" + number + " "));
            boolean isTrue = isTrue(result.table(), number % 7);
            if (result.incomplete().isPresent()) {
                assertThat(result.table().name()).contains("incomplete");
                return Outcome.INCOMPLETE;
            }
            if (!result.warnings().isEmpty()) {
                return Outcome.WARNED;
            }
            assertThat(isTrue).as("query %d is neither true nor marked", number).isTrue();
            return Outcome.TRUE;
        } catch (QueryException e) {
            assertThat(e).hasMessageContaining("request id");
            return Outcome.FAILED;
        }
    }

    private static boolean isTrue(Table table, int first) {
        if (table.rowCount() != ROWS - first || !(table.column("n") instanceof LongColumn numbers)) {
            return false;
        }
        for (int row = 0; row < table.rowCount(); row++) {
            if (numbers.isMissing(row) || numbers.getLong(row) != row + first) {
                return false;
            }
        }
        return true;
    }

    private static long usedAfterCollecting() {
        System.gc();
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }

    @Test
    void thousandQueries() throws Exception {
        Table events = Lab.events(ROWS, 10_000_000);
        Faults faults = new Faults();
        try (Lab lab = new Lab(
                        Map.of("Events", events),
                        options -> options.faults(faults),
                        Recorded.options().withStallTimeout(Duration.ofMillis(1500)));
                ExecutorService threads = Executors.newFixedThreadPool(PARALLEL)) {
            Connection connection = lab.workspace();
            Map<Kind, List<Future<Outcome>>> outcomes = new EnumMap<>(Kind.class);
            long usedBefore = 0;
            for (int i = 0; i < QUERIES; i++) {
                int number = i;
                Kind kind = Kind.values()[i % Kind.values().length];
                Predicate<SeenRequest> mine = request -> request.body().contains("// q" + number + " ");
                kind.faults.forEach(fault -> faults.next(mine, fault));
                outcomes.computeIfAbsent(kind, key -> new ArrayList<>())
                        .add(threads.submit(() -> outcome(connection, number)));
                if (i == QUERIES / 5) {
                    outcomes.get(kind).getLast().get(100, TimeUnit.SECONDS);
                    lab.emulator.requests().clear();
                    usedBefore = usedAfterCollecting();
                }
            }
            for (Map.Entry<Kind, List<Future<Outcome>>> each : outcomes.entrySet()) {
                for (Future<Outcome> outcome : each.getValue()) {
                    assertThat(outcome.get(100, TimeUnit.SECONDS))
                            .as("%s", each.getKey())
                            .isEqualTo(each.getKey().expected);
                }
            }
            lab.emulator.requests().clear();
            assertThat(usedAfterCollecting() - usedBefore).isLessThan(MOST_GROWTH);
        }
    }
}
