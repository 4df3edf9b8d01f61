package vedette.sentinel.library;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A query with parameters in braces, as Python's {@code str.format} takes it: <code>{name}</code> is a parameter,
 * <code>{{</code> and <code>}}</code> are braces. Nothing else of that language is understood.
 */
record Template(List<Part> parts) {

    private static final Pattern BRACE = Pattern.compile("\\{\\{|}}|\\{([\\p{L}_][\\p{L}\\p{N}_]*)}|[{}]");

    Template {
        parts = List.copyOf(parts);
    }

    /** A piece of a template. */
    sealed interface Part {}

    /** Text as it is, double braces already single. */
    record Text(String text) implements Part {}

    /** A parameter's place. */
    record Hole(String name) implements Part {}

    /**
     * The template of a text.
     *
     * @throws QueryLibraryException at a brace that belongs to nothing
     */
    static Template of(String text) {
        List<Part> parts = new ArrayList<>();
        StringBuilder literal = new StringBuilder();
        Matcher brace = BRACE.matcher(text);
        int copied = 0;
        while (brace.find()) {
            literal.append(text, copied, brace.start());
            copied = brace.end();
            if (brace.group(1) != null) {
                parts.add(new Text(literal.toString()));
                literal.setLength(0);
                parts.add(new Hole(brace.group(1)));
            } else if (brace.group().length() == 2) {
                literal.append(brace.group().charAt(0));
            } else {
                int end = Math.min(text.length(), brace.start() + 20);
                throw new QueryLibraryException(
                        "the brace of '" + text.substring(brace.start(), end).strip()
                                + "' belongs to no parameter; a brace that means itself is written twice");
            }
        }
        parts.add(new Text(literal.append(text, copied, text.length()).toString()));
        return new Template(parts);
    }

    /** The parameters that it names, in the order of the text. */
    List<String> names() {
        return parts.stream()
                .filter(Hole.class::isInstance)
                .map(part -> ((Hole) part).name())
                .distinct()
                .toList();
    }
}
