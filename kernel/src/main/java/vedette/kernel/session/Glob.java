package vedette.kernel.session;

/**
 * A pattern for whole texts in which {@code *} stands for any characters and {@code ?} for one. The time is at most that
 * of the text's length times the pattern's: neither a regular expression nor SQLite's operator promises that.
 */
record Glob(String pattern) {

    boolean matches(String text) {
        int at = 0;
        int wanted = 0;
        int star = -1;
        int resume = 0;
        while (at < text.length()) {
            if (wanted < pattern.length() && pattern.charAt(wanted) == '*') {
                star = wanted++;
                resume = at;
            } else if (wanted < pattern.length() && isOne(pattern.charAt(wanted), text.charAt(at))) {
                at++;
                wanted++;
            } else if (star >= 0) {
                // Only the last star needs to take more: what the earlier ones took can stay.
                at = ++resume;
                wanted = star + 1;
            } else {
                return false;
            }
        }
        return pattern.substring(wanted).chars().allMatch(c -> c == '*');
    }

    private static boolean isOne(char pattern, char text) {
        return pattern == '?' || pattern == text;
    }
}
