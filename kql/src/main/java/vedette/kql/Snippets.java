package vedette.kql;

import static java.util.Objects.requireNonNull;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SequencedSet;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import vedette.kql.syntax.Clause;
import vedette.kql.syntax.Element;
import vedette.kql.syntax.Expression;
import vedette.kql.syntax.Node;
import vedette.kql.syntax.Operator;
import vedette.kql.syntax.Statement;

/**
 * Queries with names, which later queries use as tables: where a query names one, {@code let name = view () {...};} is
 * put before it. A query's own {@code let} of the same name, and a table of it, go before a snippet. Immutable.
 */
public final class Snippets {

    /** No snippets. */
    public static final Snippets NONE = new Snippets(Collections.emptySortedMap());

    private static final Pattern NAME = Pattern.compile("[\\p{L}_][\\p{L}\\p{N}_]*");
    private static final Set<String> RESERVED = Set.of(
            "let",
            "set",
            "declare",
            "alias",
            "restrict",
            "pattern",
            "view",
            "materialize",
            "table",
            "database",
            "cluster",
            "workspace",
            "and",
            "or",
            "not",
            "in",
            "by",
            "on",
            "with",
            "true",
            "false",
            "dynamic");

    private final SequencedMap<String, String> texts;

    private Snippets(SequencedMap<String, String> texts) {
        this.texts = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(texts));
    }

    /** Names and texts, in the order saved. */
    public SequencedMap<String, String> all() {
        return texts;
    }

    /** The text of a snippet. */
    public Optional<String> text(String name) {
        return Optional.ofNullable(texts.get(name));
    }

    /**
     * These and one more, which replaces one of the same name.
     *
     * @throws IllegalArgumentException where the name is none that a query could use, or the text is not one query, or it
     *     uses itself by way of others; the message says which
     */
    public Snippets with(String name, String text) {
        requireName(requireNonNull(name, "name is null"));
        body(text);
        SequencedMap<String, String> more = new LinkedHashMap<>(texts);
        more.remove(name);
        more.put(name, text);
        Snippets snippets = new Snippets(more);
        snippets.requireNoCircle(name);
        return snippets;
    }

    /** These without one. */
    public Snippets without(String name) {
        SequencedMap<String, String> fewer = new LinkedHashMap<>(texts);
        fewer.remove(name);
        return new Snippets(fewer);
    }

    private static void requireName(String name) {
        if (!NAME.matcher(name).matches() || RESERVED.contains(name) || isOperator(name)) {
            throw new IllegalArgumentException("'" + name + "' cannot name a snippet: it must be letters, digits and _,"
                    + " and no word of KQL's own");
        }
    }

    private static boolean isOperator(String name) {
        return Kql.parse("T | " + name).program().statements().getFirst() instanceof Statement.Query query
                && query.expression() instanceof Expression.Pipe pipe
                && !(pipe.steps().getFirst().operator() instanceof Operator.Unknown);
    }

    /** What goes into the view's braces: the text without a last {@code render}, which only a whole query can have. */
    private static String body(String text) {
        Parsed parsed = Kql.parse(text);
        if (parsed.hasErrors()) {
            throw new IllegalArgumentException(
                    "a snippet must be a query: " + parsed.problems().getFirst().message());
        }
        List<Statement> statements = parsed.program().statements().stream()
                .filter(statement -> !(statement instanceof Statement.Empty))
                .toList();
        boolean one = !statements.isEmpty()
                && statements.getLast() instanceof Statement.Query
                && statements.subList(0, statements.size() - 1).stream().allMatch(Statement.Let.class::isInstance);
        if (!one || ((Statement.Query) statements.getLast()).expression() instanceof Expression.Missing) {
            throw new IllegalArgumentException("a snippet must be one query, with nothing but let before it");
        }
        Statement.Query query = (Statement.Query) statements.getLast();
        String upTo = text.substring(0, query.expression().span().end());
        if (!(query.expression() instanceof Expression.Pipe pipe)) {
            return upTo;
        }
        List<Clause.Step> steps = pipe.steps();
        boolean renders =
                !steps.isEmpty() && steps.getLast().operator().keyword().is("render");
        return renders ? text.substring(0, steps.getLast().bar().start()).stripTrailing() : upTo;
    }

    private void requireNoCircle(String name) {
        Set<String> reached = new LinkedHashSet<>();
        Deque<String> open = new ArrayDeque<>(List.of(name));
        while (!open.isEmpty()) {
            for (String used : used(texts.get(open.pop()))) {
                if (used.equals(name)) {
                    throw new IllegalArgumentException("the snippet '" + name + "' would use itself"
                            + (reached.isEmpty() ? "" : " by way of " + String.join(", ", reached))
                            + "; save it under another name");
                }
                if (reached.add(used)) {
                    open.push(used);
                }
            }
        }
    }

    /** The snippets that a text names and does not define itself. */
    private SequencedSet<String> used(String text) {
        SequencedSet<String> names = new LinkedHashSet<>();
        Set<String> defined = defined(text);
        for (Node node : nodes(text)) {
            if (node instanceof Expression.Name name
                    && texts.containsKey(name.name())
                    && !defined.contains(name.name())) {
                names.add(name.name());
            }
        }
        return names;
    }

    private static Set<String> defined(String text) {
        Set<String> defined = new LinkedHashSet<>();
        for (Node node : nodes(text)) {
            switch (node) {
                case Statement.Let let -> defined.add(let.name().name());
                case Clause.FunctionParameter parameter ->
                    defined.add(parameter.name().name());
                default -> {
                    // Other nodes define no name that a table could have.
                }
            }
        }
        return defined;
    }

    private static List<Node> nodes(String text) {
        List<Node> nodes = new ArrayList<>();
        Deque<Element> open = new ArrayDeque<>(List.of(Kql.parse(text).program()));
        while (!open.isEmpty()) {
            if (open.pop() instanceof Node node) {
                nodes.add(node);
                node.elements().reversed().forEach(open::push);
            }
        }
        return nodes;
    }

    /**
     * What a query needs before it; empty where it names no snippet.
     *
     * @param query the query
     * @param isTable whether a name is a table of the connection, asked only for names of snippets
     * @throws IllegalArgumentException where a snippet that the query uses needs another one whose name the query gives to
     *     something else
     */
    public Preamble preamble(String query, Predicate<String> isTable) {
        SequencedSet<String> hidden = new LinkedHashSet<>();
        SequencedSet<String> ordered = new LinkedHashSet<>();
        for (String name : used(query)) {
            collect(name, isTable, ordered, hidden);
        }
        Set<String> defined = defined(query);
        for (String name : ordered) {
            if (defined.contains(name)) {
                throw new IllegalArgumentException("the query defines '" + name
                        + "', which is also a snippet that its snippets use; give it another name");
            }
        }
        StringBuilder text = new StringBuilder();
        List<Definition> definitions = new ArrayList<>();
        for (String name : ordered) {
            text.append("let ").append(name).append(" = view () {\n");
            int start = text.length();
            text.append(body(texts.get(name)));
            definitions.add(new Definition(name, new Span(start, text.length())));
            text.append("\n};\n");
        }
        return new Preamble(text.isEmpty() ? 0 : offset(query), text.toString(), definitions, List.copyOf(hidden));
    }

    /** What a snippet uses comes before it. */
    private void collect(
            String name, Predicate<String> isTable, SequencedSet<String> ordered, SequencedSet<String> hidden) {
        if (ordered.contains(name) || hidden.contains(name)) {
            return;
        }
        if (isTable.test(name)) {
            hidden.add(name);
            return;
        }
        for (String used : used(texts.get(name))) {
            collect(used, isTable, ordered, hidden);
        }
        ordered.addLast(name);
    }

    /** Behind statements that come first in a query, such as {@code set}. */
    private static int offset(String query) {
        int offset = 0;
        for (Statement statement : Kql.parse(query).program().statements()) {
            if (!(statement instanceof Statement.Other)) {
                break;
            }
            offset = statement.span().end();
        }
        return offset;
    }

    /**
     * Definitions to put into a query.
     *
     * @param offset where in the query they go
     * @param text the definitions, with a line break at the end; empty where there are none
     * @param definitions where in that text the snippets stand
     * @param hidden snippets that the query names, but which a table of the same name hides
     */
    public record Preamble(int offset, String text, List<Definition> definitions, List<String> hidden) {

        public Preamble {
            definitions = List.copyOf(definitions);
            hidden = List.copyOf(hidden);
        }

        /** The query with its definitions. */
        public String before(String query) {
            return query.substring(0, offset) + text + query.substring(offset);
        }

        /** The snippet that a place of the query with its definitions belongs to. */
        public Optional<Definition> at(int place) {
            return definitions.stream()
                    .filter(definition -> definition.span().start() + offset <= place
                            && place <= definition.span().end() + offset)
                    .findFirst();
        }
    }

    /**
     * A snippet among definitions.
     *
     * @param name its name
     * @param span where its text stands within {@link Preamble#text}
     */
    public record Definition(String name, Span span) {}
}
