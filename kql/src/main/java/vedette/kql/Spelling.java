package vedette.kql;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Guesses which name was meant. */
public final class Spelling {

    private Spelling() {}

    /** "did you mean 'x'?" for the nearest candidate, or an empty text where none is near. */
    public static String didYouMean(String written, Collection<String> candidates) {
        return nearest(written, candidates)
                .map(name -> "did you mean '" + name + "'?")
                .orElse("");
    }

    /** The candidate with the fewest edits, at most a third of the name's length. */
    public static Optional<String> nearest(String written, Collection<String> candidates) {
        int most = Math.max(1, written.length() / 3);
        String lower = written.toLowerCase(Locale.ROOT);
        record Guess(String name, int edits) {}
        return candidates.stream()
                .filter(name -> Math.abs(name.length() - written.length()) <= most)
                .map(name -> new Guess(name, edits(lower, name.toLowerCase(Locale.ROOT))))
                .filter(guess -> guess.edits <= most)
                .min(Comparator.comparingInt(Guess::edits).thenComparing(Guess::name))
                .map(Guess::name);
    }

    /** Edits between two texts, a swap of neighbours counting as one (optimal string alignment). */
    private static int edits(String a, String b) {
        int[][] cost = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    cost[i][j] = i + j;
                    continue;
                }
                int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                cost[i][j] = Math.min(Math.min(cost[i - 1][j], cost[i][j - 1]) + 1, cost[i - 1][j - 1] + change);
                boolean swapped =
                        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
                if (swapped) {
                    cost[i][j] = Math.min(cost[i][j], cost[i - 2][j - 2] + 1);
                }
            }
        }
        return cost[a.length()][b.length()];
    }
}
