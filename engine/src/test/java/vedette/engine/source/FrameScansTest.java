package vedette.engine.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalTime;
import java.util.stream.IntStream;
import org.duckdb.DuckDBConnection;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.BooleanColumn;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.InstantColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.api.TimeColumn;
import vedette.engine.duckdb.Database;

class FrameScansTest {

    private final FrameScans frames = new FrameScans();

    @Test
    void everyColumnClassHasItsTypeAndMissingValuesAreNull() throws SQLException {
        Table table = Table.create(
                "t",
                BooleanColumn.create("b", new Boolean[] {true, null}),
                IntColumn.create("i", new Integer[] {7, null}),
                LongColumn.create("l", 8L, Long.MIN_VALUE),
                DoubleColumn.create("r", new Double[] {1.5, null}),
                StringColumn.create("s", "x", null),
                InstantColumn.create("t", Instant.parse("2024-01-01T00:00:00.123Z"), null),
                TimeColumn.create("d", LocalTime.of(1, 0), null));

        try (Database database = database();
                DuckDBConnection connection = database.connect();
                FrameScans.Loan loan = frames.lend("t", table)) {
            assertThat(loan.source().schema())
                    .hasToString("[b:bool, i:int, l:long, r:real, s:string, t:datetime, d:timespan]");
            assertThat(FileSourcesTest.rows(connection, loan.source()))
                    .containsExactly("true 7 8 1.5 x 638396640001230000 36000000000", "null null null null  null null");
        }
    }

    @Test
    void rowsKeepTheirOrderOverManyChunks() throws SQLException {
        Table table = Table.create(
                "t", IntColumn.create("i", IntStream.range(0, 100_000).toArray()));

        try (Database database = database();
                DuckDBConnection connection = database.connect();
                FrameScans.Loan loan = frames.lend("t", table)) {
            assertThat(FileSourcesTest.rows(connection, loan.source()))
                    .hasSize(100_000)
                    .isEqualTo(IntStream.range(0, 100_000)
                            .mapToObj(String::valueOf)
                            .toList());
        }
    }

    @Test
    void aLoanThatEndedCannotBeRead() throws SQLException {
        FrameScans.Loan loan = frames.lend("t", Table.create("t", IntColumn.create("i", 1)));
        loan.close();

        try (Database database = database();
                DuckDBConnection connection = database.connect()) {
            assertThatThrownBy(() -> FileSourcesTest.rows(connection, loan.source()))
                    .hasMessageContaining("no frame is lent");
        }
    }

    private Database database() {
        return new Database(1L << 30, Path.of(System.getProperty("java.io.tmpdir")), frames::install);
    }
}
