package vedette.kql.syntax;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import vedette.kql.ProblemCode;
import vedette.kql.syntax.Expression.Name;

/**
 * Parses expressions. Levels from loose to tight: or; and; equality, in and between; order; sum; product; string
 * operators; sign; members (Microsoft's published grammar puts string operators there).
 */
final class ExpressionParser {

    private static final Set<String> EQUALITY = Set.of("==", "!=", "<>");
    private static final Set<String> LISTS =
            Set.of("in", "!in", "in~", "!in~", "has_any", "has_all", "!has_any", "!has_all");
    private static final Set<String> ORDER = Set.of("<", ">", "<=", ">=");
    private static final Set<String> SUM = Set.of("+", "-");
    private static final Set<String> PRODUCT = Set.of("*", "/", "%");
    private static final Set<String> STRINGS = Set.of(
            "=~",
            "!~",
            "has",
            "has_cs",
            "!has",
            "!has_cs",
            "hasprefix",
            "hasprefix_cs",
            "!hasprefix",
            "!hasprefix_cs",
            "hassuffix",
            "hassuffix_cs",
            "!hassuffix",
            "!hassuffix_cs",
            "contains",
            "contains_cs",
            "!contains",
            "!contains_cs",
            "startswith",
            "startswith_cs",
            "!startswith",
            "!startswith_cs",
            "endswith",
            "endswith_cs",
            "!endswith",
            "!endswith_cs",
            "matches",
            "notcontains",
            "containscs",
            "notcontainscs",
            ":");
    private static final Set<String> NEVER_FIRST = Set.of("and", "or", "by", "on", "asc", "desc", "nulls");
    private static final int LONGEST_CHAIN = 5000;

    private final TokenStream tokens;
    private final PipeParser pipes;

    ExpressionParser(TokenStream tokens, PipeParser pipes) {
        this.tokens = tokens;
        this.pipes = pipes;
    }

    /** An expression without pipes. */
    Expression expression() {
        if (!tokens.enter()) {
            return new Expression.Missing(tokens.skipToSemicolon());
        }
        try {
            return chain(() -> chain(this::equality, Set.of("and")), Set.of("or"));
        } finally {
            tokens.leave();
        }
    }

    private Expression equality() {
        Expression left = order();
        while (true) {
            if (atWordOf(EQUALITY)) {
                left = new Expression.Binary(left, List.of(tokens.next()), order());
            } else if (atWordOf(LISTS)) {
                left = list(left, tokens.next());
            } else if (tokens.atAny("between", "!between")) {
                left = between(left, tokens.next());
            } else {
                return left;
            }
        }
    }

    private Expression list(Expression value, Token operator) {
        if (!tokens.at("(")) {
            Separated<Expression> one = new Separated<>(List.of(postfix()), List.of());
            return new Expression.InList(value, operator, absent(), one, absent());
        }
        Token open = tokens.next();
        return new Expression.InList(value, operator, open, separated(pipes::pipe, ")"), tokens.expect(")"));
    }

    /** A token that may be left out, at its place. */
    private Token absent() {
        return Token.missing(tokens.peek().start());
    }

    private Expression between(Expression value, Token operator) {
        Token open = tokens.expect("(");
        Expression from = expression();
        Token dots = tokens.expect("..");
        Expression to = expression();
        return new Expression.Between(value, operator, open, from, dots, to, tokens.expect(")"));
    }

    private Expression order() {
        return chain(this::sum, ORDER);
    }

    private Expression sum() {
        return chain(this::product, SUM);
    }

    private Expression product() {
        return chain(this::strings, PRODUCT);
    }

    private Expression strings() {
        Expression left = signed();
        while (atWordOf(STRINGS)) {
            List<Token> operator = new ArrayList<>(List.of(tokens.next()));
            if (operator.getFirst().is("matches")) {
                operator.add(tokens.expect("regex"));
            }
            left = new Expression.Binary(left, operator, signed());
        }
        return left;
    }

