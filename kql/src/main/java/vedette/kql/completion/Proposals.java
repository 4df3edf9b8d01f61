package vedette.kql.completion;

import static java.util.Objects.requireNonNull;

import java.util.List;
import vedette.kql.Span;

/**
 * What could stand at a cursor.
 *
 * @param replaced the text that each proposal replaces: the word before the cursor, or nothing
 * @param items the likeliest first
 */
public record Proposals(Span replaced, List<Proposal> items) {

    public Proposals {
        requireNonNull(replaced, "replaced is null");
        items = List.copyOf(items);
    }
}
