package vedette.sentinel.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static vedette.sentinel.query.Recorded.send;
import static vedette.sentinel.query.Recorded.table;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tech.tablesaw.api.Table;
import vedette.frame.Frames;
import vedette.kql.query.Connection;
import vedette.kql.query.QueryContext;
import vedette.kql.query.QueryException;
import vedette.kql.query.QueryRequest;
import vedette.kql.query.QueryResult;
import vedette.sentinel.http.CloudHttp;

/** One query, several workspaces. */
@Timeout(60)
class FanOutConnectionTest {

    private final List<Recorded> services = new ArrayList<>();
    private final SequencedMap<String, Connection> workspaces = new LinkedHashMap<>();

    @AfterEach
    void close() {
        services.forEach(Recorded::close);
    }

    private void workspace(String name, int status, String body) throws IOException {
        Recorded service = new Recorded().always(exchange -> send(exchange, status, body));
        services.add(service);
        workspaces.put(name, service.workspace());
    }

    private QueryResult execute(Gaps gaps) {
        return new FanOutConnection(workspaces, gaps).execute(QueryContext.NONE, new QueryRequest("T"));
    }

    private static List<String> rows(Table table) {
        List<String> rows = new ArrayList<>();
        for (int row = 0; row < table.rowCount(); row++) {
            int number = row;
            rows.add(String.join(
                    "|",
                    table.columns().stream()
                            .map(column -> Frames.text(column, number))
                            .toList()));
        }
        return rows;
    }

    @Test
    void rowsSayWhoseTheyAre() throws IOException {
        workspace("europe", 200, table("n:long", "[1],[2]"));
        workspace("asia", 200, table("n:long", "[3]"));

        QueryResult result = execute(Gaps.FAIL);

        assertThat(result.table().columnNames()).containsExactly("_workspace", "n");
        assertThat(rows(result.table())).containsExactly("europe|1", "europe|2", "asia|3");
        assertThat(result.warnings()).isEmpty();
    }

    @Test
    void columnsThatDifferMeetByNameAndType() throws IOException {
        workspace(
                "a", 200, table("n:long,s:string,t:datetime", "[-9223372036854775808,\"x\",\"2024-01-01T00:00:00Z\"]"));
        workspace("b", 200, table("N:long,s:long", "[2,3]"));
        workspace("c", 200, "{\"tables\":[]}");

        QueryResult result = execute(Gaps.FAIL);

        assertThat(result.table().columnNames()).containsExactly("_workspace", "n", "s_string", "s_long", "t");
        assertThat(rows(result.table()))
                .containsExactly("a|-9223372036854775808|x||2024-01-01T00:00:00.0000000Z", "b|2||3|");
        assertThat(result.warnings()).anyMatch(text -> text.contains("different columns"));
        assertThat(result.warnings()).anyMatch(text -> text.contains("empty answer"));
    }

    @Test
    void failureIsNamedByItsWorkspace() throws IOException {
        workspace("europe", 200, table("n:long", "[1]"));
        workspace("asia", 403, "{\"error\":{\"code\":\"InsufficientAccessError\",\"message\":\"no\"}}");

        assertThatThrownBy(() -> execute(Gaps.FAIL))
                .isInstanceOf(QueryException.class)
                .hasMessageStartingWith("asia: ")
                .hasMessageContaining("Log Analytics Reader");
        QueryResult marked = execute(Gaps.MARK);
        assertThat(rows(marked.table())).containsExactly("europe|1");
        assertThat(marked.incomplete().orElseThrow()).contains("1 of 2 workspaces", "asia failed");
        assertThat(marked.table().name()).endsWith("(incomplete)");
    }

    @Test
    void whereAllFailThereIsNoResult() throws IOException {
        workspace("a", 404, "{}");
        workspace("b", 404, "{}");

        assertThatThrownBy(() -> execute(Gaps.MARK)).hasMessageStartingWith("a: ");
    }

    @Test
    void oneServiceIsAskedFiveThingsAtATime() throws Exception {
        AtomicInteger running = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        CountDownLatch five = new CountDownLatch(5);
        Recorded service = new Recorded().always(exchange -> {
            most.accumulateAndGet(running.incrementAndGet(), Math::max);
            five.countDown();
            try {
                five.await(20, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
            running.decrementAndGet();
            send(exchange, 200, table("n:long", "[1]"));
        });
        services.add(service);
        Slots slots = new Slots();
        CloudHttp http = new CloudHttp(Recorded.options());
        for (int i = 0; i < 2; i++) {
            SequencedMap<String, Connection> half = new LinkedHashMap<>();
            for (int j = 0; j < 6; j++) {
                half.put(
                        i + "-" + j,
                        new LogAnalyticsConnection(
                                http.client(service.tokens(), "scope"),
                                LogAnalyticsTarget.workspace(service.uri(), "id", "x"),
                                slots));
            }
            workspaces.put("half" + i, new FanOutConnection(half, Gaps.FAIL));
        }

        assertThat(execute(Gaps.FAIL).table().rowCount()).isEqualTo(12);
        assertThat(most).hasValue(5);
    }
}
