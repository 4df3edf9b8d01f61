package vedette.kql.query;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;
import tech.tablesaw.api.Table;

/**
 * An answer.
 *
 * @param tables one frame for each tabular statement, in order; at least one
 * @param render what the last statement's {@code render} asks for
 * @param statistics what answering took
 * @param warnings what the user should know of the answer besides
 * @param incomplete why rows are missing and what to do about it; empty when the answer is whole. Whoever shows the
 *     answer shows this with it
 */
public record QueryResult(
        List<Table> tables,
        Optional<RenderInstruction> render,
        QueryStatistics statistics,
        List<String> warnings,
        Optional<String> incomplete) {

    public QueryResult {
        if (tables.isEmpty()) {
            throw new IllegalArgumentException("tables must not be empty");
        }
        requireNonNull(incomplete, "incomplete is null");
        tables = List.copyOf(tables);
        warnings = List.copyOf(warnings);
    }

    /** A whole answer. */
    public QueryResult(
            List<Table> tables, Optional<RenderInstruction> render, QueryStatistics statistics, List<String> warnings) {
        this(tables, render, statistics, warnings, Optional.empty());
    }

    /** The frame of the last statement, which for most queries is the only one. */
    public Table table() {
        return tables.getLast();
    }
}
