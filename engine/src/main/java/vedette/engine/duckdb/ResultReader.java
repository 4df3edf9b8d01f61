package vedette.engine.duckdb;

import java.util.List;
import java.util.function.Consumer;
import org.duckdb.DuckDBDataChunkReader;
import org.duckdb.DuckDBReadableVector;
import vedette.frame.ColumnSchema;
import vedette.frame.FrameBuilder;

/** Fills a frame from DuckDB's chunks, column by column, exactly. For one thread. */
public final class ResultReader implements Consumer<DuckDBDataChunkReader> {

    private final FrameBuilder frame;
    private long rows;

    /** A reader into a frame whose columns are the statement's, in order. */
    public ResultReader(FrameBuilder frame) {
        this.frame = frame;
    }

    /** How many rows came so far. */
    public long rows() {
        return rows;
    }

    @Override
    public void accept(DuckDBDataChunkReader chunk) {
        int size = (int) chunk.rowCount();
        List<ColumnSchema> schema = frame.schema();
        for (int column = 0; column < schema.size(); column++) {
            read(column, schema.get(column), chunk.vector(column), size);
        }
        rows += size;
    }

    private void read(int column, ColumnSchema schema, DuckDBReadableVector vector, int size) {
        for (int row = 0; row < size; row++) {
            if (vector.isNull(row)) {
                frame.appendMissing(column);
                continue;
            }
            switch (schema.type()) {
                case BOOL -> frame.append(column, vector.getBoolean(row));
                case INT -> frame.append(column, vector.getInt(row));
                case LONG, DATETIME, TIMESPAN -> frame.append(column, vector.getLong(row));
                case REAL -> frame.append(column, vector.getDouble(row));
                case STRING, DYNAMIC, GUID -> frame.append(column, vector.getString(row));
                case DECIMAL ->
                    frame.append(
                            column,
                            vector.getBigDecimal(row).stripTrailingZeros().toPlainString());
            }
        }
    }
}
