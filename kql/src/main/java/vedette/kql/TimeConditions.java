package vedette.kql;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import vedette.kql.syntax.Element;
import vedette.kql.syntax.Node;
import vedette.kql.syntax.Operator;
import vedette.kql.syntax.Statement;
import vedette.kql.syntax.Token;
import vedette.kql.syntax.TokenKind;

/** Finds conditions on time in a query. */
final class TimeConditions {

    private static final Set<String> COLUMNS =
            Set.of("TimeGenerated", "Timestamp", "timestamp", "EventTime", "_TimeReceived", "ingestion_time");

    private static final Set<String> MOMENTS = Set.of(
            "ago",
            "now",
            "startofday",
            "startofweek",
            "startofmonth",
            "startofyear",
            "endofday",
            "endofweek",
            "endofmonth",
            "endofyear",
            "datetime_add",
            "make_datetime",
            "todatetime");

    private static final Set<String> COMPARISONS = Set.of("<", "<=", ">", ">=", "between", "!between");

    private TimeConditions() {}

    static boolean isIn(Statement.Program program) {
        Set<String> moments = new HashSet<>(MOMENTS);
        program.statements().stream()
                .filter(Statement.Let.class::isInstance)
                .map(Statement.Let.class::cast)
                .filter(let -> isMoment(let.value().tokens(), moments))
                .forEach(let -> moments.add(let.name().name()));
        Deque<Element> open = new ArrayDeque<>(List.of(program));
        while (!open.isEmpty()) {
            Element element = open.pop();
            if (isCondition(element, moments)) {
                return true;
            }
            if (element instanceof Node node) {
                node.elements().forEach(open::push);
            }
        }
        return false;
    }

    private static boolean isCondition(Element element, Set<String> moments) {
        return switch (element) {
            case Operator.Where where -> limits(where.predicate().tokens(), moments);
            case Operator operator ->
                Set.of("find", "search").contains(operator.keyword().text()) && limits(operator.tokens(), moments);
            default -> false;
        };
    }

    private static boolean limits(List<Token> condition, Set<String> moments) {
        boolean compares = condition.stream().anyMatch(token -> COMPARISONS.contains(token.text()));
        return condition.stream().anyMatch(token -> token.kind() == TokenKind.WORD && COLUMNS.contains(token.text()))
                || (compares && isMoment(condition, moments));
    }

    private static boolean isMoment(List<Token> tokens, Set<String> moments) {
        return tokens.stream().anyMatch(token -> switch (token.kind()) {
            case WORD -> moments.contains(token.text());
            case TYPED -> token.text().toLowerCase(Locale.ROOT).startsWith("date");
            default -> false;
        });
    }
}
