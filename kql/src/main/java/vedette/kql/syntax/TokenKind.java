package vedette.kql.syntax;

/** What a token is by its spelling alone. KQL has hardly a reserved word, so names and keywords are both {@link #WORD}. */
public enum TokenKind {
    /** A name or keyword, hyphens of operators such as {@code mv-expand} included. */
    WORD,
    /** A string in any of its quotations. */
    STRING,
    /** A whole number, decimal or hexadecimal. */
    LONG,
    /** A number with a fraction or an exponent. */
    REAL,
    /** A number with a unit of time: {@code 1.5h}. */
    TIMESPAN,
    /** A type's name with raw text in parentheses: {@code datetime(2026-11-02)}. */
    TYPED,
    /** {@code dynamic(...)}. */
    DYNAMIC,
    /** An operator or a bracket. */
    SYMBOL,
    /** Characters that begin nothing in KQL, or a string that does not end. */
    UNKNOWN,
    /** What the parser expected and did not find; its text is empty. */
    MISSING,
    /** The end of the text. */
    END
}
