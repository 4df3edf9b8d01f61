package vedette.kql.query;

import java.util.List;
import java.util.Optional;
import tech.tablesaw.api.Table;

/**
 * A complete answer.
 *
 * @param tables one frame for each tabular statement, in order; at least one
 * @param render what the last statement's {@code render} asks for
 * @param statistics what answering took
 * @param warnings what the user should know of the answer, for example that a limit cut it; empty when it is whole
 */
public record QueryResult(
        List<Table> tables, Optional<RenderInstruction> render, QueryStatistics statistics, List<String> warnings) {

    public QueryResult {
        if (tables.isEmpty()) {
            throw new IllegalArgumentException("tables must not be empty");
        }
        tables = List.copyOf(tables);
        warnings = List.copyOf(warnings);
    }

    /** The frame of the last statement, which for most queries is the only one. */
    public Table table() {
        return tables.getLast();
    }
}
