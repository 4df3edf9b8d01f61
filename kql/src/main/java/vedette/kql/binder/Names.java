package vedette.kql.binder;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import vedette.kql.plan.Column;
import vedette.kql.syntax.Expression;
import vedette.kql.syntax.Literals;
import vedette.kql.syntax.TokenKind;

/** Names that nobody wrote: what a column is called that an expression without {@code name =} makes. */
final class Names {

    /** Functions whose result keeps the name of their first argument, as the real engine does. */
    private static final Set<String> KEEPING = Set.of(
            "tostring",
            "toint",
            "tolong",
            "todouble",
            "toreal",
            "todecimal",
            "tobool",
            "toboolean",
            "todatetime",
            "totimespan",
            "totime",
            "toguid",
            "bin",
            "floor",
            "bin_at",
            "bin_auto",
            "startofday",
            "startofweek",
            "startofmonth",
            "startofyear",
            "endofday",
            "endofweek",
            "endofmonth",
            "endofyear");

    private final Set<String> used = new HashSet<>();
    private int unnamed;

    /** No names are taken yet. */
    Names() {}

    /** The names of columns are taken. */
    Names(List<Column> columns) {
        columns.forEach(column -> used.add(column.name()));
    }

    /** The name itself where it is free, else with the smallest number behind it that makes it so; it is then taken. */
    String unique(String wanted) {
        String name = wanted;
        for (int i = 1; !used.add(name); i++) {
            name = wanted + i;
        }
        return name;
    }

    /** The name of the next expression that has none. */
    String next() {
        do {
            unnamed++;
        } while (used.contains("Column" + unnamed));
        return unique("Column" + unnamed);
    }

    /** Whether a name is taken. */
    boolean isUsed(String name) {
        return used.contains(name);
    }

    /** What an expression would be called by itself. */
    static Optional<String> of(Expression expression) {
        return switch (expression) {
            case Expression.Name name -> Optional.of(name.name());
            case Expression.Parenthesized parenthesized -> of(parenthesized.inner());
            case Expression.Ordered ordered -> of(ordered.value());
            case Expression.Member member ->
                isJoinSide(member.target()) ? of(member.member()) : joined(of(member.target()), of(member.member()));
            case Expression.Index index -> joined(of(index.target()), ofIndex(index.index()));
            case Expression.Call call ->
                call.function() instanceof Expression.Name function
                                && KEEPING.contains(function.name())
                                && !call.arguments().items().isEmpty()
                        ? of(call.arguments().items().getFirst())
                        : Optional.empty();
            default -> Optional.empty();
        };
    }

    private static boolean isJoinSide(Expression target) {
        return target instanceof Expression.Name name
                && (name.name().equals("$left") || name.name().equals("$right"));
    }

    private static Optional<String> ofIndex(Expression index) {
        if (!(index instanceof Expression.Literal literal)) {
            return Optional.empty();
        }
        String text = literal.tokens().getFirst().text();
        return literal.kind() == TokenKind.STRING
                ? Optional.of(Literals.string(text))
                : literal.kind() == TokenKind.LONG ? Optional.of(text) : Optional.empty();
    }

    private static Optional<String> joined(Optional<String> target, Optional<String> member) {
        return target.flatMap(left -> member.map(right -> left + "_" + right));
    }
}
