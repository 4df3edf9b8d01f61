package vedette.engine.duckdb;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import vedette.frame.KqlType;
import vedette.kql.plan.Aggregate;
import vedette.kql.plan.Column;
import vedette.kql.plan.Plan;
import vedette.kql.plan.Scalar;

/**
 * Prints a plan as one SQL statement. Each node becomes a subquery; columns go by their ids, so that no name of a user or
 * a file ever stands in SQL. Used for one plan and by one thread.
 */
final class RelationalSql {

    /*
     * Order: DuckDB keeps the order of rows through projections, filters, limits, unions, unnests and windows without an
     * order of their own, also out of a subquery that sorts. Where an operator needs an order that another would lose, as
     * windows with partitions and lateral joins do, rows are numbered first and sorted by that number last.
     *
     * Nesting: subqueries and not common table expressions, because a lateral body may refer to columns outside of it,
     * and because DuckDB computes a common table expression that is read twice only once, which is what materialize
     * asks for and nothing else does.
     */
    private final Map<String, StoredTable> tables;
    private final ScalarSql scalars;
    private final AggregateSql aggregates;
    private final Map<Integer, String> shared = new LinkedHashMap<>();
    private final Names names = new Names() {
        @Override
        public String of(Column column) {
            return "c" + column.id();
        }

        @Override
        public String of(Plan plan) {
            return select(plan);
        }
    };

    private RelationalSql(Map<String, StoredTable> tables, ScalarSql scalars, AggregateSql aggregates) {
        this.tables = tables;
        this.scalars = scalars;
        this.aggregates = aggregates;
    }

    /** The statement whose rows are the plan's, in order, columns named {@code c} and their ids. */
    static String print(Plan plan, Map<String, StoredTable> tables, ScalarSql scalars, AggregateSql aggregates) {
        RelationalSql printer = new RelationalSql(tables, scalars, aggregates);
        String select = printer.select(plan);
        if (printer.shared.isEmpty()) {
            return select;
        }
        return printer.shared.entrySet().stream()
                        .map(entry -> "m" + entry.getKey() + " AS MATERIALIZED (" + entry.getValue() + ")")
                        .collect(Collectors.joining(", ", "WITH ", " "))
                + select;
    }

    private String select(Plan plan) {
        return switch (plan) {
            case Plan.Scan scan -> scan(scan);
            case Plan.Rows rows -> rows(rows);
            case Plan.Range range -> range(range);
            case Plan.Filter filter -> "SELECT * FROM " + from(filter.input()) + " WHERE " + sql(filter.predicate());
            case Plan.Project project -> "SELECT " + list(project.assignments()) + " FROM " + from(project.input());
            case Plan.Summarize summarize -> summarize(summarize);
            case Plan.Join join -> join(join);
            case Plan.Union union -> union(union);
            case Plan.Sort sort ->
                "SELECT * FROM " + from(sort.input()) + " ORDER BY "
                        + sort.keys().stream().map(this::sortKey).collect(Collectors.joining(", "));
            case Plan.Take take -> "SELECT * FROM " + from(take.input()) + " LIMIT " + sql(take.rows());
            case Plan.Window window -> WindowSql.print(window, from(window.input()), this::sql);
            case Plan.Expand expand -> expand(expand);
            case Plan.Apply apply -> apply(apply);
            case Plan.Match match -> match(match);
            case Plan.Series series -> SeriesSql.print(series, from(series.input()), this::sql, this::sql);
            case Plan.Shared reader -> shared(reader);
        };
    }

    private String from(Plan plan) {
        return "(" + select(plan) + ")";
    }

    private String sql(Scalar scalar) {
        return scalars.sql(scalar, names);
    }

    private String sql(Aggregate aggregate) {
        return aggregates.sql(aggregate, names);
    }

    private String list(List<Plan.Assignment> assignments) {
        return assignments.stream()
                .map(assignment -> assignment.isKept()
                        ? name(assignment.column())
                        : sql(assignment.value()) + " AS " + name(assignment.column()))
                .collect(Collectors.joining(", "));
    }

    private static String name(Column column) {
        return "c" + column.id();
    }

    private static String listOf(List<Column> columns) {
        return columns.stream().map(RelationalSql::name).collect(Collectors.joining(", "));
    }

    private String scan(Plan.Scan scan) {
        StoredTable table = tables.get(scan.table());
        if (table == null || table.columns().size() != scan.columns().size()) {
            throw new IllegalStateException("no table for " + scan);
        }
        return "SELECT "
                + IntStream.range(0, scan.columns().size())
                        .mapToObj(i -> table.columns().get(i).sql() + " AS "
                                + name(scan.columns().get(i)))
                        .collect(Collectors.joining(", "))
                + " FROM " + table.relation()
                + (scan.conditions().isEmpty() ? "" : " WHERE " + conditions(scan, table));
    }

    private String conditions(Plan.Scan scan, StoredTable table) {
        Names stored = new Names() {
            @Override
            public String of(Column column) {
                return table.columns().get(scan.columns().indexOf(column)).stored();
            }

            @Override
            public String of(Plan plan) {
                return select(plan);
            }
        };
        return scan.conditions().stream()
                .map(condition -> scalars.sql(condition, stored))
                .collect(Collectors.joining(" AND "));
    }

