package vedette.kql.syntax;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import vedette.kql.ProblemCode;
import vedette.kql.grammar.OperatorSpec;
import vedette.kql.syntax.Clause.By;
import vedette.kql.syntax.Clause.ExpandItem;
import vedette.kql.syntax.Clause.On;
import vedette.kql.syntax.Clause.Parameter;
import vedette.kql.syntax.Clause.PatternPart;
import vedette.kql.syntax.Clause.RenderProperty;
import vedette.kql.syntax.Clause.SearchTables;
import vedette.kql.syntax.Clause.SeriesItem;
import vedette.kql.syntax.Clause.Setting;
import vedette.kql.syntax.Clause.TypedName;
import vedette.kql.syntax.Clause.With;

/** Parses one tabular operator by the shape that the grammar gives it. */
final class OperatorParser {

    private final TokenStream tokens;
    private final ExpressionParser expressions;
    private final PipeParser pipes;

    OperatorParser(TokenStream tokens, ExpressionParser expressions, PipeParser pipes) {
        this.tokens = tokens;
        this.expressions = expressions;
        this.pipes = pipes;
    }

    /** The operator whose keyword stands here. */
    Operator operator(OperatorSpec spec) {
        Token keyword = tokens.next();
        List<Parameter> parameters = spec.shape().hasParameters() ? parameters(spec) : List.of();
        return switch (spec.shape()) {
            case PREDICATE -> new Operator.Where(keyword, parameters, expressions.expression());
            case COLUMNS -> new Operator.Columns(keyword, parameters, columns(spec));
            case COLUMN_PATTERNS ->
                new Operator.Columns(keyword, parameters, list(() -> expressions.ordered(expressions::pattern)));
            case AGGREGATES ->
                new Operator.Summarize(
                        keyword,
                        parameters,
                        expressions.separated(expressions::named, "by"),
                        maybeBy(expressions::named));
            case ORDER -> new Operator.Sort(keyword, parameters, by(this::orderedValue));
            case COUNT_AND_ORDER ->
                new Operator.Top(keyword, parameters, expressions.expression(), by(this::orderedValue));
            case COUNT -> new Operator.Take(keyword, parameters, expressions.expression());
            case NOTHING -> new Operator.Plain(keyword, parameters);
            case TABLE_ON -> new Operator.Join(keyword, parameters, expressions.postfix(), maybeOn());
            case TABLES -> new Operator.Union(keyword, parameters, list(this::table));
            case SCHEMA_AND_VALUES -> dataTable(keyword);
            case FROM_TO_STEP ->
                new Operator.Range(keyword, expressions.name(), setting("from"), setting("to"), setting("step"));
            case EXPAND -> new Operator.MvExpand(keyword, parameters, list(this::expandItem), maybeSetting("limit"));
            case APPLY -> apply(keyword, parameters);
            case PATTERN ->
                new Operator.Parse(keyword, parameters, expressions.expression(), tokens.expect("with"), pattern());
            case SERIES -> series(keyword, parameters);
            case SEARCH -> new Operator.Search(keyword, parameters, maybeSearchTables(), expressions.expression());
            case VISUALIZATION -> render(keyword);
            case NAME -> new Operator.As(keyword, parameters, expressions.name());
            case OTHER -> new Operator.Other(keyword, tokens.skipToBoundary());
        };
    }

    private List<Parameter> parameters(OperatorSpec spec) {
        List<Parameter> parameters = new ArrayList<>();
        while (tokens.at(TokenKind.WORD)) {
            int length = 1;
            StringBuilder name = new StringBuilder(tokens.peek().text());
            while (tokens.peek(length).is(".") && tokens.peek(length + 1).kind() == TokenKind.WORD) {
                name.append('.').append(tokens.peek(length + 1).text());
                length += 2;
            }
            if (!tokens.peek(length).is("=") || !spec.hasParameter(name.toString())) {
                break;
            }
            List<Token> nameTokens = new ArrayList<>();
            for (int i = 0; i < length; i++) {
                nameTokens.add(tokens.next());
            }
            parameters.add(new Parameter(nameTokens, tokens.next(), parameterValue()));
        }
        return parameters;
    }

