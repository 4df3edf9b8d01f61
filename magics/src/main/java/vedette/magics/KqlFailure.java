package vedette.magics;

import java.util.List;
import java.util.Optional;
import vedette.kernel.CellFailure;
import vedette.kql.Excerpt;
import vedette.kql.Span;

/** Failing cells of {@code %kql}, which all look alike. */
final class KqlFailure {

    /** What clients know the failures by. */
    static final String NAME = "KqlError";

    private KqlFailure() {}

    /** A failure that is about no part of the cell. */
    static CellFailure of(String message) {
        return new CellFailure(NAME, message, List.of(NAME + ": " + message), null);
    }

    /** A failure under a stretch of the cell's own text; without advice where that is empty. */
    static CellFailure at(String cellText, Span span, String message, String advice) {
        Optional<String> suggestion = Optional.of(advice).filter(text -> !text.isEmpty());
        List<String> lines = Excerpt.of(Masking.of(cellText), span, message, suggestion)
                .lines()
                .toList();
        return new CellFailure(NAME, message, lines, null);
    }

    /** The user's own interrupt. */
    static CellFailure interrupted(Throwable cause) {
        String how = "the query was cancelled";
        return new CellFailure(CellFailure.INTERRUPT, how, List.of(CellFailure.INTERRUPT + ": " + how), cause);
    }
}
