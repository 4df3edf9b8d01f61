package vedette.kql.syntax;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Lists the elements of a node from its components, in the order of the text. */
final class Elements {

    private Elements() {}

    /** The elements among components: elements, optionals of elements and collections of elements. */
    static List<Element> of(Object... components) {
        List<Element> elements = new ArrayList<>(components.length);
        for (Object component : components) {
            add(component, elements);
        }
        return elements;
    }

    private static void add(Object component, List<Element> elements) {
        switch (component) {
            case Element element -> elements.add(element);
            case Optional<?> optional -> optional.ifPresent(element -> add(element, elements));
            case Collection<?> collection -> collection.forEach(element -> add(element, elements));
            default -> throw new IllegalArgumentException("component must be an element: " + component.getClass());
        }
    }
}
