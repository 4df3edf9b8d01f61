package vedette.kql.completion;

import static java.util.Objects.requireNonNull;

/**
 * One thing that could be written.
 *
 * @param text what to write, names quoted where KQL demands it
 * @param kind what it is
 * @param detail its type, signature or purpose in one line; may be empty
 */
public record Proposal(String text, Kind kind, String detail) {

    public Proposal {
        requireNonNull(text, "text is null");
        requireNonNull(kind, "kind is null");
        requireNonNull(detail, "detail is null");
    }

    /** What a proposal is. */
    public enum Kind {
        TABLE,
        COLUMN,
        NAME,
        AGGREGATE,
        FUNCTION,
        OPERATOR,
        PARAMETER,
        VALUE,
        KEYWORD
    }
}
