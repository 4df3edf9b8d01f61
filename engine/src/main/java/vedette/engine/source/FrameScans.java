package vedette.engine.source;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBDataChunkWriter;
import org.duckdb.DuckDBFunctions;
import org.duckdb.DuckDBTableFunction;
import org.duckdb.DuckDBTableFunctionBindInfo;
import org.duckdb.DuckDBTableFunctionCallInfo;
import org.duckdb.DuckDBTableFunctionInitInfo;
import tech.tablesaw.api.Table;
import vedette.engine.duckdb.Sql;

/**
 * Frames that queries read in place, without copying them first. A frame is lent for the time of a query; its rows must
 * not change meanwhile. Safe for any thread.
 */
public final class FrameScans {

    private static final String FUNCTION = "vedette_frame";

    private final AtomicLong next = new AtomicLong();
    private final Map<Long, Frame> frames = new ConcurrentHashMap<>();

    /** Makes the table function known that reads frames, once for a database. */
    public void install(DuckDBConnection connection) throws SQLException {
        DuckDBFunctions.tableFunction()
                .withName(FUNCTION)
                .withParameter(Long.class)
                .withProjectionPushdown()
                .withFunction(new Scan())
                .register(connection);
    }

    /** A source that reads a frame under a name; whoever asks ends the loan. */
    public Loan lend(String name, Table table) {
        List<FrameColumn> columns = new ArrayList<>();
        List<SourceColumn> schema = new ArrayList<>();
        for (int i = 0; i < table.columnCount(); i++) {
            FrameColumn column = FrameColumn.of(table.column(i));
            columns.add(column);
            schema.add(new SourceColumn(table.column(i).name(), column.type(), column.sql(Sql.identifier("f" + i))));
        }
        long handle = next.incrementAndGet();
        frames.put(handle, new Frame(columns, table.rowCount()));
        return new Loan(new Source(name, FUNCTION + "(" + handle + ")", schema), () -> frames.remove(handle));
    }

    /** A frame that queries can read until the loan is closed. */
    public record Loan(Source source, Runnable end) implements AutoCloseable {

        @Override
        public void close() {
            end.run();
        }
    }

    private record Frame(List<FrameColumn> columns, int rows) {}

    /** Which columns a scan wants, and the row from which its next chunk is filled. */
    private record Position(Frame frame, int[] columns, AtomicInteger row) {}

    private final class Scan implements DuckDBTableFunction<Frame, Position, Object> {

        @Override
        public Frame bind(DuckDBTableFunctionBindInfo info) {
            long handle = info.getParameter(0).getLong();
            Frame frame = frames.get(handle);
            if (frame == null) {
                throw new IllegalStateException("no frame is lent under " + handle);
            }
            for (int i = 0; i < frame.columns().size(); i++) {
                info.addResultColumn("f" + i, frame.columns().get(i).storage());
            }
            info.setCardinality(frame.rows(), true);
            return frame;
        }

        @Override
        public Position init(DuckDBTableFunctionInitInfo info) {
            // One thread, because chunks of several would come in any order, and a frame's rows have one.
            info.setMaxThreads(1);
            int[] columns = new int[(int) info.getColumnCount()];
            for (int i = 0; i < columns.length; i++) {
                columns[i] = (int) info.getColumnIndex(i);
            }
            return new Position(info.getBindData(), columns, new AtomicInteger());
        }

        @Override
        public Object localInit(DuckDBTableFunctionInitInfo info) {
            return "";
        }

        @Override
        public long apply(DuckDBTableFunctionCallInfo info, DuckDBDataChunkWriter chunk) {
            Position position = info.getInitData();
            int capacity = (int) chunk.capacity();
            int from = position.row.getAndAdd(capacity);
            int rows = Math.min(capacity, position.frame.rows() - from);
            if (rows <= 0) {
                return 0;
            }
            for (int i = 0; i < position.columns.length; i++) {
                int column = position.columns[i];
                if (column < position.frame.columns().size()) {
                    position.frame.columns().get(column).fill(chunk.vector(i), from, rows);
                }
            }
            return rows;
        }
    }
}
