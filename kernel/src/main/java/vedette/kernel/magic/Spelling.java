package vedette.kernel.magic;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Finds what a mistyped name was meant to be. */
public final class Spelling {

    /** Names below this length are all near each other, apart from their first letter. */
    private static final int SHORT = 4;

    private Spelling() {}

    /** The known name that is nearest, where one is near. */
    public static Optional<String> nearest(String name, Collection<String> known) {
        int most = name.length() < 2 ? 0 : Math.clamp(name.length() / 3, 1, 3);
        return known.stream()
                .filter(candidate -> Math.abs(candidate.length() - name.length()) <= most)
                .filter(candidate -> name.length() >= SHORT || startsAlike(name, candidate))
                .filter(candidate -> distance(name, candidate) <= most)
                .min(Comparator.<String>comparingInt(candidate -> distance(name, candidate))
                        .thenComparing(Comparator.naturalOrder()));
    }

    private static boolean startsAlike(String one, String other) {
        return !other.isEmpty() && Character.toLowerCase(one.charAt(0)) == Character.toLowerCase(other.charAt(0));
    }

    /** How many characters must be added, removed, changed or exchanged with their neighbour. */
    private static int distance(String one, String other) {
        int[][] costs = new int[one.length() + 1][other.length() + 1];
        for (int i = 0; i <= one.length(); i++) {
            costs[i][0] = i;
        }
        for (int j = 0; j <= other.length(); j++) {
            costs[0][j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            for (int j = 1; j <= other.length(); j++) {
                int change = one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1;
                int cost = Math.min(costs[i - 1][j - 1] + change, 1 + Math.min(costs[i - 1][j], costs[i][j - 1]));
                boolean isExchange = i > 1
                        && j > 1
                        && one.charAt(i - 1) == other.charAt(j - 2)
                        && one.charAt(i - 2) == other.charAt(j - 1);
                costs[i][j] = isExchange ? Math.min(cost, costs[i - 2][j - 2] + 1) : cost;
            }
        }
        return costs[one.length()][other.length()];
    }
}
