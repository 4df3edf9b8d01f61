package vedette.display;

import java.util.Locale;

/**
 * Makes text of unknown origin harmless where it is shown. The only place that does; whoever writes HTML or plain text
 * with data in it goes through here. Log data is hostile: it holds markup, terminal sequences, invisible direction marks
 * and halves of characters.
 */
public final class Escape {

    private Escape() {}

    /** Text as the content or a quoted attribute of HTML. */
    public static String html(String text) {
        StringBuilder safe = new StringBuilder(text.length() + 16);
        visible(text).codePoints().forEach(c -> {
            switch (c) {
                case '&' -> safe.append("&amp;");
                case '<' -> safe.append("&lt;");
                case '>' -> safe.append("&gt;");
                case '"' -> safe.append("&quot;");
                case '\'' -> safe.append("&#39;");
                // Template languages and Markdown's mathematics look for these in the page around.
                case '{' -> safe.append("&#123;");
                case '}' -> safe.append("&#125;");
                case '$' -> safe.append("&#36;");
                case '`' -> safe.append("&#96;");
                default -> safe.appendCodePoint(c);
            }
        });
        return safe.toString();
    }

    /** Text for one line of plain text: line breaks and what a terminal would obey or hide becomes visible. */
    public static String line(String text) {
        String visible = visible(text);
        StringBuilder safe = new StringBuilder(visible.length());
        visible.codePoints().forEach(c -> {
            switch (c) {
                case '\n' -> safe.append("\\n");
                case '\r' -> safe.append("\\r");
                case '\t' -> safe.append("\\t");
                default -> safe.appendCodePoint(c);
            }
        });
        return safe.toString();
    }

    /**
     * Text with control characters, direction marks and halves of surrogate pairs written as {@code \}{@code u001b};
     * line breaks and tabs stay.
     */
    public static String visible(String text) {
        StringBuilder safe = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            if (isHarmless(c)) {
                safe.appendCodePoint(c);
            } else {
                safe.append(String.format(Locale.ROOT, c > 0xffff ? "\\U%08x" : "\\u%04x", c));
            }
        });
        return safe.toString();
    }

    private static boolean isHarmless(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL -> c == '\n' || c == '\r' || c == '\t';
            case Character.FORMAT, Character.SURROGATE, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR ->
                false;
            default -> true;
        };
    }

    /** Text of at most so many characters; a cut is marked, and never falls into a pair of surrogates. */
    public static String shortened(String text, int most) {
        if (text.length() <= most) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(most - 2)) ? most - 2 : most - 1;
        return text.substring(0, end) + "…";
    }
}
