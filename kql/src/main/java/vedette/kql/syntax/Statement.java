package vedette.kql.syntax;

import java.util.List;
import java.util.Optional;
import vedette.kql.syntax.Expression.Name;

/** What a query text consists of, each with the semicolon behind it. */
public sealed interface Statement extends Node {

    /** A query, or inside a function's body its value. */
    record Query(Expression expression, Optional<Clause.Skipped> skipped, Optional<Token> semicolon)
            implements Statement {
        @Override
        public List<Element> elements() {
            return Elements.of(expression, skipped, semicolon);
        }
    }

    /** {@code let name = value}. */
    record Let(
            Token keyword,
            Name name,
            Token equals,
            Expression value,
            Optional<Clause.Skipped> skipped,
            Optional<Token> semicolon)
            implements Statement {
        @Override
        public List<Element> elements() {
            return Elements.of(keyword, name, equals, value, skipped, semicolon);
        }
    }

    /** {@code set option = value}, {@code declare ...}, {@code alias ...}, {@code restrict ...}: kept as tokens. */
    record Other(Token keyword, List<Token> rest, Optional<Token> semicolon) implements Statement {

        public Other {
            rest = List.copyOf(rest);
        }

        @Override
        public List<Element> elements() {
            return Elements.of(keyword, rest, semicolon);
        }
    }

    /** A semicolon with nothing before it. */
    record Empty(Token semicolon) implements Statement {
        @Override
        public List<Element> elements() {
            return List.of(semicolon);
        }
    }

    /** A whole text. */
    record Program(List<Statement> statements, Token end) implements Statement {

        public Program {
            statements = List.copyOf(statements);
        }

        @Override
        public List<Element> elements() {
            return Elements.of(statements, end);
        }
    }
}
