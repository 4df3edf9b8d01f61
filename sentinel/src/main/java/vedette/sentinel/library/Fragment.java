package vedette.sentinel.library;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import vedette.kql.Kql;
import vedette.kql.Parsed;
import vedette.kql.syntax.Expression;
import vedette.kql.syntax.Separated;
import vedette.kql.syntax.Statement;

/**
 * A piece of KQL that a user gives for a parameter that stands bare, proven to be one piece: it closes no bracket that it
 * does not open, ends no statement, and binds no tighter or looser than what stood there.
 *
 * @param kql what to put into the query
 * @param neutral what the query is the same query with, for syntax
 */
record Fragment(String kql, String neutral) {

    private static final String STAND_IN = "x";
    private static final Set<String> NOT_OPERATORS = Set.of("and", "or");

    /** Pipe operators, from the first bar on. */
    static Optional<Fragment> operators(String value) {
        return value.strip().startsWith("|") ? piped(STAND_IN + " " + value, value, "") : Optional.empty();
    }

    /** Pipe operators behind a bar of the query's own. */
    static Optional<Fragment> behindBar(String value) {
        return piped(STAND_IN + " | " + value, value, "count");
    }

    private static Optional<Fragment> piped(String text, String value, String neutral) {
        Parsed parsed = Kql.parse(text);
        boolean whole = query(parsed)
                .filter(Expression.Pipe.class::isInstance)
                .map(Expression.Pipe.class::cast)
                .filter(pipe -> pipe.source() instanceof Expression.Name
                        && pipe.steps().stream().allMatch(step -> step.skipped().isEmpty()))
                .isPresent();
        String end = parsed.program().end().trivia().contains("//") ? "\n" : "";
        return whole ? Optional.of(new Fragment(value + end, neutral)) : Optional.empty();
    }

    /** What compares two values: {@code has}, {@code ==}, {@code in~}. */
    static Optional<Fragment> comparison(String value) {
        String operator = value.strip();
        boolean plain = query(Kql.parse(STAND_IN + " " + operator + " " + STAND_IN))
                .filter(Expression.Binary.class::isInstance)
                .map(Expression.Binary.class::cast)
                .filter(binary -> binary.left() instanceof Expression.Name
                        && binary.right() instanceof Expression.Name
                        && binary.operatorText().equals(operator.replaceAll("\\s+", " "))
                        && !NOT_OPERATORS.contains(operator))
                .isPresent();
        boolean ofList = query(Kql.parse(STAND_IN + " " + operator + " (" + STAND_IN + ")"))
                .filter(Expression.InList.class::isInstance)
                .map(Expression.InList.class::cast)
                .filter(list -> list.value() instanceof Expression.Name
                        && list.operator().text().equals(operator))
                .isPresent();
        return plain || ofList ? Optional.of(new Fragment(operator, "==")) : Optional.empty();
    }

    /** An expression or several with commas between; one that has operators of its own gets parentheses. */
    static Optional<Fragment> expressions(String value) {
        return items(value)
                .map(items -> new Fragment(
                        items.items().stream()
                                .map(item -> isTight(item) ? item.text() : "(" + item.text() + ")")
                                .collect(Collectors.joining(",")),
                        STAND_IN));
    }

    /** Literals with commas between, as {@code dynamic([...])} takes them. */
    static Optional<Fragment> literals(String value) {
        return items(value)
                .filter(items -> items.items().stream().allMatch(Fragment::isLiteral))
                .map(items -> new Fragment(value, "0"));
    }

    private static boolean isLiteral(Expression item) {
        return item instanceof Expression.Literal
                || (item instanceof Expression.Unary unary && unary.operand() instanceof Expression.Literal);
    }

    private static Optional<Separated<Expression>> items(String value) {
        String text = STAND_IN + "(" + value + ")";
        return query(Kql.parse(text))
                .filter(Expression.Call.class::isInstance)
                .map(Expression.Call.class::cast)
                .filter(call -> call.function() instanceof Expression.Name
                        && call.close().start() == text.length() - 1
                        && !call.arguments().items().isEmpty()
                        && call.arguments().separators().size()
                                < call.arguments().items().size())
                .map(Expression.Call::arguments);
    }

    private static boolean isTight(Expression item) {
        return switch (item) {
            case Expression.Name name -> true;
            case Expression.Literal literal -> true;
            case Expression.Call call -> true;
            case Expression.Member member -> true;
            case Expression.Index index -> true;
            case Expression.Parenthesized parenthesized -> true;
            case Expression.TypeOf type -> true;
            case Expression.Star star -> true;
            // Its value ends where the next comma is, and no operator takes it for an operand.
            case Expression.Named named -> true;
            default -> false;
        };
    }

    /** The expression of a text that is one query and nothing else, without any problem. */
    private static Optional<Expression> query(Parsed parsed) {
        List<Statement> statements = parsed.program().statements();
        return parsed.problems().isEmpty()
                        && statements.size() == 1
                        && statements.getFirst() instanceof Statement.Query query
                        && query.semicolon().isEmpty()
                        && query.skipped().isEmpty()
                ? Optional.of(query.expression())
                : Optional.empty();
    }
}
