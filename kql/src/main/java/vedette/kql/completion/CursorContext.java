package vedette.kql.completion;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import vedette.kql.syntax.Token;
import vedette.kql.syntax.TokenKind;

/**
 * Where in a query a cursor stands.
 *
 * @param statementStart where its statement starts; what stands before it are whole statements
 * @param pipelineStart where the innermost query around it starts
 * @param pipes the offsets of that query's pipes before the cursor
 * @param segment the tokens of the operator that it stands in, none behind a pipe or at a query's start
 * @param callee the function whose arguments it stands in
 * @param isRowsOfOuter whether the innermost query begins with rows of the one around it, as that of mv-apply does
 * @param names what {@code let} statements before it name
 */
record CursorContext(
        int statementStart,
        int pipelineStart,
        List<Integer> pipes,
        List<Token> segment,
        Optional<String> callee,
        boolean isRowsOfOuter,
        List<String> names) {

    /** Operators that take queries in parentheses. */
    private static final Set<String> TAKE_QUERIES =
            Set.of("join", "lookup", "union", "mv-apply", "partition", "fork", "facet");

    /** Words before a parenthesis that holds a query, or may. */
    private static final Set<String> BEFORE_QUERIES = Set.of("in", "in~", "!in", "!in~", "materialize", "toscalar");

    /** The place behind these tokens, which are a text up to the cursor without the word that is being written. */
    static CursorContext behind(List<Token> tokens) {
        Reader reader = new Reader();
        tokens.forEach(reader::read);
        return reader.context();
    }

    boolean isAtQueryStart() {
        return segment.isEmpty() && pipes.isEmpty() && !isRowsOfOuter;
    }

    boolean isBehindPipe() {
        return segment.isEmpty() && !isAtQueryStart();
    }

    /** The last token of the segment. */
    Optional<Token> previous() {
        return segment.isEmpty() ? Optional.empty() : Optional.of(segment.getLast());
    }

    /** A bracket that is open at the cursor, or the whole text. */
    private static final class Level {

        final boolean isQuery;
        final boolean isRowsOfOuter;
        final Optional<String> callee;
        final List<Token> segment = new ArrayList<>();
        final List<Integer> pipes = new ArrayList<>();
        int start;

        Level(int start, boolean isQuery, boolean isRowsOfOuter, Optional<String> callee) {
            this.start = start;
            this.isQuery = isQuery;
            this.isRowsOfOuter = isRowsOfOuter;
            this.callee = callee;
        }
    }

    private static final class Reader {

        private final Deque<Level> levels = new ArrayDeque<>();
        private final List<String> names = new ArrayList<>();
        private int statementStart;

        Reader() {
            levels.push(new Level(0, true, false, Optional.empty()));
        }

        void read(Token token) {
            switch (token.kind() == TokenKind.SYMBOL ? token.text() : "") {
                case "|" -> pipe(token);
                case ";" -> statementEnd(token);
                case "=" -> equalsSign(token);
                case "(", "{", "[" -> open(token);
                case ")", "}", "]" -> close(token);
                default -> query().segment.add(token);
            }
        }

        /** The innermost level that holds a query; brackets of calls belong to the operator that they stand in. */
        private Level query() {
            return levels.stream().filter(level -> level.isQuery).findFirst().orElseThrow();
        }

        private void pipe(Token token) {
            while (!levels.element().isQuery) {
                levels.pop();
            }
            levels.element().pipes.add(token.start());
            levels.element().segment.clear();
        }

        private void statementEnd(Token token) {
            while (!levels.element().isQuery) {
                levels.pop();
            }
            restart(token.span().end());
            if (levels.size() == 1) {
                statementStart = token.span().end();
            }
        }

        private void restart(int start) {
            Level level = levels.element();
            level.start = start;
            level.pipes.clear();
            level.segment.clear();
        }

        private void equalsSign(Token token) {
            List<Token> segment = query().segment;
            boolean isLet = levels.element().isQuery
                    && segment.size() == 2
                    && segment.getFirst().is("let");
            if (isLet) {
                names.add(segment.getLast().text());
                restart(token.span().end());
            } else {
                segment.add(token);
            }
        }

        private void open(Token token) {
            List<Token> segment = query().segment;
            Optional<Token> before = segment.isEmpty() ? Optional.empty() : Optional.of(segment.getLast());
            boolean behindOn = segment.stream().anyMatch(word -> word.is("on"));
            boolean isApply = !segment.isEmpty()
                    && segment.getFirst().is("mv-apply")
                    && before.get().is("on");
            boolean takesQueries = !segment.isEmpty()
                    && TAKE_QUERIES.contains(segment.getFirst().text())
                    && !behindOn;
            boolean isQuery = token.is("{")
                    || segment.isEmpty()
                    || isApply
                    || takesQueries
                    || BEFORE_QUERIES.contains(before.get().text());
            Optional<String> callee = before.filter(word -> word.kind() == TokenKind.WORD && !isQuery)
                    .map(Token::text);
            segment.add(token);
            levels.push(new Level(token.span().end(), isQuery && !token.is("["), isApply, callee));
        }

        private void close(Token token) {
            if (levels.size() > 1) {
                levels.pop();
            }
            query().segment.add(token);
        }

        CursorContext context() {
            Level query = query();
            return new CursorContext(
                    statementStart,
                    query.start,
                    List.copyOf(query.pipes),
                    List.copyOf(query.segment),
                    levels.element().callee,
                    query.isRowsOfOuter,
                    List.copyOf(names));
        }
    }
}
