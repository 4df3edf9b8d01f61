package vedette.kernel.java;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import vedette.display.Escape;

/**
 * Writes a page as plain text, its paragraphs folded, and as HTML, its elements closed, at the same time. Comments of
 * libraries are not ours: only the plainest elements pass.
 */
final class DocWriter {

    private static final int WIDTH = 88;
    private static final Set<String> BLOCKS = Set.of(
            "p",
            "ul",
            "ol",
            "li",
            "dl",
            "dt",
            "dd",
            "pre",
            "blockquote",
            "table",
            "thead",
            "tbody",
            "tr",
            "h1",
            "h2",
            "h3",
            "h4",
            "h5",
            "h6",
            "br",
            "hr");
    private static final Set<String> INLINE =
            Set.of("th", "td", "b", "strong", "i", "em", "code", "var", "cite", "sub", "sup");
    private static final Set<String> EMPTY = Set.of("br", "hr");
    /** What a new element of a kind ends where its author did not. */
    private static final Set<String> SIBLINGS = Set.of("p", "li", "dt", "dd", "tr", "td", "th");

    private final StringBuilder text = new StringBuilder();
    private final StringBuilder html = new StringBuilder();
    private final StringBuilder paragraph = new StringBuilder();
    private final Deque<String> open = new ArrayDeque<>();
    private String mark = "";
    private boolean isList;

    /** Both forms. */
    record Written(String text, String html) {}

    /** Words. */
    void text(String words) {
        html.append(Escape.html(words));
        paragraph.append(words);
    }

    /** Words whose lines are kept. */
    void lines(String words) {
        block();
        html.append("<div style=\"white-space:pre-wrap\">")
                .append(Escape.html(words))
                .append("</div>");
        text.append(words.strip()).append("\n\n");
    }

    /** Starts an element; nothing happens where it is none that passes. */
    void start(String name) {
        if (BLOCKS.contains(name)) {
            block();
        } else if (!INLINE.contains(name)) {
            return;
        }
        if (SIBLINGS.contains(name) && open.contains(name) && isNearer(name, "ul", "ol", "dl", "table")) {
            end(name);
        }
        html.append('<').append(name).append('>');
        if (EMPTY.contains(name)) {
            return;
        }
        open.push(name);
        switch (name) {
            case "li" -> mark = "- ";
            case "td", "th" -> paragraph.append(paragraph.isEmpty() ? "" : " | ");
            default -> {}
        }
    }

    /** Whether an element stands open within the innermost of these. */
    private boolean isNearer(String name, String... lists) {
        for (String each : open) {
            if (each.equals(name)) {
                return true;
            }
            if (Set.of(lists).contains(each)) {
                return false;
            }
        }
        return false;
    }

    /** Ends an element and what is open in it; nothing happens where it is not open. */
    void end(String name) {
        if (!open.contains(name)) {
            return;
        }
        if (BLOCKS.contains(name)) {
            block();
        }
        String ended;
        do {
            ended = open.pop();
            html.append("</").append(ended).append('>');
        } while (!ended.equals(name));
    }

    /** Starts a part of the page with a list. */
    void title(String title) {
        block();
        closeAll();
        html.append("<b>").append(Escape.html(title)).append("</b><ul>");
        blankLine();
        text.append(title).append(":\n");
        isList = true;
    }

    /** Ends a part of the page. */
    void endList() {
        block();
        closeAll();
        html.append("</ul>");
        isList = false;
    }

    /** Ends a paragraph. */
    void block() {
        if (open.contains("pre")) {
            preformatted();
        } else {
            folded();
        }
        paragraph.setLength(0);
    }

    private void preformatted() {
        String code = paragraph.toString().stripTrailing();
        if (!code.isBlank()) {
            blankLine();
            code.stripIndent()
                    .lines()
                    .dropWhile(String::isBlank)
                    .forEach(line -> text.append("    ").append(line).append('\n'));
            blankLine();
        }
    }

    private void folded() {
        String words = paragraph.toString().strip();
        if (words.isEmpty()) {
            return;
        }
        boolean isItem = open.contains("li");
        if (!isItem && !isList) {
            blankLine();
        }
        String indent = isItem ? "  " : "";
        int column = 0;
        for (String word : words.split("\\s+")) {
            if (column == 0) {
                text.append(indent).append(mark);
                column = indent.length() + mark.length();
            } else if (column + 1 + word.length() > WIDTH) {
                text.append('\n').append(indent).append(isItem ? "  " : "");
                column = indent.length();
            } else {
                text.append(' ');
                column++;
            }
            text.append(word);
            column += word.length();
        }
        mark = "";
        text.append('\n');
    }

    private void blankLine() {
        if (!text.isEmpty() && text.charAt(text.length() - 1) != '\n') {
            text.append('\n');
        }
        if (text.length() > 1 && text.charAt(text.length() - 2) != '\n') {
            text.append('\n');
        }
    }

    private void closeAll() {
        while (!open.isEmpty()) {
            html.append("</").append(open.pop()).append('>');
        }
    }

    /** All of it. */
    Written written() {
        block();
        closeAll();
        return new Written(Escape.visible(text.toString().strip()), html.toString());
    }
}
