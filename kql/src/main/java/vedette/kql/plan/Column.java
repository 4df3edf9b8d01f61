package vedette.kql.plan;

import static java.util.Objects.requireNonNull;

import vedette.frame.ColumnSchema;
import vedette.frame.KqlType;

/**
 * A column of a plan.
 *
 * @param id no other column of the plan has it; SQL calls the column {@code c<id>}
 * @param name what the user calls it; names may repeat between relations and may hold anything
 * @param type of all its values
 */
public record Column(int id, String name, KqlType type) {

    public Column {
        if (id < 0) {
            throw new IllegalArgumentException("id must not be negative: " + id);
        }
        requireNonNull(name, "name is null");
        requireNonNull(type, "type is null");
    }

    /** What the user sees of it. */
    public ColumnSchema schema() {
        return new ColumnSchema(name, type);
    }

    @Override
    public String toString() {
        return name + "#" + id;
    }
}
