package vedette.kql.syntax;

import java.util.List;
import java.util.Optional;
import vedette.kql.syntax.Expression.Name;

/** A part of an operator or statement that is no expression of its own. */
public sealed interface Clause extends Node {

    /** A pipe and what follows it. */
    record Step(Token bar, Operator operator, Optional<Skipped> skipped) implements Clause {
        @Override
        public List<Element> elements() {
            return Elements.of(bar, operator, skipped);
        }
    }

    /** {@code kind=inner}, {@code hint.strategy=shuffle}. */
    record Parameter(List<Token> nameTokens, Token equals, Expression value) implements Clause {

        public Parameter {
            nameTokens = List.copyOf(nameTokens);
        }

        @Override
        public List<Element> elements() {
            return Elements.of(nameTokens, equals, value);
        }

        /** The name, dots included. */
        public String name() {
            StringBuilder name = new StringBuilder();
            nameTokens.forEach(token -> name.append(token.text()));
            return name.toString();
        }
    }

    /** {@code by a, b}. */
    record By(Token keyword, Separated<Expression> items) implements Clause {
        @Override
        public List<Element> elements() {
            return List.of(keyword, items);
        }
    }

    /** {@code on a, $left.b == $right.c}. */
    record On(Token keyword, Separated<Expression> items) implements Clause {
        @Override
        public List<Element> elements() {
            return List.of(keyword, items);
        }
    }

    /** The tables that {@code search} looks into. */
    record SearchTables(Token keyword, Token open, Separated<Expression> tables, Token close) implements Clause {
        @Override
        public List<Element> elements() {
            return Elements.of(keyword, open, tables, close);
        }
    }

    /** A keyword and one expression behind it: {@code limit 10}, {@code from a}, {@code default = 0}. */
    record Setting(Token keyword, Optional<Token> equals, Expression value) implements Clause {
        @Override
        public List<Element> elements() {
            return Elements.of(keyword, equals, value);
        }
    }

    /** {@code name: type}. */
    record TypedName(Name name, Token colon, Token type) implements Clause {
        @Override
        public List<Element> elements() {
            return List.of(name, colon, type);
        }
    }

    /** An item that {@code mv-expand} takes apart, with the type of its parts where written. */
    record ExpandItem(Expression value, Optional<Token> to, Optional<Expression> type) implements Clause {
        @Override
        public List<Element> elements() {
            return Elements.of(value, to, type);
        }
    }

    /** A part of a {@code parse} pattern: literal text, {@code *}, or a column with an optional type. */
    record PatternPart(Expression item, Optional<Token> colon, Optional<Token> type) implements Clause {
        @Override
        public List<Element> elements() {
            return Elements.of(item, colon, type);
        }
    }

    /** {@code with (title="x", kind=stacked)}. */
    record With(Token keyword, Token open, Separated<RenderProperty> properties, Token close) implements Clause {
        @Override
        public List<Element> elements() {
            return Elements.of(keyword, open, properties, close);
        }
    }

    /** A property of {@code render}; its value may be several column names. */
    record RenderProperty(Token name, Token equals, Separated<Expression> values) implements Clause {
        @Override
        public List<Element> elements() {
            return Elements.of(name, equals, values);
        }
    }

    /** A series that {@code make-series} makes, with what stands in a step without rows. */
    record SeriesItem(Expression value, Optional<Setting> missing) implements Clause {
        @Override
        public List<Element> elements() {
            return Elements.of(value, missing);
        }
    }

    /** A parameter of a function: {@code x: long = 3}, {@code T: (a: int)}, {@code T: (*)}. */
    record FunctionParameter(
            Name name, Token colon, ParameterType type, Optional<Token> equals, Optional<Expression> value)
            implements Clause {
        @Override
        public List<Element> elements() {
            return Elements.of(name, colon, type, equals, value);
        }
    }

    /** The type of a parameter: a scalar type's name, or a table's columns, or any table. */
    sealed interface ParameterType extends Clause {}

    /** A scalar type. */
    record ScalarType(Token type) implements ParameterType {
        @Override
        public List<Element> elements() {
            return List.of(type);
        }
    }

    /** A table with at least these columns. */
    record TableType(Token open, Separated<TypedName> columns, Token close) implements ParameterType {
        @Override
        public List<Element> elements() {
            return List.of(open, columns, close);
        }
    }

    /** Any table. */
    record AnyTableType(Token open, Token star, Token close) implements ParameterType {
        @Override
        public List<Element> elements() {
            return List.of(open, star, close);
        }
    }

    /** Tokens that fit nowhere; a problem says why. */
    record Skipped(List<Token> skippedTokens) implements Clause {

        public Skipped {
            skippedTokens = List.copyOf(skippedTokens);
        }

        @Override
        public List<Element> elements() {
            return List.copyOf(skippedTokens);
        }
    }
}
