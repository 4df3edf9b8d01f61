package vedette.kernel;

import java.util.List;

/**
 * What could replace a stretch of a cell, best first.
 *
 * @param candidates what could stand there
 * @param start where the replaced text starts
 * @param end where it ends
 */
public record Completion(List<Candidate> candidates, Cursor start, Cursor end) {

    public Completion {
        candidates = List.copyOf(candidates);
    }

    /**
     * One candidate.
     *
     * @param text what replaces the stretch
     * @param kind what it is, for example {@code method}; front ends choose an icon by it
     * @param signature the type or signature, or empty
     */
    public record Candidate(String text, String kind, String signature) {

        /** The same by its name alone, where no call can stand. */
        public Candidate named() {
            return new Candidate(text.replaceFirst("\\(\\)?$", ""), kind, signature);
        }
    }

    /** Nothing could stand there. */
    public static Completion none(Cursor cursor) {
        return new Completion(List.of(), cursor, cursor);
    }
}
