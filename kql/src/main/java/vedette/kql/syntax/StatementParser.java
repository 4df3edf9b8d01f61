package vedette.kql.syntax;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import vedette.kql.Problem;
import vedette.kql.ProblemCode;
import vedette.kql.syntax.Clause.FunctionParameter;
import vedette.kql.syntax.Clause.ParameterType;
import vedette.kql.syntax.Clause.Skipped;
import vedette.kql.syntax.Clause.TypedName;
import vedette.kql.syntax.Expression.Name;

/** Parses a whole text: statements with semicolons between them. */
public final class StatementParser {

    private static final Set<String> OTHERS = Set.of("set", "declare", "alias", "restrict");

    private final TokenStream tokens;
    private final PipeParser pipes;

    private StatementParser(TokenStream tokens) {
        this.tokens = tokens;
        this.pipes = new PipeParser(tokens);
    }

    /** The tree of a text; never fails. Problems go to the list, in no order. */
    public static Statement.Program parse(String text, List<Problem> problems) {
        TokenStream tokens = new TokenStream(Lexer.tokens(text, problems), problems);
        return new StatementParser(tokens).program();
    }

    private Statement.Program program() {
        List<Statement> statements = new ArrayList<>();
        while (!tokens.atEnd()) {
            statements.add(tokens.atAny("}", ")", "]", "|") ? stray() : statement());
        }
        return new Statement.Program(statements, tokens.next());
    }

    /** What cannot begin a statement, up to the next semicolon. */
    private Statement stray() {
        Token token = tokens.peek();
        if (token.is("|")) {
            tokens.problem(ProblemCode.EXPECTED, token.span(), "a table before '|'");
        } else {
            tokens.problem(ProblemCode.NOT_UNDERSTOOD, token.span(), token.text());
        }
        Expression skipped = new Expression.Missing(tokens.skipToSemicolon());
        return new Statement.Query(skipped, Optional.empty(), tokens.maybe(";"));
    }

    private List<Statement> body() {
        List<Statement> statements = new ArrayList<>();
        while (!tokens.atEnd() && !tokens.at("}")) {
            statements.add(statement());
        }
        return statements;
    }

    private Statement statement() {
        if (tokens.at(";")) {
            return new Statement.Empty(tokens.next());
        }
        if (isLet()) {
            return let();
        }
        if (tokens.at(TokenKind.WORD)
                && OTHERS.contains(tokens.peek().text())
                && tokens.peek(1).kind() == TokenKind.WORD) {
            Token keyword = tokens.next();
            List<Token> rest = tokens.skipToSemicolon();
            return new Statement.Other(keyword, rest, tokens.maybe(";"));
        }
        Expression expression = pipes.pipe();
        Optional<Skipped> skipped = rest();
        return new Statement.Query(expression, skipped, tokens.maybe(";"));
    }

    private boolean isLet() {
        Token next = tokens.peek(1);
        return tokens.at("let") && (next.kind() != TokenKind.SYMBOL || next.is("["));
    }

    private Statement let() {
        Token keyword = tokens.next();
        Name name = pipes.expressions().name();
        Token equals = tokens.expect("=");
        Expression value = atFunction() ? function() : pipes.pipe();
        if (tokens.at(TokenKind.WORD)) {
            Token missing = tokens.missing("';'");
            return new Statement.Let(keyword, name, equals, value, Optional.empty(), Optional.of(missing));
        }
        Optional<Skipped> skipped = rest();
        return new Statement.Let(keyword, name, equals, value, skipped, tokens.maybe(";"));
    }

    /** What is left in front of the next statement, with a problem at its start. */
    private Optional<Skipped> rest() {
        if (tokens.atEnd() || tokens.at(";") || tokens.at("}")) {
            return Optional.empty();
        }
        Token token = tokens.peek();
        if (token.followsEmptyLine() && !tokens.atAny("|", ")", "]")) {
            tokens.problem(ProblemCode.SECOND_QUERY, token.span());
            return Optional.empty();
        }
        tokens.problem(ProblemCode.NOT_UNDERSTOOD, token.span(), token.text());
        List<Token> skipped = new ArrayList<>(List.of(tokens.next()));
        skipped.addAll(tokens.skipToSemicolon());
        return Optional.of(new Skipped(skipped));
    }

    private boolean atFunction() {
        if (tokens.at("view")) {
            return tokens.peek(1).is("(");
        }
        int close = tokens.at("(") ? tokens.closingDistance() : 0;
        return close > 0 && tokens.peek(close + 1).is("{");
    }

    private Expression function() {
        Optional<Token> view = tokens.maybe("view");
        Token open = tokens.next();
        Separated<FunctionParameter> parameters = pipes.expressions().separated(this::parameter, ")");
        Token close = tokens.expect(")");
        Token openBody = tokens.expect("{");
        if (!tokens.enter()) {
            List<Statement> skipped = List.of(new Statement.Query(
                    new Expression.Missing(tokens.skipToSemicolon()), Optional.empty(), Optional.empty()));
            return new Expression.Function(
                    view,
                    open,
                    parameters,
                    close,
                    openBody,
                    skipped,
                    Token.missing(tokens.peek().start()));
        }
        List<Statement> body = body();
        tokens.leave();
        return new Expression.Function(view, open, parameters, close, openBody, body, tokens.expect("}"));
    }

    private FunctionParameter parameter() {
        Name name = pipes.expressions().name();
        Token colon = tokens.expect(":");
        ParameterType type = parameterType();
        Optional<Token> equals = tokens.maybe("=");
        Optional<Expression> value = equals.map(ignored -> pipes.expressions().expression());
        return new FunctionParameter(name, colon, type, equals, value);
    }

    private ParameterType parameterType() {
        if (!tokens.at("(")) {
            return new Clause.ScalarType(typeName());
        }
        Token open = tokens.next();
        if (tokens.at("*")) {
            return new Clause.AnyTableType(open, tokens.next(), tokens.expect(")"));
        }
        Separated<TypedName> columns = pipes.expressions()
                .separated(() -> new TypedName(pipes.expressions().name(), tokens.expect(":"), typeName()), ")");
        return new Clause.TableType(open, columns, tokens.expect(")"));
    }

    private Token typeName() {
        return tokens.at(TokenKind.WORD) ? tokens.next() : tokens.missing("a type");
    }
}
