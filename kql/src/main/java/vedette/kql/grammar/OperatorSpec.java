package vedette.kql.grammar;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A tabular operator.
 *
 * @param name how it is written
 * @param shape what follows its parameters
 * @param parameters what may stand as {@code name = value} behind it; {@code hint.*} is allowed everywhere
 * @param summary what it does, in one sentence
 * @param example a query that shows it
 */
public record OperatorSpec(String name, Shape shape, Set<String> parameters, String summary, String example) {

    private static final Map<String, OperatorSpec> BY_NAME = Stream.of(
                    op(
                            "where",
                            Shape.PREDICATE,
                            "Keeps the rows for which a condition is true.",
                            "range i from 1 to 9 step 1 | where i > 5"),
                    op(
                            "filter",
                            Shape.PREDICATE,
                            "Another name for where.",
                            "range i from 1 to 9 step 1 | filter i > 5"),
                    op("extend", Shape.COLUMNS, "Adds columns.", "print a = 1 | extend b = a + 1"),
                    op(
                            "project",
                            Shape.COLUMNS,
                            "Chooses, names and orders columns.",
                            "print a = 1, b = 2 | project b"),
                    op("project-away", Shape.COLUMN_PATTERNS, "Drops columns.", "print a = 1, b = 2 | project-away a"),
                    op(
                            "project-keep",
                            Shape.COLUMN_PATTERNS,
                            "Keeps columns in their order.",
                            "print a = 1, b = 2 | project-keep b*"),
                    op(
                            "project-rename",
                            Shape.COLUMNS,
                            "Renames columns in place.",
                            "print a = 1 | project-rename b = a"),
                    op(
                            "project-reorder",
                            Shape.COLUMN_PATTERNS,
                            "Moves columns to the front.",
                            "print a = 1, b = 2 | project-reorder b"),
                    op(
                            "summarize",
                            Shape.AGGREGATES,
                            "One row for each group of rows.",
                            "range i from 1 to 9 step 1 | summarize count() by i % 2"),
                    op(
                            "sort",
                            Shape.ORDER,
                            "Orders rows, descending unless told otherwise.",
                            "range i from 1 to 3 step 1 | sort by i"),
                    op("order", Shape.ORDER, "Another name for sort.", "range i from 1 to 3 step 1 | order by i asc"),
                    op(
                            "top",
                            Shape.COUNT_AND_ORDER,
                            "The first rows of an order.",
                            "range i from 1 to 9 step 1 | top 2 by i"),
                    op("take", Shape.COUNT, "Some rows, whichever come first.", "range i from 1 to 9 step 1 | take 2"),
                    op("limit", Shape.COUNT, "Another name for take.", "range i from 1 to 9 step 1 | limit 2"),
                    op("sample", Shape.COUNT, "Some rows by chance.", "range i from 1 to 9 step 1 | sample 2"),
                    op(
                            "distinct",
                            Shape.COLUMNS,
                            "The different combinations of columns.",
                            "range i from 1 to 9 step 1 | distinct i % 2"),
                    op("count", Shape.NOTHING, "How many rows there are.", "range i from 1 to 9 step 1 | count"),
                    op("getschema", Shape.NOTHING, "The columns as rows.", "print a = 1 | getschema"),
                    op("consume", Shape.NOTHING, "Reads all rows and gives none.", "print 1 | consume", "decodeblocks"),
                    op(
                            "join",
                            Shape.TABLE_ON,
                            "Pairs of rows with equal keys.",
                            "print k = 1 | join kind=inner (print k = 1) on k",
                            "kind",
                            "isfuzzy"),
                    op(
                            "lookup",
                            Shape.TABLE_ON,
                            "Adds the columns of a small table by key.",
                            "print k = 1 | lookup (print k = 1, v = 2) on k",
                            "kind"),
                    op(
                            "union",
                            Shape.TABLES,
                            "The rows of several tables.",
                            "union (print a = 1), (print a = 2)",
                            "kind",
                            "withsource",
                            "isfuzzy",
                            "with_source"),
                    op("print", Shape.COLUMNS, "One row of computed values.", "print a = 1 + 1"),
                    op("datatable", Shape.SCHEMA_AND_VALUES, "A table written down.", "datatable(a: long) [1, 2]"),
                    op("range", Shape.FROM_TO_STEP, "Numbers or times in steps.", "range i from 1 to 3 step 1"),
                    op(
                            "mv-expand",
                            Shape.EXPAND,
                            "A row for each item of an array.",
                            "print a = dynamic([1, 2]) | mv-expand a",
                            "kind",
                            "bagexpansion",
                            "with_itemindex"),
                    op(
                            "mvexpand",
                            Shape.EXPAND,
                            "The old name of mv-expand.",
                            "print a = dynamic([1, 2]) | mvexpand a",
                            "kind",
                            "bagexpansion",
                            "with_itemindex"),
                    op(
                            "mv-apply",
                            Shape.APPLY,
                            "A query over the items of each row's array.",
                            "print a = dynamic([1, 2]) | mv-apply a on (summarize sum(tolong(a)))",
                            "with_itemindex"),
                    op(
                            "parse",
                            Shape.PATTERN,
                            "Columns out of a text by a pattern.",
                            "print t = \"a=1\" | parse t with * \"=\" n: long",
                            "kind",
                            "flags"),
                    op(
                            "parse-where",
                            Shape.PATTERN,
                            "Like parse, without the rows that do not match.",
                            "print t = \"a=1\" | parse-where t with * \"=\" n: long",
                            "kind",
                            "flags"),
                    op(
                            "make-series",
                            Shape.SERIES,
                            "Arrays of values over a regular axis.",
                            "range i from 1 to 3 step 1 | make-series n = count() on i from 1 to 4 step 1",
                            "kind"),
                    op(
                            "search",
                            Shape.SEARCH,
                            "Keeps the rows of which some column holds a term.",
                            "print a = \"lateral movement\" | search \"lateral\"",
                            "kind"),
                    op(
                            "render",
                            Shape.VISUALIZATION,
                            "Asks the client for a chart.",
                            "range i from 1 to 3 step 1 | render table"),
                    op("as", Shape.NAME, "Names the rows so far.", "print a = 1 | as T", "hint.materialized"),
                    op(
                            "serialize",
                            Shape.COLUMNS,
                            "Fixes the order of the rows.",
                            "range i from 1 to 3 step 1 | serialize n = row_number()"),
                    other("assert-schema"),
                    other("evaluate"),
                    other("execute-and-cache"),
                    other("externaldata"),
                    other("external_data"),
                    other("facet"),
                    other("find"),
                    other("fork"),
                    other("graph-match"),
                    other("graph-mark-components"),
                    other("graph-merge"),
                    other("graph-shortest-paths"),
                    other("graph-to-table"),
                    other("invoke"),
                    other("macro-expand"),
                    other("make-graph"),
                    other("parse-kv"),
                    other("partition"),
                    other("project-smart"),
                    other("reduce"),
                    other("sample-distinct"),
                    other("scan"),
                    other("top-hitters"),
                    other("top-nested"))
            .collect(Collectors.toUnmodifiableMap(OperatorSpec::name, Function.identity()));

    private static OperatorSpec op(String name, Shape shape, String summary, String example, String... parameters) {
        return new OperatorSpec(name, shape, Set.of(parameters), summary, example);
    }

    private static OperatorSpec other(String name) {
        return new OperatorSpec(name, Shape.OTHER, Set.of(), "An operator of KQL that is not supported locally.", "");
    }

    /** The operator of a name; names are case-sensitive. */
    public static Optional<OperatorSpec> named(String name) {
        return Optional.ofNullable(BY_NAME.get(name));
    }

    /** All names, in no order. */
    public static Set<String> names() {
        return BY_NAME.keySet();
    }

    /** All operators, in no order. */
    public static List<OperatorSpec> all() {
        return List.copyOf(BY_NAME.values());
    }

    /** Whether {@code name = value} behind the operator is a parameter of it. */
    public boolean hasParameter(String parameter) {
        return parameter.startsWith("hint.") || parameters.contains(parameter);
    }
}
