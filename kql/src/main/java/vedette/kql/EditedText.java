package vedette.kql;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A text with some stretches replaced, and the way back from it to the original, so that problems found in the one are
 * shown under the other. Immutable.
 */
public final class EditedText {

    private final String text;
    private final UnaryOperator<Span> back;

    private EditedText(String text, UnaryOperator<Span> back) {
        this.text = text;
        this.back = back;
    }

    /** A stretch and what stands in its place. */
    public record Edit(Span span, String text) {

        public Edit {
            requireNonNull(span, "span is null");
            requireNonNull(text, "text is null");
        }
    }

    /** A text's place, and the place in the original that it replaces. */
    private record Piece(Span generated, Span source) {}

    /** A text with edits, whose stretches must not overlap; their order does not matter. */
    public static EditedText of(String original, List<Edit> edits) {
        StringBuilder edited = new StringBuilder(original.length());
        List<Piece> pieces = new ArrayList<>();
        int copied = 0;
        List<Edit> ordered = edits.stream()
                .sorted(Comparator.comparingInt(edit -> edit.span().start()))
                .toList();
        for (Edit edit : ordered) {
            edited.append(original, copied, edit.span().start());
            Span generated =
                    new Span(edited.length(), edited.length() + edit.text().length());
            edited.append(edit.text());
            pieces.add(new Piece(generated, edit.span()));
            copied = edit.span().end();
        }
        edited.append(original, copied, original.length());
        return new EditedText(edited.toString(), span -> source(pieces, span));
    }

    /** This text with more edits, whose stretches are those of this text; the way back leads to the same original. */
    public EditedText edited(List<Edit> more) {
        EditedText next = of(text, more);
        return new EditedText(next.text, span -> back.apply(next.back.apply(span)));
    }

    /** The text that can be parsed and run. */
    public String text() {
        return text;
    }

    /** The original's stretch that a stretch of this text comes from; all that an edit replaced for a part of it. */
    public Span source(Span span) {
        return back.apply(span);
    }

    /** The same problem under the original text. */
    public Problem source(Problem problem) {
        return new Problem(
                problem.code(), problem.severity(), source(problem.span()), problem.message(), problem.suggestion());
    }

    private static Span source(List<Piece> pieces, Span span) {
        int start = source(pieces, span.start(), true);
        return new Span(start, Math.max(start, source(pieces, span.end(), span.length() == 0)));
    }

    private static int source(List<Piece> pieces, int offset, boolean isStart) {
        int shift = 0;
        for (Piece piece : pieces) {
            Span generated = piece.generated();
            // Behind a stretch that was taken out, a start stands behind it and an end before it.
            boolean isBefore = offset < generated.start()
                    || (offset == generated.start() && !(isStart && generated.length() == 0));
            if (isBefore) {
                break;
            }
            if (offset < generated.end()) {
                return isStart ? piece.source().start() : piece.source().end();
            }
            shift = piece.source().end() - generated.end();
        }
        return offset + shift;
    }
}
