package vedette.magics;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import vedette.kql.Queries;
import vedette.kql.Queries.Split;
import vedette.kql.Span;
import vedette.kql.syntax.Literals;
import vedette.magics.Head.Setting;

/**
 * What stands behind {@code %kql} or {@code %%kql}: queries and commands, in order, each with its place in the cell.
 *
 * @param text the whole cell
 * @param parts what to do, in order; empty where nothing stands there
 */
record KqlCell(String text, List<Part> parts) {

    KqlCell {
        parts = List.copyOf(parts);
    }

    /** One thing to do. */
    sealed interface Part {

        /** What stands before it. */
        Head head();
    }

    /**
     * A query, or only what stands before one.
     *
     * @param head what stands before it
     * @param span the query's text; empty where there is none
     * @param isSuppressed whether a semicolon says that no rows are to be shown
     */
    record Query(Head head, Span span, boolean isSuppressed) implements Part {
        boolean isEmpty() {
            return span.length() == 0;
        }
    }

    /**
     * A command.
     *
     * @param head what stands before it
     * @param name without its hyphens
     * @param nameSpan where it stands, hyphens included
     * @param line what follows it on its line
     * @param below what stands below that line, which some commands take for a query
     */
    record Order(Head head, String name, Span nameSpan, Span line, Span below) implements Part {}

    /** What a cell is read by: whether it is a line, how queries are split, and which names are connections'. */
    record Reading(boolean isLine, Split split, Predicate<String> known) {}

    /**
     * Reads a stretch of a cell.
     *
     * @throws vedette.kernel.CellFailure for an option or a target that is none
     */
    static KqlCell parse(String cellText, Span span, Reading reading) {
        List<Part> parts = new ArrayList<>();
        if (reading.isLine()) {
            new SectionReader(cellText, reading, parts).read(span.start(), span.end());
        } else {
            for (Span section : sections(cellText, span)) {
                new SectionReader(cellText, reading, parts).read(section.start(), section.end());
            }
        }
        return new KqlCell(cellText, parts);
    }

    /** A line that starts with {@code %kql} is a query by itself; one that starts with {@code %%kql} starts a section. */
    private static List<Span> sections(String text, Span span) {
        List<Span> sections = new ArrayList<>();
        int start = span.start();
        int at = start;
        while (at < span.end()) {
            int marker = at > span.start() && isLineStart(text, at) ? markerEnd(text, at) : -1;
            if (marker < 0) {
                at = next(text, at, span.end());
                continue;
            }
            sections.add(new Span(start, at));
            boolean isLine = !text.startsWith("%%", text.indexOf('%', at));
            int end = isLine ? Math.min(lineEnd(text, marker), span.end()) : marker;
            if (isLine) {
                sections.add(new Span(marker, end));
            }
            start = end;
            at = end;
        }
        sections.add(new Span(start, span.end()));
        return sections.size() == 1
                ? sections
                : sections.stream()
                        .filter(section ->
                                !text.substring(section.start(), section.end()).isBlank())
                        .toList();
    }

    /** The next place where something could start: behind a string or comment, or one character on. */
    private static int next(String text, int at, int end) {
        char c = text.charAt(at);
        if (text.startsWith("//", at)) {
            return Math.min(end, Math.max(at + 1, lineEnd(text, at)));
        }
        boolean quote = c == '"' || c == '\'' || c == '`' || c == '~' || c == '@';
        int length = quote ? Math.abs(Literals.stringLength(text, at)) : 0;
        return Math.min(end, at + Math.max(1, length));
    }

    private static boolean isLineStart(String text, int at) {
        return text.charAt(at - 1) == '\n' || text.charAt(at - 1) == '\r';
    }