    /** One word or literal: what follows is the operator's. */
    private Expression parameterValue() {
        return tokens.at(TokenKind.WORD)
                ? new Expression.Name(List.of(tokens.next()))
                : tokens.at("(") || tokens.at("[") ? expressions.postfix() : literal();
    }

    private Expression literal() {
        boolean isLiteral = tokens.at(TokenKind.STRING) || tokens.at(TokenKind.LONG) || tokens.at(TokenKind.TYPED);
        return isLiteral
                ? new Expression.Literal(List.of(tokens.next()))
                : new Expression.Missing(List.of(tokens.missing("a value")));
    }

    private Separated<Expression> columns(OperatorSpec spec) {
        boolean mayBeEmpty = spec.name().equals("serialize") || spec.name().equals("project");
        return mayBeEmpty ? expressions.separated(expressions::named) : list(expressions::named);
    }

    private <T extends Node> Separated<T> list(Supplier<? extends T> item) {
        if (tokens.atBoundary() && !tokens.at("]")) {
            T first = item.get();
            return new Separated<>(List.of(first), List.of());
        }
        return expressions.separated(item);
    }

    private Expression orderedValue() {
        return expressions.ordered(expressions::expression);
    }

    private By by(Supplier<Expression> item) {
        Token keyword = tokens.expect("by");
        return new By(keyword, keyword.isMissing() && tokens.atBoundary() ? expressions.separated(item) : list(item));
    }

    private Optional<By> maybeBy(Supplier<Expression> item) {
        return tokens.maybe("by").map(keyword -> new By(keyword, list(item)));
    }

    private Optional<On> maybeOn() {
        return tokens.maybe("on").map(keyword -> new On(keyword, list(expressions::expression)));
    }

    private Expression table() {
        boolean isPattern = (tokens.at(TokenKind.WORD) && tokens.peek(1).is("*")) || tokens.at("*");
        return isPattern ? expressions.pattern() : expressions.postfix();
    }

    private Setting setting(String keyword) {
        return new Setting(tokens.expect(keyword), Optional.empty(), expressions.expression());
    }

    private Optional<Setting> maybeSetting(String keyword) {
        return tokens.at(keyword) ? Optional.of(setting(keyword)) : Optional.empty();
    }

    private Optional<SearchTables> maybeSearchTables() {
        if (!tokens.at("in")) {
            return Optional.empty();
        }
        Token keyword = tokens.next();
        Token open = tokens.expect("(");
        Separated<Expression> listed = expressions.separated(this::table, ")");
        return Optional.of(new SearchTables(keyword, open, listed, tokens.expect(")")));
    }

    private Operator dataTable(Token keyword) {
        Token open = tokens.expect("(");
        Separated<TypedName> schema = expressions.separated(this::typedName, ")");
        Token close = tokens.expect(")");
        Token openValues = tokens.expect("[");
        Separated<Expression> values = expressions.separated(this::dataValue, "]");
        return new Operator.DataTable(keyword, open, schema, close, openValues, values, tokens.expect("]"));
    }

    /** A value of a {@code datatable}; a comma too many is no value and no problem, as in the real engine. */
    private Expression dataValue() {
        return tokens.at(",") ? new Expression.Missing(List.of()) : expressions.expression();
    }

    /** {@code name: type}. */
    TypedName typedName() {
        return new TypedName(expressions.name(), tokens.expect(":"), type());
    }

    /** The name of a type. */
    Token type() {
        return tokens.at(TokenKind.WORD) ? tokens.next() : tokens.missing("a type");
    }

    private ExpandItem expandItem() {
        Expression value = expressions.named();
        Optional<Token> to = tokens.maybe("to");
        return new ExpandItem(value, to, to.map(ignored -> expressions.typeOf()));
    }

