package vedette.magics;

import vedette.sentinel.ConnectionString;

/** Hides connection strings in a cell's text, of which failures show lines: what stands in one may be a secret. */
final class Masking {

    private Masking() {}

    /** The text with a star for each character behind a connection string's scheme; all offsets stay what they are. */
    static String of(String cellText) {
        StringBuilder masked = new StringBuilder(cellText);
        Words words = new Words(cellText, 0, cellText.length());
        while (!words.atEnd()) {
            if (Character.isWhitespace(words.peek(0))) {
                words.goTo(words.at() + 1);
                continue;
            }
            int start = words.at();
            String line = cellText.substring(start, words.lineEnd());
            Word word = words.next().orElseThrow();
            if (ConnectionString.isMeantBy(line) && line.regionMatches(true, 0, "Data", 0, "Data".length())) {
                hide(masked, start, start + line.length());
                words.goTo(start + line.length());
            } else {
                hide(masked, word);
            }
        }
        return masked.toString();
    }

    private static void hide(StringBuilder masked, Word word) {
        int value = word.text().startsWith("-") ? word.text().indexOf('=') + 1 : 0;
        String bare = word.from(value).value();
        if (value > 0 && isSecret(word.text().substring(1, value - 1))) {
            hide(masked, word.span().start() + value, word.span().end());
        } else if (bare.contains("://") && ConnectionString.isMeantBy(bare) && !isAddress(bare)) {
            int scheme = word.text().indexOf("://") + "://".length();
            hide(masked, word.span().start() + scheme, word.span().end());
        } else if (bare.contains("=") && ConnectionString.isMeantBy(bare)) {
            hide(masked, word.span().start() + value, word.span().end());
        }
    }

    private static boolean isSecret(String option) {
        return OptionTable.find(option)
                .filter(found -> found.type() == OptionSpec.Type.SECRET)
                .isPresent();
    }

    private static boolean isAddress(String text) {
        return text.startsWith("http://") || text.startsWith("https://");
    }

    private static void hide(StringBuilder masked, int from, int to) {
        for (int i = from; i < to; i++) {
            if (masked.charAt(i) != '\n' && masked.charAt(i) != '\r') {
                masked.setCharAt(i, '*');
            }
        }
    }
}
