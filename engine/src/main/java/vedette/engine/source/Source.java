package vedette.engine.source;

import static java.util.Objects.requireNonNull;

import java.util.List;
import vedette.frame.ColumnSchema;

/**
 * A table that a query can read.
 *
 * @param name as queries call it
 * @param relation the SQL that yields its rows, to stand behind {@code FROM}
 * @param columns in order, at least one
 */
public record Source(String name, String relation, List<SourceColumn> columns) {

    public Source {
        requireNonNull(name, "name is null");
        requireNonNull(relation, "relation is null");
        columns = List.copyOf(columns);
    }

    /** The names and types of its columns, in order. */
    public List<ColumnSchema> schema() {
        return columns.stream().map(SourceColumn::schema).toList();
    }
}