    private Operator apply(Token keyword, List<Parameter> parameters) {
        Separated<ExpandItem> items = list(this::expandItem);
        Optional<Setting> limit = maybeSetting("limit");
        Token on = tokens.expect("on");
        Token open = tokens.expect("(");
        if (open.isMissing()) {
            return new Operator.MvApply(
                    keyword,
                    parameters,
                    items,
                    limit,
                    on,
                    open,
                    new Expression.Missing(tokens.skipToBoundary()),
                    Token.missing(tokens.peek().start()));
        }
        Expression body = pipes.bodyOf(open);
        return new Operator.MvApply(keyword, parameters, items, limit, on, open, body, tokens.expect(")"));
    }

    private List<PatternPart> pattern() {
        List<PatternPart> parts = new ArrayList<>();
        while (!tokens.atBoundary()) {
            parts.add(patternPart());
        }
        if (parts.isEmpty()) {
            tokens.missing("a pattern");
        }
        return parts;
    }

    private PatternPart patternPart() {
        if (tokens.at("*")) {
            return new PatternPart(new Expression.Star(tokens.next()), Optional.empty(), Optional.empty());
        }
        if (tokens.at(TokenKind.STRING)) {
            return new PatternPart(new Expression.Literal(List.of(tokens.next())), Optional.empty(), Optional.empty());
        }
        if (tokens.at(TokenKind.WORD) || tokens.at("[")) {
            Expression name = expressions.name();
            Optional<Token> colon = tokens.maybe(":");
            return new PatternPart(name, colon, colon.map(ignored -> type()));
        }
        Token token = tokens.peek();
        tokens.problem(ProblemCode.NOT_UNDERSTOOD, token.span(), token.text());
        return new PatternPart(new Expression.Missing(tokens.skipToBoundary()), Optional.empty(), Optional.empty());
    }

    private Operator series(Token keyword, List<Parameter> parameters) {
        Separated<SeriesItem> items = expressions.separated(this::seriesItem, "on");
        Token on = tokens.expect("on");
        Expression axis = expressions.expression();
        List<Setting> bounds = new ArrayList<>();
        while (tokens.atAny("from", "to", "step", "in")) {
            Token word = tokens.next();
            bounds.add(new Setting(word, Optional.empty(), expressions.expression()));
        }
        return new Operator.MakeSeries(keyword, parameters, items, on, axis, bounds, maybeBy(expressions::named));
    }

    private SeriesItem seriesItem() {
        Expression value = expressions.named();
        if (!tokens.at("default")) {
            return new SeriesItem(value, Optional.empty());
        }
        Token keyword = tokens.next();
        Token equals = tokens.expect("=");
        return new SeriesItem(value, Optional.of(new Setting(keyword, Optional.of(equals), expressions.expression())));
    }

    private Operator render(Token keyword) {
        Optional<Token> visualization =
                tokens.at(TokenKind.WORD) && !tokens.at("with") ? Optional.of(tokens.next()) : Optional.empty();
        Optional<With> with = Optional.empty();
        if (tokens.at("with")) {
            Token word = tokens.next();
            Token open = tokens.expect("(");
            Separated<RenderProperty> properties = expressions.separated(this::renderProperty, ")");
            with = Optional.of(new With(word, open, properties, tokens.expect(")")));
        }
        return new Operator.Render(keyword, visualization, with);
    }

    private RenderProperty renderProperty() {
        Token name = tokens.at(TokenKind.WORD) ? tokens.next() : tokens.missing("a property");
        Token equals = tokens.expect("=");
        List<Expression> values = new ArrayList<>(List.of(expressions.expression()));
        List<Token> separators = new ArrayList<>();
        while (tokens.at(",") && !tokens.peek(2).is("=")) {
            separators.add(tokens.next());
            values.add(expressions.expression());
        }
        return new RenderProperty(name, equals, new Separated<>(values, separators));
    }
}
