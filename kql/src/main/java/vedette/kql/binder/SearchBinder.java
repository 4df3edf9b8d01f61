package vedette.kql.binder;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import vedette.kql.ProblemCode;
import vedette.kql.plan.Plan;
import vedette.kql.syntax.Expression;
import vedette.kql.syntax.Literals;
import vedette.kql.syntax.Operator;
import vedette.kql.syntax.Separated;
import vedette.kql.syntax.Token;
import vedette.kql.syntax.TokenKind;

/**
 * Binds {@code search}, which is {@code where} over the union of tables: a string that stands where a condition is
 * expected means that some column holds it as a term.
 */
final class SearchBinder {

    /** What the real engine calls rows that come from no table. */
    private static final String UNNAMED = "search_arg0";

    private static final String SOURCE_COLUMN = "$table";

    private final TableBinder tables;
    private final UnionBinder unions;
    private final Filter filter;

    /** Binds a {@code where}. */
    interface Filter {
        Rows apply(Operator.Where where, Rows input, Around around);
    }

    SearchBinder(TableBinder tables, UnionBinder unions, Filter filter) {
        this.tables = tables;
        this.unions = unions;
        this.filter = filter;
    }

    /** Over the tables that it names, or over all. */
    Rows source(Operator.Search search, Around around) {
        List<Expression> names = search.tables().isPresent()
                ? search.tables().get().tables().items()
                : List.of(new Expression.Star(word("*", search.keyword())));
        List<UnionBinder.Branch> branches = new ArrayList<>();
        for (Expression name : names) {
            List<Expression> found = UnionBinder.isPattern(name) ? unions.matching(name) : List.of(name);
            for (Expression table : found) {
                String called = table instanceof Expression.Name one ? one.name() : UNNAMED;
                branches.add(new UnionBinder.Branch(called, tables.bind(table, around.environment(), around.outer())));
            }
        }
        if (branches.isEmpty()) {
            throw BindFailure.of(ProblemCode.EXPECTED_AFTER, search.keyword(), "a table that exists", "search");
        }
        return searched(search, branches, around);
    }

    /** Over the rows before it. */
    Rows apply(Operator.Search search, Rows input, Around around) {
        String called = input.plan() instanceof Plan.Scan scan ? scan.table() : UNNAMED;
        return searched(search, List.of(new UnionBinder.Branch(called, input)), around);
    }

    /** A table that lacks a column of the condition has no row that meets it; that none has it is a mistake. */
    private Rows searched(Operator.Search search, List<UnionBinder.Branch> branches, Around around) {
        boolean caseSensitive = search.parameters().stream()
                .anyMatch(parameter -> parameter.name().equals("kind")
                        && parameter.value().text().strip().equals("case_sensitive"));
        Operator.Where where =
                new Operator.Where(search.keyword(), List.of(), condition(search.predicate(), caseSensitive));
        List<UnionBinder.Branch> kept = new ArrayList<>();
        Optional<BindFailure> failure = Optional.empty();
        for (UnionBinder.Branch branch : branches) {
            try {
                kept.add(new UnionBinder.Branch(branch.source(), filter.apply(where, branch.rows(), around)));
            } catch (BindFailure e) {
                if (e.problem().code() != ProblemCode.UNKNOWN_NAME) {
                    throw e;
                }
                failure = Optional.of(e);
            }
        }
        if (kept.isEmpty()) {
            throw failure.orElseThrow();
        }
        return unions.united(kept, false, Optional.of(SOURCE_COLUMN));
    }

    /** The condition in the words of {@code where}. */
    private static Expression condition(Expression expression, boolean caseSensitive) {
        return switch (expression) {
            case Expression.Literal literal -> anyColumn(literal, caseSensitive);
            case Expression.Parenthesized inner ->
                new Expression.Parenthesized(inner.open(), condition(inner.inner(), caseSensitive), inner.close());
            case Expression.Binary both
            when both.operatorText().equals("and") || both.operatorText().equals("or") ->
                new Expression.Binary(
                        condition(both.left(), caseSensitive), both.operator(), condition(both.right(), caseSensitive));
            case Expression.Binary column
            when column.operatorText().equals(":") ->
                column.right() instanceof Expression.Literal literal
                        ? term(column.left(), literal, caseSensitive)
                        : column;
            case Expression.Call not
            when isNot(not) ->
                new Expression.Call(
                        not.function(),
                        not.open(),
                        new Separated<>(
                                List.of(condition(not.arguments().items().getFirst(), caseSensitive)), List.of()),
                        not.close());
            default -> expression;
        };
    }

    private static boolean isNot(Expression.Call call) {
        return call.function() instanceof Expression.Name name
                && name.name().equals("not")
                && call.arguments().items().size() == 1;
    }

    /** A number with a fraction is found in no column, as in the real engine. */
    private static Expression anyColumn(Expression.Literal literal, boolean caseSensitive) {
        Token first = literal.tokens().getFirst();
        return switch (literal.kind()) {
            case STRING, LONG -> term(new Expression.Star(word("*", first)), literal, caseSensitive);
            default -> new Expression.Name(List.of(word("false", first)));
        };
    }

    /** {@code column has "term"}; an asterisk at an end of the term leaves that end open. */
    private static Expression term(Expression column, Expression.Literal literal, boolean caseSensitive) {
        Token first = literal.tokens().getFirst();
        String text = first.kind() == TokenKind.STRING ? Literals.string(first.text()) : first.text();
        boolean openStart = text.startsWith("*");
        boolean openEnd = text.endsWith("*") && text.length() > 1;
        String bare = text.substring(openStart ? 1 : 0, text.length() - (openEnd ? 1 : 0));
        if (bare.isEmpty()) {
            return new Expression.Name(List.of(word("true", first)));
        }
        String operator = openStart && openEnd ? "contains" : openStart ? "hassuffix" : openEnd ? "hasprefix" : "has";
        Token quoted = new Token(TokenKind.STRING, " ", vedette.kql.Literal.print(bare), first.start());
        return new Expression.Binary(
                column,
                List.of(word(caseSensitive ? operator + "_cs" : operator, first)),
                new Expression.Literal(List.of(quoted)));
    }

    /** A word that the text does not hold, at the place of the token that stands for it. */
    private static Token word(String text, Token place) {
        return new Token(text.equals("*") ? TokenKind.SYMBOL : TokenKind.WORD, " ", text, place.start());
    }
}
