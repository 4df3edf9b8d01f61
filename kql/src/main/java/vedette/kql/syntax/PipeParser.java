package vedette.kql.syntax;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import vedette.kql.ProblemCode;
import vedette.kql.Span;
import vedette.kql.Spelling;
import vedette.kql.grammar.OperatorSpec;

/** Parses an expression with the pipes behind it, which makes it a query. */
final class PipeParser {

    private final TokenStream tokens;
    private final ExpressionParser expressions;
    private final OperatorParser operators;

    PipeParser(TokenStream tokens) {
        this.tokens = tokens;
        this.expressions = new ExpressionParser(tokens, this);
        this.operators = new OperatorParser(tokens, expressions, this);
    }

    ExpressionParser expressions() {
        return expressions;
    }

    /** An expression or a query; a scalar simply has no pipes. */
    Expression pipe() {
        Expression source = beginsWithOperator()
                ? new Expression.Source(operators.operator(
                        OperatorSpec.named(tokens.peek().text()).orElseThrow()))
                : expressions.expression();
        List<Clause.Step> steps = steps();
        return steps.isEmpty() ? source : new Expression.Pipe(source, steps);
    }

    /** The steps of a pipe whose source is understood, as in {@code mv-apply}: the first has no bar. */
    Expression bodyOf(Token open) {
        Token bar = Token.missing(open.span().end());
        List<Clause.Step> steps = new ArrayList<>();
        steps.add(step(bar));
        steps.addAll(steps());
        return new Expression.Pipe(new Expression.Missing(List.of()), steps);
    }

    private List<Clause.Step> steps() {
        List<Clause.Step> steps = new ArrayList<>();
        while (tokens.at("|")) {
            steps.add(step(tokens.next()));
        }
        return steps;
    }

    private Clause.Step step(Token bar) {
        Token keyword = tokens.peek();
        Optional<OperatorSpec> known =
                keyword.kind() == TokenKind.WORD ? OperatorSpec.named(keyword.text()) : Optional.empty();
        Operator operator = known.map(operators::operator).orElseGet(this::unknown);
        return new Clause.Step(bar, operator, skipped());
    }

    private Operator unknown() {
        Token keyword = tokens.peek();
        if (keyword.kind() != TokenKind.WORD) {
            Token missing = tokens.missing("an operator");
            return new Operator.Unknown(missing, tokens.skipToBoundary());
        }
        Span span = keyword.span();
        tokens.problem(
                ProblemCode.UNKNOWN_OPERATOR,
                span,
                keyword.text(),
                Spelling.didYouMean(keyword.text(), OperatorSpec.names()));
        return new Operator.Unknown(tokens.next(), tokens.skipToBoundary());
    }

    /** What is left in front of the next pipe, with a problem at its start. */
    private Optional<Clause.Skipped> skipped() {
        boolean ends = tokens.atBoundary() || tokens.at(",") || tokens.peek().followsEmptyLine();
        if (ends) {
            return Optional.empty();
        }
        Token token = tokens.peek();
        if (token.is("=")) {
            tokens.problem(ProblemCode.ASSIGNMENT, token.span());
        } else {
            tokens.problem(ProblemCode.NOT_UNDERSTOOD, token.span(), token.text());
        }
        return Optional.of(new Clause.Skipped(tokens.skipToBoundary()));
    }

    /** Whether an operator that can begin a query stands here, and not a column or function of the same name. */
    private boolean beginsWithOperator() {
        if (!tokens.at(TokenKind.WORD)) {
            return false;
        }
        Token next = tokens.peek(1);
        return switch (tokens.peek().text()) {
            case "print" -> !next.is(".") && !next.is("|");
            case "range" -> next.kind() == TokenKind.WORD && tokens.peek(2).is("from");
            case "datatable", "externaldata", "external_data" -> next.is("(");
            case "union", "search", "find" ->
                next.kind() == TokenKind.WORD
                        || next.kind() == TokenKind.STRING
                        || next.kind() == TokenKind.LONG
                        || next.is("(")
                        || next.is("[")
                        || next.is("*");
            case "evaluate" -> next.kind() == TokenKind.WORD;
            default -> false;
        };
    }
}
