package vedette.kql;

/** How characters look in a font of fixed width, control characters made visible. */
final class CharacterWidth {

    /** First and last code points that take two columns: East Asian wide and full width, emoji. */
    private static final int[][] WIDE = {
        {0x1100, 0x115F},
        {0x2E80, 0x303E},
        {0x3041, 0xA4CF},
        {0xAC00, 0xD7A3},
        {0xF900, 0xFAFF},
        {0xFE30, 0xFE6F},
        {0xFF00, 0xFF60},
        {0xFFE0, 0xFFE6},
        {0x1F300, 0x1F64F},
        {0x1F680, 0x1F6FF},
        {0x1F900, 0x1FAFF},
        {0x20000, 0x3FFFD}
    };

    private static final int CONTROL_PICTURES = 0x2400;
    private static final int PICTURE_OF_DELETE = 0x2421;
    private static final int DELETE = 0x7F;

    private CharacterWidth() {}

    /** A code point as it can be printed: controls as their pictures, what is invisible or reorders text as its number. */
    static String shown(int codePoint) {
        if (codePoint < ' ') {
            return Character.toString(CONTROL_PICTURES + codePoint);
        }
        if (codePoint == DELETE) {
            return Character.toString(PICTURE_OF_DELETE);
        }
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> "<U+%04X>".formatted(codePoint);
            default -> Character.toString(codePoint);
        };
    }

    /** How many columns a text takes that can be printed. */
    static int columns(String shown) {
        return shown.codePoints().map(CharacterWidth::columns).sum();
    }

    private static int columns(int codePoint) {
        int type = Character.getType(codePoint);
        if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK) {
            return 0;
        }
        for (int[] range : WIDE) {
            if (codePoint >= range[0] && codePoint <= range[1]) {
                return 2;
            }
        }
        return 1;
    }
}