    private String rows(Plan.Rows rows) {
        List<Column> columns = rows.columns();
        if (columns.isEmpty()) {
            // A row without columns still is a row; SQL needs something to select.
            return "SELECT 1 AS nothing" + (rows.rows().isEmpty() ? " WHERE false" : "");
        }
        if (rows.rows().size() == 1) {
            List<Scalar> row = rows.rows().getFirst();
            return "SELECT "
                    + IntStream.range(0, columns.size())
                            .mapToObj(i -> cast(sql(row.get(i)), columns.get(i)))
                            .collect(Collectors.joining(", "));
        }
        if (rows.rows().isEmpty()) {
            return "SELECT "
                    + columns.stream().map(column -> cast("NULL", column)).collect(Collectors.joining(", "))
                    + " WHERE false";
        }
        // The types of a column's values differ in SQL where some are null, so the outer query casts.
        return "SELECT "
                + columns.stream()
                        .map(column -> cast("v" + column.id(), column))
                        .collect(Collectors.joining(", "))
                + " FROM (VALUES "
                + rows.rows().stream()
                        .map(row -> row.stream().map(this::sql).collect(Collectors.joining(", ", "(", ")")))
                        .collect(Collectors.joining(", "))
                + ") AS v("
                + columns.stream().map(column -> "v" + column.id()).collect(Collectors.joining(", ")) + ")";
    }

    private static String cast(String value, Column column) {
        return "CAST(" + value + " AS " + SqlTypes.of(column.type()) + ") AS " + name(column);
    }

    private String range(Plan.Range range) {
        boolean whole = range.column().type() != KqlType.REAL;
        String count = whole ? "(b - a) // s" : "CAST(floor((b - a) / s) AS BIGINT)";
        return "SELECT " + cast("a + i * s", range.column())
                + " FROM (SELECT a, s, unnest(CASE WHEN s > 0 AND a <= b OR s < 0"
                + " AND a >= b THEN generate_series(0, " + count + ") END) AS i FROM (SELECT " + sql(range.from())
                + " AS a, " + sql(range.to()) + " AS b, " + sql(range.step()) + " AS s))";
    }

    private String summarize(Plan.Summarize summarize) {
        List<String> selected = new ArrayList<>();
        if (!summarize.keys().isEmpty()) {
            selected.add(list(summarize.keys()));
        }
        for (Plan.Summary summary : summarize.summaries()) {
            selected.add(
                    switch (summary) {
                        case Plan.Computed computed -> sql(computed.aggregate()) + " AS " + name(computed.column());
                        case Plan.Picked picked -> picked(picked);
                    });
        }
        String groups = IntStream.rangeClosed(1, summarize.keys().size())
                .mapToObj(String::valueOf)
                .collect(Collectors.joining(", "));
        return "SELECT " + String.join(", ", selected) + " FROM " + from(summarize.input())
                + (groups.isEmpty() ? "" : " GROUP BY " + groups);
    }

    /** All values of the row travel in one struct, so that they stay together; DuckDB computes equal aggregates once. */
    private String picked(Plan.Picked picked) {
        String struct = IntStream.range(0, picked.values().size())
                .mapToObj(i -> "v" + i + " := " + sql(picked.values().get(i).value()))
                .collect(Collectors.joining(", ", "struct_pack(", ")"));
        String row = switch (picked.pick()) {
            case GREATEST -> "arg_max_nulls_last(" + struct + ", " + sql(picked.by()) + ")";
            case LEAST -> "arg_min_nulls_last(" + struct + ", " + sql(picked.by()) + ")";
            case ANY -> "first(" + struct + ")";
        };
        return IntStream.range(0, picked.values().size())
                .mapToObj(i -> {
                    Column column = picked.values().get(i).column();
                    String value = "struct_extract(" + row + ", 'v" + i + "')";
                    return (column.type() == KqlType.STRING ? "coalesce(" + value + ", '')" : value) + " AS "
                            + name(column);
                })
                .collect(Collectors.joining(", "));
    }

    private String join(Plan.Join join) {
        String on = join.keys().isEmpty()
                ? "true"
                : join.keys().stream().map(this::joinKey).collect(Collectors.joining(" AND "));
        String left = join.kind() == Plan.JoinKind.INNERUNIQUE
                ? "(SELECT DISTINCT ON ("
                        + join.keys().stream().map(key -> sql(key.left())).collect(Collectors.joining(", "))
                        + ") * FROM " + from(join.left()) + ")"
                : from(join.left());
        String kind = switch (join.kind()) {
            case INNERUNIQUE, INNER -> "JOIN";
            case LEFTOUTER -> "LEFT JOIN";
            case RIGHTOUTER -> "RIGHT JOIN";
            case FULLOUTER -> "FULL JOIN";
            case LEFTSEMI -> "SEMI JOIN";
            case LEFTANTI -> "ANTI JOIN";
        };
        List<String> columns =
                new ArrayList<>(padded(join.left().columns(), join.kind().padsLeft()));
        if (!join.kind().isHalf()) {
            columns.addAll(padded(join.right().columns(), join.kind().padsRight()));
        }
        return "SELECT " + String.join(", ", columns) + " FROM " + left + " AS l " + kind + " " + from(join.right())
                + " AS r ON " + on;
    }

