package vedette.emulator.query;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import vedette.emulator.EmulatedWorkspace;
import vedette.kql.Kql;
import vedette.kql.query.QueryRequest.Tier;
import vedette.kql.syntax.Element;
import vedette.kql.syntax.Expression;
import vedette.kql.syntax.Node;
import vedette.kql.syntax.Operator;
import vedette.kql.syntax.Token;

/**
 * Which API reads which tables: those of the plans Basic and Auxiliary only {@code /search}, one of them a query, with up
 * to five others by lookup or union, and without what the service leaves out there.
 */
final class BasicTables {

    private static final int MOST_OTHERS = 5;
    private static final Set<String> FORBIDDEN_OPERATORS = Set.of("join", "find", "search", "externaldata");
    private static final Set<String> FORBIDDEN_FUNCTIONS =
            Set.of("workspace", "app", "resource", "adx", "cluster", "externaldata");

    private BasicTables() {}

    /** Why the service does not answer a query by the API of a tier; empty where it does. */
    static Optional<String> refusal(String query, Tier tier, List<EmulatedWorkspace> from, Workspaces workspaces) {
        Set<String> basic = from.stream()
                .flatMap(workspace -> workspace.basicTables().stream())
                .collect(Collectors.toSet());
        Set<String> known = from.stream()
                .flatMap(workspace -> workspaces.tableNames(workspace).stream())
                .collect(Collectors.toSet());
        Found found = Found.in(Kql.parse(query).program());
        Set<String> asked = new TreeSet<>(found.names);
        asked.retainAll(basic);
        if (tier == Tier.ANALYTICS) {
            return asked.isEmpty()
                    ? Optional.empty()
                    : Optional.of("Query of Basic Logs table is not supported with the API"
                            + " 'https://api.loganalytics.io/v1/workspaces/{workspaceId}/query'.\n"
                            + "You can use 'https://api.loganalytics.io/v1/workspaces/{workspaceId}/search' instead.\n"
                            + "To learn more on queries on Basic Logs table, read here:"
                            + " https://aka.ms/basicLogsQueryAPI.");
        }
        Set<String> others = new TreeSet<>(found.names);
        others.retainAll(known);
        others.removeAll(basic);
        if (from.size() > 1 || !found.forbidden.isEmpty()) {
            return Optional.of("'"
                    + (from.size() > 1
                            ? "workspaces"
                            : found.forbidden.iterator().next())
                    + "' is not supported in a query of Basic Logs tables");
        }
        if (asked.size() > 1 || others.size() > MOST_OTHERS) {
            return Optional.of("A query of Basic Logs tables reads one of them, and at most five Analytics tables");
        }
        return Optional.empty();
    }

    /** The names of a query that may be tables, and what the search API leaves out. */
    private record Found(Set<String> names, Set<String> forbidden) {

        static Found in(Node root) {
            Found found = new Found(new TreeSet<>(), new TreeSet<>());
            Deque<Element> open = new ArrayDeque<>();
            open.push(root);
            while (!open.isEmpty()) {
                switch (open.pop()) {
                    case Node node -> {
                        found.look(node);
                        node.elements().reversed().forEach(open::push);
                    }
                    case Token token -> {}
                }
            }
            return found;
        }

        private void look(Node node) {
            switch (node) {
                case Expression.Name name -> names.add(name.name());
                case Expression.Function function -> forbidden.add("function");
                case Expression.Call call
                when call.function() instanceof Expression.Name name && FORBIDDEN_FUNCTIONS.contains(name.name()) ->
                    forbidden.add(name.name());
                case Operator operator
                when node.tokens().stream().limit(1).anyMatch(token -> FORBIDDEN_OPERATORS.contains(token.text())) ->
                    forbidden.add(operator.tokens().getFirst().text());
                default -> {}
            }
        }
    }
}