    private Expression chain(Supplier<Expression> operand, Set<String> operators) {
        Expression left = operand.get();
        int length = 0;
        while (atWordOf(operators)) {
            if (++length > LONGEST_CHAIN) {
                tokens.problem(ProblemCode.TOO_DEEP, tokens.peek().span(), LONGEST_CHAIN);
                Token operator = tokens.next();
                return new Expression.Binary(left, List.of(operator), new Expression.Missing(tokens.skipToSemicolon()));
            }
            left = new Expression.Binary(left, List.of(tokens.next()), operand.get());
        }
        return left;
    }

    private boolean atWordOf(Set<String> words) {
        Token token = tokens.peek();
        return (token.kind() == TokenKind.WORD || token.kind() == TokenKind.SYMBOL) && words.contains(token.text());
    }

    private Expression signed() {
        if (!tokens.atAny("-", "+")) {
            return postfix();
        }
        Token sign = tokens.next();
        if (!tokens.enter()) {
            return new Expression.Unary(sign, new Expression.Missing(tokens.skipToSemicolon()));
        }
        try {
            return new Expression.Unary(sign, signed());
        } finally {
            tokens.leave();
        }
    }

    /** A primary expression with members, indexes and calls behind it. */
    Expression postfix() {
        Expression target = primary();
        while (true) {
            if (tokens.at(".") && tokens.peek(1).is("[")) {
                Token dot = tokens.next();
                target = index(target, Optional.of(dot));
            } else if (tokens.at(".")) {
                Token dot = tokens.next();
                Expression member = name();
                target = new Expression.Member(target, dot, tokens.at("(") ? call(member) : member);
            } else if (tokens.at("[")) {
                target = index(target, Optional.empty());
            } else {
                return target;
            }
        }
    }

    private Expression index(Expression target, Optional<Token> dot) {
        Token open = tokens.next();
        Expression index = expression();
        return new Expression.Index(target, dot, open, index, tokens.expect("]"));
    }

    private Expression primary() {
        Token token = tokens.peek();
        return switch (token.kind()) {
            case WORD -> NEVER_FIRST.contains(token.text()) ? missing() : nameOrCall();
            case STRING -> strings(tokens.next());
            case LONG, REAL, TIMESPAN, TYPED, DYNAMIC -> new Expression.Literal(List.of(tokens.next()));
            case UNKNOWN -> new Expression.Missing(List.of(tokens.next()));
            case SYMBOL -> symbol();
            case MISSING, END -> missing();
        };
    }

    private Expression missing() {
        return new Expression.Missing(List.of(tokens.missing("an expression")));
    }

    private Expression strings(Token first) {
        List<Token> parts = new ArrayList<>(List.of(first));
        while (tokens.at(TokenKind.STRING)) {
            parts.add(tokens.next());
        }
        return new Expression.Literal(parts);
    }

    private Expression symbol() {
        if (tokens.at("*")) {
            return new Expression.Star(tokens.next());
        }
        if (tokens.at("(")) {
            Token open = tokens.next();
            Expression inner = pipes.pipe();
            return new Expression.Parenthesized(open, inner, tokens.expect(")"));
        }
        return isBracketedName() ? nameOrCall() : missing();
    }

    private boolean isBracketedName() {
        return tokens.at("[")
                && tokens.peek(1).kind() == TokenKind.STRING
                && tokens.peek(2).is("]");
    }

    private Expression nameOrCall() {
        if (tokens.at("typeof") && tokens.peek(1).is("(")) {
            return typeOf();
        }
        Name name = name();
        return tokens.at("(") ? call(name) : name;
    }

    Expression typeOf() {
        Token keyword = tokens.expect("typeof");
        Token open = tokens.expect("(");
        return new Expression.TypeOf(keyword, open, separated(this::postfix, ")"), tokens.expect(")"));
    }

