package vedette.engine.source;

import static java.util.Objects.requireNonNull;

import vedette.frame.ColumnSchema;
import vedette.frame.KqlType;

/**
 * A column of a source.
 *
 * @param schema its name and type in KQL
 * @param sql how to compute it, in the engine's representation, from a row of the source's relation
 */
public record SourceColumn(ColumnSchema schema, String sql) {

    public SourceColumn {
        requireNonNull(schema, "schema is null");
        requireNonNull(sql, "sql is null");
    }

    SourceColumn(String name, KqlType type, String sql) {
        this(new ColumnSchema(name, type), sql);
    }
}
