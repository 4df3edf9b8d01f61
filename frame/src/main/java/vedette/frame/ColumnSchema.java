package vedette.frame;

import static java.util.Objects.requireNonNull;

/** The name and type of a column, written {@code name:type} as KQL does. Names are case-sensitive. */
public record ColumnSchema(String name, KqlType type) {

    public ColumnSchema {
        requireNonNull(name, "name is null");
        requireNonNull(type, "type is null");
    }

    @Override
    public String toString() {
        return name + ":" + type;
    }
}