    private static int markerEnd(String text, int lineStart) {
        int at = lineStart;
        while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
            at++;
        }
        int name = text.startsWith("%%", at) ? at + 2 : text.startsWith("%", at) ? at + 1 : -1;
        if (name < 0 || !text.startsWith("kql", name)) {
            return -1;
        }
        int end = name + "kql".length();
        return end == text.length() || Character.isWhitespace(text.charAt(end)) ? end : -1;
    }

    private static int lineEnd(String text, int from) {
        int at = from;
        while (at < text.length() && text.charAt(at) != '\n' && text.charAt(at) != '\r') {
            at++;
        }
        return at;
    }

    /** Reads a section: its head, then queries and commands. */
    private record SectionReader(String text, Reading reading, List<Part> parts) {

        void read(int start, int end) {
            Words words = new Words(text, start, end);
            Head head = new HeadReader(text, words, reading.known()).read();
            int from = words.skip().at();
            if (HeadReader.isCommand(words)) {
                parts.add(order(head, words, end));
                return;
            }
            Suppression cut = suppression(from, end);
            if (cut.end() <= from) {
                parts.add(new Query(head, new Span(from, from), cut.isSuppressed()));
                return;
            }
            List<Span> spans = Queries.split(text.substring(from, cut.end()), split(head));
            if (spans.isEmpty()) {
                parts.add(new Query(head, new Span(from, from), cut.isSuppressed()));
            }
            for (int i = 0; i < spans.size(); i++) {
                int spanStart = from + spans.get(i).start();
                int spanEnd = from + spans.get(i).end();
                boolean isSuppressed = cut.isSuppressed() && i == spans.size() - 1;
                if (i == 0) {
                    parts.add(new Query(head, new Span(spanStart, spanEnd), isSuppressed));
                } else {
                    later(head, new Span(spanStart, spanEnd), isSuppressed);
                }
            }
        }

        /** A query behind the first one, with a head of its own. */
        private void later(Head first, Span span, boolean isSuppressed) {
            Words words = new Words(text, span.start(), span.end());
            Head head = new HeadReader(text, words, reading.known()).read().inheriting(first);
            int from = Math.min(words.skip().at(), span.end());
            parts.add(
                    HeadReader.isCommand(words)
                            ? order(head, words, span.end())
                            : new Query(head, new Span(from, span.end()), isSuppressed));
        }

        private Order order(Head head, Words words, int end) {
            Word word = words.next().orElseThrow();
            int assigned = word.text().indexOf('=');
            int nameLength = assigned < 0 ? word.text().length() : assigned;
            int nameEnd = word.span().start() + nameLength;
            int lineStart = Math.min(end, assigned < 0 ? nameEnd : nameEnd + 1);
            words.goTo(lineStart);
            int lineEnd = words.lineEnd();
            return new Order(
                    head,
                    word.text().substring(2, nameLength),
                    new Span(word.span().start(), nameEnd),
                    new Span(lineStart, lineEnd),
                    new Span(lineEnd, end));
        }

        private record Suppression(int end, boolean isSuppressed) {}

        /** A semicolon at the end of a line magic, or alone on the last line of a cell. */
        private Suppression suppression(int from, int end) {
            int last = end;
            while (last > from && Character.isWhitespace(text.charAt(last - 1))) {
                last--;
            }
            if (last == from || text.charAt(last - 1) != ';') {
                return new Suppression(last, false);
            }
            int before = last - 1;
            while (before > from && (text.charAt(before - 1) == ' ' || text.charAt(before - 1) == '\t')) {
                before--;
            }
            boolean isAlone = before == from || isLineStart(text, before);
            return reading.isLine() || isAlone ? new Suppression(last - 1, true) : new Suppression(last, false);
        }

        private Split split(Head head) {
            Optional<Setting> written = head.options().stream()
                    .filter(setting -> setting.option().name().equals("split"))
                    .reduce((earlier, later) -> later);
            if (written.isEmpty()) {
                return reading.split();
            }
            String value = written.get().value().map(Word::value).orElse("");
            try {
                return Split.valueOf(value.toUpperCase(Locale.ROOT));
            } catch (IllegalArgumentException e) {
                throw KqlFailure.at(
                        text,
                        written.get().span(),
                        "'" + value + "' is no value of -split",
                        "write none, smart or blank");
            }
        }
    }
}
