package vedette.kql.syntax;

import java.util.List;
import java.util.Optional;

/** What has a value, or names something that has: scalars, tables, and whole queries in parentheses. */
public sealed interface Expression extends Node {

    /** A name: a word, {@code ['any text']}, or a word ending in wildcards where those are allowed. */
    record Name(List<Token> tokens) implements Expression {

        public Name {
            tokens = List.copyOf(tokens);
        }

        @Override
        public List<Element> elements() {
            return List.copyOf(tokens);
        }

        /** The name without brackets and quotes; empty where it is missing. */
        public String name() {
            if (tokens.size() == 3 && tokens.getFirst().is("[")) {
                return Literals.string(tokens.get(1).text());
            }
            StringBuilder name = new StringBuilder();
            tokens.forEach(token -> name.append(token.text()));
            return name.toString();
        }

        /** Whether it is a pattern for names. */
        public boolean isPattern() {
            return !tokens.getFirst().is("[") && name().contains("*");
        }
    }

    /** A literal of one or, for strings written side by side, several tokens. */
    record Literal(List<Token> tokens) implements Expression {

        public Literal {
            tokens = List.copyOf(tokens);
        }

        @Override
        public List<Element> elements() {
            return List.copyOf(tokens);
        }

        /** What kind of literal it is. */
        public TokenKind kind() {
            return tokens.getFirst().kind();
        }
    }

    /** {@code *} where it stands for all columns. */
    record Star(Token star) implements Expression {
        @Override
        public List<Element> elements() {
            return List.of(star);
        }
    }

    /** An expression that is not there, or tokens that could not become one; a problem says why. */
    record Missing(List<Token> skipped) implements Expression {

        public Missing {
            skipped = List.copyOf(skipped);
        }

        @Override
        public List<Element> elements() {
            return List.copyOf(skipped);
        }
    }

    /** An operator before an expression: {@code -x}. */
    record Unary(Token operator, Expression operand) implements Expression {
        @Override
        public List<Element> elements() {
            return Elements.of(operator, operand);
        }
    }

    /** Two expressions and an operator of one or two words between them. */
    record Binary(Expression left, List<Token> operator, Expression right) implements Expression {

        public Binary {
            operator = List.copyOf(operator);
        }

        @Override
        public List<Element> elements() {
            return Elements.of(left, operator, right);
        }

        /** The operator as KQL spells it, with one space between its words. */
        public String operatorText() {
            return operator.size() == 1
                    ? operator.getFirst().text()
                    : operator.getFirst().text() + " " + operator.getLast().text();
        }
    }

    /** {@code x between (a .. b)}. */
    record Between(
            Expression value, Token operator, Token open, Expression from, Token dots, Expression to, Token close)
            implements Expression {
        @Override
        public List<Element> elements() {
            return Elements.of(value, operator, open, from, dots, to, close);
        }
    }

    /** {@code x in (a, b)}, {@code x has_any (a, b)} and their like. */
    record InList(Expression value, Token operator, Token open, Separated<Expression> items, Token close)
            implements Expression {
        @Override
        public List<Element> elements() {
            return Elements.of(value, operator, open, items, close);
        }
    }

    /** A function with its arguments. */
    record Call(Expression function, Token open, Separated<Expression> arguments, Token close) implements Expression {
        @Override
        public List<Element> elements() {
            return Elements.of(function, open, arguments, close);
        }
    }

    /** {@code name = value}, or {@code (a, b) = value}: a column, or an argument by name. */
    record Named(Expression names, Token equals, Expression value) implements Expression {
        @Override
        public List<Element> elements() {
            return Elements.of(names, equals, value);
        }
    }

    /** {@code target.member}. */
    record Member(Expression target, Token dot, Expression member) implements Expression {
        @Override
        public List<Element> elements() {
            return Elements.of(target, dot, member);
        }
    }

    /** {@code target[index]}; the dot of {@code target.["x"]} is optional. */
    record Index(Expression target, Optional<Token> dot, Token open, Expression index, Token close)
            implements Expression {
        @Override
        public List<Element> elements() {
            return Elements.of(target, dot, open, index, close);
        }
    }

    /** An expression in parentheses. */
    record Parenthesized(Token open, Expression inner, Token close) implements Expression {
        @Override
        public List<Element> elements() {
            return Elements.of(open, inner, close);
        }
    }

    /** Several expressions in parentheses, as on the left of {@code (a, b) = f(x)}. */
    record Tuple(Token open, Separated<Expression> items, Token close) implements Expression {
        @Override
        public List<Element> elements() {
            return Elements.of(open, items, close);
        }
    }

    /** {@code typeof(long)}. */
    record TypeOf(Token keyword, Token open, Separated<Expression> types, Token close) implements Expression {
        @Override
        public List<Element> elements() {
            return Elements.of(keyword, open, types, close);
        }
    }

    /** An expression with an order: {@code x desc nulls last}. */
    record Ordered(Expression value, Optional<Token> direction, Optional<Token> nulls, Optional<Token> place)
            implements Expression {
        @Override
        public List<Element> elements() {
            return Elements.of(value, direction, nulls, place);
        }
    }

    /** An operator that begins a query: {@code print}, {@code range}, {@code union}, {@code datatable} and so on. */
    record Source(Operator operator) implements Expression {
        @Override
        public List<Element> elements() {
            return List.of(operator);
        }
    }

    /** A source and what it is piped through. The chain is flat, however long. */
    record Pipe(Expression source, List<Clause.Step> steps) implements Expression {

        public Pipe {
            steps = List.copyOf(steps);
        }

        @Override
        public List<Element> elements() {
            return Elements.of(source, steps);
        }
    }

    /** {@code (x: long, T: (*)) { body }}, with {@code view} before it where written. */
    record Function(
            Optional<Token> view,
            Token open,
            Separated<Clause.FunctionParameter> parameters,
            Token close,
            Token openBody,
            List<Statement> body,
            Token closeBody)
            implements Expression {

        public Function {
            body = List.copyOf(body);
        }

        @Override
        public List<Element> elements() {
            return Elements.of(view, open, parameters, close, openBody, body, closeBody);
        }
    }
}
