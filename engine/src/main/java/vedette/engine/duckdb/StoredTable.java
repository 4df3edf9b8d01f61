package vedette.engine.duckdb;

import java.util.List;

/**
 * A stored table as SQL reads it.
 *
 * @param relation what stands behind {@code FROM}
 * @param columns how each column of the table is computed, in the engine's representation, from the relation's
 */
public record StoredTable(String relation, List<String> columns) {

    public StoredTable {
        columns = List.copyOf(columns);
    }
}
