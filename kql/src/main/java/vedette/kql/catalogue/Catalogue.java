package vedette.kql.catalogue;

import static java.util.stream.Collectors.toUnmodifiableMap;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import vedette.frame.ColumnSchema;

/** The tables of a connection at one moment, by their case-sensitive names. */
public record Catalogue(Map<String, List<ColumnSchema>> tables) {

    /** No tables at all. */
    public static final Catalogue EMPTY = new Catalogue(Map.of());

    public Catalogue {
        tables = tables.entrySet().stream()
                .collect(toUnmodifiableMap(Map.Entry::getKey, table -> List.copyOf(table.getValue())));
    }

    /** The columns of a table, where there is one of that name. */
    public Optional<List<ColumnSchema>> table(String name) {
        return Optional.ofNullable(tables.get(name));
    }

    /** The names of all tables, in no order. */
    public Set<String> tableNames() {
        return tables.keySet();
    }
}
