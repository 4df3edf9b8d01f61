package vedette.magics;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import vedette.kernel.Completion;
import vedette.kernel.Completion.Candidate;
import vedette.kernel.magic.MagicPlace;
import vedette.kql.Literal;
import vedette.kql.Span;

/**
 * The words of a line up to a cursor.
 *
 * @param before those that are complete
 * @param here the one at the cursor, which is empty behind a blank; a quote that opens it may be open still
 */
record TypedWords(List<Word> before, Word here) {

    TypedWords {
        before = List.copyOf(before);
    }

    /** The words from a place to the cursor. */
    static TypedWords of(String text, int start, int cursor) {
        List<Word> words = new ArrayList<>(new Words(text, start, cursor).rest());
        boolean isAtWord = !words.isEmpty() && words.getLast().span().end() == cursor;
        Word here = isAtWord ? words.removeLast() : new Word("", new Span(cursor, cursor));
        return new TypedWords(words, here);
    }

    /** The word at the cursor from an offset. */
    TypedWords from(int offset) {
        return new TypedWords(before, here.from(offset));
    }

    /** Candidates that replace the word at the cursor. */
    Completion complete(MagicPlace place, Stream<Candidate> candidates) {
        return place.replacing(here.text().length(), candidates.toList());
    }

    /** Those that begin as the word at the cursor does, whatever its case. */
    Stream<Candidate> fitting(Stream<Candidate> candidates) {
        return candidates.filter(candidate -> begins(candidate.text(), here.text()));
    }

    /** Names that begin so, in quotes where they need them, or where the user began with one. */
    Stream<Candidate> names(List<String> names, String kind, String detail) {
        boolean isQuoted = here.text().startsWith("\"") || here.text().startsWith("'");
        String written = isQuoted ? here.text().substring(1) : here.text();
        return names.stream()
                .filter(name -> begins(name, written))
                .map(name -> new Candidate(
                        isQuoted || !name.matches("[\\w.@][\\w.@-]*") ? quoted(name) : name, kind, detail));
    }

    /** A name as the word at the cursor began: in the same quotes. */
    private String quoted(String name) {
        String literal = Literal.print(name);
        boolean isSingle = here.text().startsWith("'") && name.indexOf('\'') < 0 && literal.indexOf('\\') < 0;
        return isSingle ? "'" + name + "'" : literal;
    }

    private static boolean begins(String candidate, String written) {
        return candidate.toLowerCase(Locale.ROOT).startsWith(written.toLowerCase(Locale.ROOT));
    }
}
