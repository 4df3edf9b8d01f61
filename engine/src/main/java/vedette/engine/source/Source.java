package vedette.engine.source;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import vedette.engine.duckdb.Sql;
import vedette.frame.ColumnSchema;
import vedette.frame.KqlType;
import vedette.frame.Ticks;
import vedette.kql.query.QueryException;
import vedette.kql.query.TimeRange;

/**
 * A table that a query can read.
 *
 * @param name as queries call it
 * @param relation the SQL that yields its rows, to stand behind {@code FROM}
 * @param columns in order, at least one
 */
public record Source(String name, String relation, List<SourceColumn> columns) {

    private static final ColumnSchema TIME = new ColumnSchema("TimeGenerated", KqlType.DATETIME);

    public Source {
        requireNonNull(name, "name is null");
        requireNonNull(relation, "relation is null");
        columns = List.copyOf(columns);
    }

    /** The names and types of its columns, in order. */
    public List<ColumnSchema> schema() {
        return columns.stream().map(SourceColumn::schema).toList();
    }

    /** The rows whose {@code TimeGenerated} lies in a stretch of time; all of them where it has no such datetime. */
    public Source within(TimeRange range) {
        return columns.stream()
                .filter(column -> column.schema().equals(TIME))
                .findFirst()
                .map(time -> new Source(
                        name,
                        "(SELECT * FROM " + relation + " WHERE " + time.sql() + " >= " + ticks(range.from()) + " AND "
                                + time.sql() + " < " + ticks(range.to()) + ")",
                        columns))
                .orElse(this);
    }

    /** The first tick that is not before an instant, within what a datetime can be. */
    private static long ticks(Instant instant) {
        if (instant.isAfter(Ticks.toInstant(Ticks.MAX_DATETIME))) {
            return Ticks.MAX_DATETIME + 1;
        }
        return instant.isBefore(Ticks.toInstant(0)) ? 0 : Ticks.of(instant.plusNanos(99));
    }

    /**
     * The rows of tables of one name, in their order; a column that one of them lacks is null there.
     *
     * @throws QueryException where a column has different types
     */
    public static Source union(List<Source> sources) {
        if (sources.size() == 1) {
            return sources.getFirst();
        }
        String name = sources.getFirst().name;
        Map<String, KqlType> types = new LinkedHashMap<>();
        for (Source source : sources) {
            for (ColumnSchema column : source.schema()) {
                KqlType other = types.putIfAbsent(column.name(), column.type());
                if (other != null && other != column.type()) {
                    throw QueryException.failed(
                            "column '" + column.name() + "' of table '" + name + "' is " + other
                                    + " in one workspace and " + column.type() + " in another; ask them one by one",
                            null);
                }
            }
        }
        List<String> names = List.copyOf(types.keySet());
        List<SourceColumn> columns = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            String column = Sql.identifier("u" + i);
            columns.add(
                    types.get(names.get(i)) == KqlType.STRING
                            ? SourceColumn.text(names.get(i), column)
                            : new SourceColumn(names.get(i), types.get(names.get(i)), column));
        }
        String relation = sources.stream()
                .map(source -> source.select(names))
                .collect(Collectors.joining(" UNION ALL BY NAME ", "(", ")"));
        return new Source(name, relation, columns);
    }

    private String select(List<String> names) {
        return columns.stream()
                .map(column -> column.stored() + " AS "
                        + Sql.identifier("u" + names.indexOf(column.schema().name())))
                .collect(Collectors.joining(", ", "SELECT ", " FROM " + relation));
    }
}