    /** Strings are never null, so that the hash join of plain equality serves them; other nulls equal each other. */
    private String joinKey(Plan.JoinKey key) {
        boolean strings = key.left().type() == KqlType.STRING && key.right().type() == KqlType.STRING;
        return sql(key.left()) + (strings ? " = " : " IS NOT DISTINCT FROM ") + sql(key.right());
    }

    private static List<String> padded(List<Column> columns, boolean padded) {
        return columns.stream()
                .map(column -> padded && column.type() == KqlType.STRING
                        ? "coalesce(" + name(column) + ", '') AS " + name(column)
                        : name(column))
                .toList();
    }

    private String union(Plan.Union union) {
        return union.branches().stream()
                .map(branch -> "SELECT "
                        + IntStream.range(0, union.columns().size())
                                .mapToObj(i -> cast(
                                        sql(branch.values().get(i)),
                                        union.columns().get(i)))
                                .collect(Collectors.joining(", "))
                        + " FROM " + from(branch.input()))
                .collect(Collectors.joining(" UNION ALL "));
    }

    private String sortKey(Plan.SortKey key) {
        return sql(key.value())
                + (key.descending() ? " DESC" : " ASC")
                + (key.nullsFirst() ? " NULLS FIRST" : " NULLS LAST");
    }

    private String expand(Plan.Expand expand) {
        String input = listOf(expand.input().columns());
        String items = expand.bagsAsPairs() ? "vedette_pairs(" : "vedette_items(";
        List<String> lists = new ArrayList<>();
        List<String> columns = new ArrayList<>();
        for (Plan.Assignment item : expand.items()) {
            String list = items + sql(item.value()) + ")";
            String limited = expand.limit()
                    .map(limit -> "list_slice(" + list + ", 1, " + sql(limit) + ")")
                    .orElse(list);
            lists.add(limited + " AS l" + item.column().id());
            columns.add("nullif(unnest(l" + item.column().id() + "), 'null') AS " + name(item.column()));
        }
        expand.position()
                .ifPresent(position -> columns.add("unnest(range("
                        + expand.items().stream()
                                .map(item -> "len(l" + item.column().id() + ")")
                                .collect(Collectors.joining(", ", "greatest(", ")"))
                        + ")) AS " + name(position)));
        return "SELECT " + commas(input, String.join(", ", columns)) + " FROM (SELECT "
                + commas(input, String.join(", ", lists)) + " FROM " + from(expand.input()) + ")";
    }

    private String apply(Plan.Apply apply) {
        String outer = "o" + apply.body().columns().getFirst().id();
        String inner = "i" + apply.body().columns().getFirst().id();
        return "SELECT " + listOf(apply.columns()) + " FROM (SELECT *, row_number() OVER () AS " + outer + " FROM "
                + from(apply.input()) + ") AS l, LATERAL (SELECT *, row_number() OVER () AS " + inner + " FROM "
                + from(apply.body()) + ") AS b ORDER BY " + outer + ", " + inner;
    }

    private String match(Plan.Match match) {
        String input = listOf(match.input().columns());
        String regex = Sql.string(match.regex());
        String found = "g" + match.matched().id();
        List<String> columns = new ArrayList<>();
        for (int i = 0; i < match.groups().size(); i++) {
            columns.add("coalesce(struct_extract(" + found + ", 'g" + i + "'), '') AS "
                    + name(match.groups().get(i)));
        }
        String groups = IntStream.range(0, match.groups().size())
                .mapToObj(i -> "'g" + i + "'")
                .collect(Collectors.joining(", "));
        String extracted = groups.isEmpty()
                ? "NULL"
                : "regexp_extract(" + sql(match.text()) + ", " + regex + ", [" + groups + "])";
        columns.add(name(match.matched()));
        return "SELECT " + commas(input, String.join(", ", columns)) + " FROM (SELECT *, " + extracted + " AS " + found
                + ", regexp_matches(" + sql(match.text()) + ", " + regex + ") AS " + name(match.matched()) + " FROM "
                + from(match.input()) + ")";
    }

    private String shared(Plan.Shared reader) {
        if (!shared.containsKey(reader.id())) {
            String definition = select(reader.definition());
            shared.put(reader.id(), definition);
        }
        List<Column> defined = reader.definition().columns();
        return "SELECT "
                + IntStream.range(0, defined.size())
                        .mapToObj(i -> name(defined.get(i)) + " AS "
                                + name(reader.columns().get(i)))
                        .collect(Collectors.joining(", "))
                + " FROM m" + reader.id();
    }

    private static String commas(String some, String others) {
        return some.isEmpty() ? others : some + ", " + others;
    }
}
