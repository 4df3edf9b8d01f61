package vedette.kql.syntax;

import java.util.ArrayList;
import java.util.List;

/** Nodes with commas between them. A trailing separator is kept and means nothing. */
public record Separated<T extends Node>(List<T> items, List<Token> separators) implements Node {

    public Separated {
        items = List.copyOf(items);
        separators = List.copyOf(separators);
    }

    @Override
    public List<Element> elements() {
        List<Element> elements = new ArrayList<>();
        for (int i = 0; i < Math.max(items.size(), separators.size()); i++) {
            if (i < items.size()) {
                elements.add(items.get(i));
            }
            if (i < separators.size()) {
                elements.add(separators.get(i));
            }
        }
        return elements;
    }
}
