package vedette.emulator.query;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonGenerator.Feature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;
import vedette.emulator.EmulatorOptions.Limits;
import vedette.emulator.Fault;
import vedette.emulator.Fault.Partial.Reason;

/** Writes the rows of one answer's tables, up to what one query may return. For one answer. */
final class RowLimits {

    private static final JsonFactory FACTORY =
            new JsonFactory().setCodec(new ObjectMapper()).disable(Feature.AUTO_CLOSE_TARGET);

    private final Cells cells;
    private final Limits limits;
    private final Optional<Fault> fault;
    private final Counter counter;
    private final JsonGenerator json;
    private Optional<Cut> cut = Optional.empty();

    RowLimits(OutputStream out, Cells cells, Limits limits, Optional<Fault> fault) throws IOException {
        this.cells = cells;
        this.limits = limits;
        this.fault = fault;
        this.counter = new Counter(out);
        this.json = FACTORY.createGenerator(counter);
    }

    /** Which limit cut the rows, and how many or much it allows. */
    record Cut(Reason reason, long limit) {}

    /** Where everything else of the answer is written to. */
    JsonGenerator json() {
        return json;
    }

    /** What cut the rows so far; empty where all were written. */
    Optional<Cut> cut() {
        return cut;
    }

    /** Writes a table's rows, each an array, from a row on. Whether all of them fitted. */
    boolean write(Table table, int from, int to) throws IOException {
        for (int row = from; row < to; row++) {
            cut = cutBefore(row);
            if (cut.isPresent()) {
                return false;
            }
            json.writeStartArray();
            for (Column<?> column : table.columns()) {
                if (fault.isPresent()
                        && fault.get() instanceof Fault.ChangedTypes changed
                        && row >= changed.fromRow()) {
                    json.writeStartObject();
                    json.writeBooleanField("changed", true);
                    json.writeEndObject();
                } else {
                    cells.write(json, column, row);
                }
            }
            json.writeEndArray();
        }
        return true;
    }

    private Optional<Cut> cutBefore(int row) {
        if (fault.isPresent() && fault.get() instanceof Fault.Partial partial && row >= partial.fromRow()) {
            return Optional.of(
                    new Cut(partial.reason(), partial.reason() == Reason.ROWS ? limits.rows() : limits.bytes()));
        }
        if (row >= limits.rows()) {
            return Optional.of(new Cut(Reason.ROWS, limits.rows()));
        }
        return counter.bytes + json.getOutputBuffered() >= limits.bytes()
                ? Optional.of(new Cut(Reason.BYTES, limits.bytes()))
                : Optional.empty();
    }

    private static final class Counter extends FilterOutputStream {

        private long bytes;

        Counter(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] buffer, int from, int length) throws IOException {
            out.write(buffer, from, length);
            bytes += length;
        }

        @Override
        public void write(int b) throws IOException {
            out.write(b);
            bytes++;
        }
    }
}
