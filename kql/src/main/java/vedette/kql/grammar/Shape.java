package vedette.kql.grammar;

/** What follows an operator's keyword and parameters. */
public enum Shape {
    /** A predicate. */
    PREDICATE,
    /** Columns, each maybe {@code name = value}. */
    COLUMNS,
    /** Names of columns, wildcards allowed, each maybe with an order. */
    COLUMN_PATTERNS,
    /** Aggregates, maybe {@code by} keys. */
    AGGREGATES,
    /** {@code by} and keys with orders. */
    ORDER,
    /** A number, {@code by} and keys with orders. */
    COUNT_AND_ORDER,
    /** A number. */
    COUNT,
    /** Nothing. */
    NOTHING,
    /** A table, maybe {@code on} conditions. */
    TABLE_ON,
    /** Tables. */
    TABLES,
    /** A schema in parentheses and values in brackets. */
    SCHEMA_AND_VALUES,
    /** {@code name from a to b step c}. */
    FROM_TO_STEP,
    /** Values to take apart, maybe {@code limit}. */
    EXPAND,
    /** Values to take apart, {@code on} and a query in parentheses. */
    APPLY,
    /** A text, {@code with} and a pattern. */
    PATTERN,
    /** Series, {@code on} an axis with bounds, maybe {@code by} keys. */
    SERIES,
    /** Maybe {@code in} and tables in parentheses, then a predicate whose bare strings are terms. */
    SEARCH,
    /** A visualization, maybe {@code with (...)} properties. */
    VISUALIZATION,
    /** A name. */
    NAME,
    /** Whatever: nothing reads it yet. */
    OTHER;

    /** Whether {@code name = value} parameters may stand before the rest. */
    public boolean hasParameters() {
        return this != OTHER && this != SCHEMA_AND_VALUES && this != FROM_TO_STEP && this != VISUALIZATION;
    }
}