    private Expression call(Expression function) {
        Token open = tokens.next();
        if (!tokens.enter()) {
            Separated<Expression> rest =
                    new Separated<>(List.of(new Expression.Missing(tokens.skipToSemicolon())), List.of());
            return new Expression.Call(
                    function, open, rest, Token.missing(tokens.peek().start()));
        }
        try {
            return new Expression.Call(function, open, separated(this::argument, ")"), tokens.expect(")"));
        } finally {
            tokens.leave();
        }
    }

    private Expression argument() {
        if (tokens.peek().kind() == TokenKind.WORD && tokens.peek(1).is("=")) {
            Name name = name();
            return new Expression.Named(name, tokens.next(), pipes.pipe());
        }
        return pipes.pipe();
    }

    /** A name: a word, or text in brackets and quotes. */
    Name name() {
        if (isBracketedName()) {
            return new Name(List.of(tokens.next(), tokens.next(), tokens.next()));
        }
        return new Name(List.of(tokens.at(TokenKind.WORD) ? tokens.next() : tokens.missing("a name")));
    }

    /** A name that may hold wildcards, or a star alone; what is neither is parsed as an expression. */
    Expression pattern() {
        boolean wildcard = tokens.at("*")
                || (tokens.at(TokenKind.WORD) && isGlued(1) && tokens.peek(1).is("*"));
        if (!wildcard) {
            return expression();
        }
        List<Token> parts = new ArrayList<>(List.of(tokens.next()));
        while ((tokens.at("*") || tokens.at(TokenKind.WORD) || tokens.at(TokenKind.LONG)) && isGlued(0)) {
            parts.add(tokens.next());
        }
        return parts.size() == 1 ? new Expression.Star(parts.getFirst()) : new Name(parts);
    }

    private boolean isGlued(int ahead) {
        return tokens.peek(ahead).trivia().isEmpty();
    }

    /** {@code name = value}, {@code (a, b) = value}, or a value. */
    Expression named() {
        if (tokens.at("(")) {
            int close = tokens.closingDistance();
            if (close > 0 && tokens.peek(close + 1).is("=")) {
                Token open = tokens.next();
                Expression names = new Expression.Tuple(open, separated(this::name, ")"), tokens.expect(")"));
                return new Expression.Named(names, tokens.next(), expression());
            }
            return expression();
        }
        boolean isName = (tokens.at(TokenKind.WORD) && tokens.peek(1).is("="))
                || (isBracketedName() && tokens.peek(3).is("="));
        if (isName) {
            Name name = name();
            return new Expression.Named(name, tokens.next(), expression());
        }
        return expression();
    }

    /** A value and the order that may stand behind it. */
    Expression ordered(Supplier<Expression> value) {
        Expression ordered = value.get();
        Optional<Token> direction = tokens.atAny("asc", "desc", "granny-asc", "granny-desc")
                ? Optional.of(tokens.next())
                : Optional.empty();
        Optional<Token> nulls = tokens.maybe("nulls");
        Optional<Token> place = nulls.isEmpty()
                ? Optional.empty()
                : Optional.of(tokens.atAny("first", "last") ? tokens.next() : tokens.missing("'first' or 'last'"));
        return direction.isEmpty() && nulls.isEmpty()
                ? ordered
                : new Expression.Ordered(ordered, direction, nulls, place);
    }

    /** Items with commas between them, none where the list ends at once. */
    <T extends Node> Separated<T> separated(Supplier<? extends T> item, String... ends) {
        List<T> items = new ArrayList<>();
        List<Token> separators = new ArrayList<>();
        if (tokens.atBoundary() || tokens.atAny(ends)) {
            return new Separated<>(items, separators);
        }
        items.add(item.get());
        while (tokens.at(",")) {
            separators.add(tokens.next());
            if (tokens.atBoundary() || tokens.atAny(ends)) {
                break;
            }
            items.add(item.get());
        }
        return new Separated<>(items, separators);
    }
}
