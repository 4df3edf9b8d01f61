package vedette.kql;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import vedette.kql.syntax.Element;
import vedette.kql.syntax.Node;
import vedette.kql.syntax.Token;

/** Prints a tree: a node's kind and, in brackets, its elements; on one line where that is short. */
final class TreeText {

    private static final int MOST_COLUMNS = 100;

    private TreeText() {}

    static String of(Node node) {
        return of(node, 0);
    }

    private static String of(Element element, int indent) {
        String flat = flat(element);
        if (element instanceof Node node && indent + flat.length() > MOST_COLUMNS) {
            String space = " ".repeat(indent + 2);
            return parts(node).stream()
                    .map(part -> "\n" + space + of(part, indent + 2))
                    .collect(Collectors.joining("", node.getClass().getSimpleName() + "[", "]"));
        }
        return flat;
    }

    private static String flat(Element element) {
        return switch (element) {
            case Token token -> '"' + token.text().replace("\n", "\\n") + '"';
            case Node node -> {
                List<Element> parts = parts(node);
                String name = node.getClass().getSimpleName();
                yield parts.size() == 1 && parts.getFirst() instanceof Token token
                        ? name + flat(token)
                        : parts.stream().map(TreeText::flat).collect(Collectors.joining(" ", name + "[", "]"));
            }
        };
    }

    private static List<Element> parts(Node node) {
        List<Element> parts = new ArrayList<>(node.elements());
        parts.removeIf(part -> part instanceof Token token && token.text().isEmpty());
        return parts;
    }
}
