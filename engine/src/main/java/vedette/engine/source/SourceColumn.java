package vedette.engine.source;

import static java.util.Objects.requireNonNull;

import vedette.frame.ColumnSchema;
import vedette.frame.KqlType;

/**
 * A column of a source.
 *
 * @param schema its name and type in KQL
 * @param sql how to compute it, in the engine's representation, from a row of the source's relation
 * @param stored the same, but null where a string is missing
 */
public record SourceColumn(ColumnSchema schema, String sql, String stored) {

    public SourceColumn {
        requireNonNull(schema, "schema is null");
        requireNonNull(sql, "sql is null");
        requireNonNull(stored, "stored is null");
    }

    SourceColumn(String name, KqlType type, String sql) {
        this(new ColumnSchema(name, type), sql, sql);
    }

    /** A string column out of one that may be null. */
    static SourceColumn text(String name, String stored) {
        return new SourceColumn(new ColumnSchema(name, KqlType.STRING), "coalesce(" + stored + ", '')", stored);
    }
}
