package vedette.kql.catalogue;

import static java.util.stream.Collectors.toUnmodifiableMap;

import java.util.HashMap;
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

    /** A table by name. */
    public record TableSchema(String name, List<ColumnSchema> columns) {}

    /** This, with more tables; they replace those of the same names. */
    public Catalogue with(List<TableSchema> more) {
        Map<String, List<ColumnSchema>> all = new HashMap<>(tables);
        more.forEach(table -> all.put(table.name(), table.columns()));
        return new Catalogue(all);
    }
}
