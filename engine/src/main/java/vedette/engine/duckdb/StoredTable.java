package vedette.engine.duckdb;

import java.util.List;

/**
 * A stored table as SQL reads it.
 *
 * @param relation what stands behind {@code FROM}
 * @param columns the table's, in order
 */
public record StoredTable(String relation, List<StoredColumn> columns) {

    public StoredTable {
        columns = List.copyOf(columns);
    }

    /**
     * A column of a stored table.
     *
     * @param sql how it is computed, in the engine's representation, from the relation's columns
     * @param stored the same where null may stand for an empty string, so that DuckDB can skip what cannot match
     */
    public record StoredColumn(String sql, String stored) {}
}
