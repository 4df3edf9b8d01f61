package vedette.sentinel.library;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import vedette.kql.Kql;
import vedette.kql.syntax.Element;
import vedette.kql.syntax.Expression;
import vedette.kql.syntax.Node;
import vedette.kql.syntax.Operator;
import vedette.kql.syntax.Statement;

/** The tables that a query reads, by its syntax alone: names where rows come from, less those that it defines itself. */
final class TableNames {

    private TableNames() {}

    /** The names in the order of the text. */
    static List<String> of(String query) {
        Set<String> names = new LinkedHashSet<>();
        Set<String> defined = new LinkedHashSet<>();
        Deque<Element> open = new ArrayDeque<>();
        open.push(Kql.parse(query).program());
        while (!open.isEmpty()) {
            if (open.pop() instanceof Node node) {
                visit(node, names, defined);
                node.elements().reversed().forEach(open::push);
            }
        }
        names.removeAll(defined);
        return List.copyOf(names);
    }

    private static void visit(Node node, Set<String> names, Set<String> defined) {
        switch (node) {
            case Expression.Pipe pipe -> add(pipe.source(), names);
            case Operator.Join join -> add(join.right(), names);
            case Operator.Union union -> union.tables().items().forEach(table -> add(table, names));
            case Statement.Query query -> add(query.expression(), names);
            case Statement.Let let -> defined.add(let.name().name());
            case Expression.Function function ->
                function.parameters()
                        .items()
                        .forEach(parameter -> defined.add(parameter.name().name()));
            default -> {
                // Other nodes read no table by themselves.
            }
        }
    }

    private static void add(Expression expression, Set<String> names) {
        switch (expression) {
            case Expression.Name name when !name.name().isEmpty() && !name.isPattern() -> names.add(name.name());
            case Expression.Parenthesized parenthesized -> add(parenthesized.inner(), names);
            default -> {
                // A pipe or a call is visited by itself.
            }
        }
    }
}
