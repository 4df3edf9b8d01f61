package vedette.kernel.java;

/**
 * A line of a cell and carets under a stretch of it; of a long line only what stands around. Columns are those of a font of
 * fixed width, in which East Asian characters and emoji take two.
 */
record Excerpt(String line, String carets) {

    private static final int MOST_CHARACTERS = 120;
    private static final int MOST_BEFORE = 40;

    /** Shows the line where a stretch starts. */
    static Excerpt of(String code, int start, int end) {
        int lineStart = Lines.startOf(code, start);
        int lineEnd = Lines.endOf(code, start);
        int at = Math.min(start, lineEnd);
        boolean isLong = lineEnd - lineStart > MOST_CHARACTERS;
        int from = isLong ? whole(code, Math.max(lineStart, at - MOST_BEFORE)) : lineStart;
        int to = isLong ? whole(code, Math.min(lineEnd, from + MOST_CHARACTERS)) : lineEnd;
        String cutBefore = from > lineStart ? "…" : "";
        String cutBehind = to < lineEnd ? "…" : "";
        String before = cutBefore + UserNames.escape(code.substring(from, at));
        String marked = UserNames.escape(code.substring(at, Math.clamp(end, at, to)));
        return new Excerpt(
                cutBefore + UserNames.escape(code.substring(from, to)) + cutBehind,
                blank(before) + "^".repeat(Math.max(1, blank(marked).length())));
    }

    /** The offset, or the one before it where it falls into a pair of surrogates. */
    private static int whole(String code, int offset) {
        boolean isInside = offset > 0
                && offset < code.length()
                && Character.isSurrogatePair(code.charAt(offset - 1), code.charAt(offset));
        return isInside ? offset - 1 : offset;
    }

    /** As much room as a text takes; tabs stay, since only the front end knows their width. */
    private static String blank(String text) {
        StringBuilder room = new StringBuilder();
        text.codePoints().forEach(c -> room.append(c == '\t' ? "\t" : " ".repeat(columns(c))));
        return room.toString();
    }

    private static int columns(int character) {
        return switch (Character.getType(character)) {
            case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.FORMAT -> 0;
            default -> isWide(character) ? 2 : 1;
        };
    }

    private static boolean isWide(int character) {
        return Character.isEmojiPresentation(character)
                || switch (Character.UnicodeScript.of(character)) {
                    case HAN, HIRAGANA, KATAKANA, HANGUL, BOPOMOFO, YI -> !isHalfWidth(character);
                    default -> isFullWidth(character);
                };
    }

    private static boolean isHalfWidth(int character) {
        return character >= 0xff61 && character <= 0xffdc;
    }

    private static boolean isFullWidth(int character) {
        return (character >= 0x3000 && character <= 0x303e)
                || (character >= 0xff01 && character <= 0xff60)
                || (character >= 0xffe0 && character <= 0xffe6);
    }
}
