package vedette.kernel.java;

import com.sun.source.util.JavacTask;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.ModuleElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.Elements;

/**
 * Where something is declared, in words, so that its source can be searched when the compiler has forgotten it.
 *
 * @param module the module's name, or empty
 * @param packageName the package's name
 * @param types the types around it and, where it is one, itself, outermost first
 * @param member its name where it is no type; else empty
 * @param parameters the simple names of a method's erased parameter types
 * @param isMethod whether it is a method or constructor
 */
record Place(
        String module,
        String packageName,
        List<String> types,
        String member,
        List<String> parameters,
        boolean isMethod) {

    Place {
        types = List.copyOf(types);
        parameters = List.copyOf(parameters);
    }

    /** The same place in a text in which it stands within these types. */
    Place within(List<String> others) {
        return new Place(module, packageName, others, member, parameters, isMethod);
    }

    /** The places where something is documented, its own first; variables of methods have none. */
    static List<Place> of(Element element, JavacTask task) {
        boolean isMember = isType(element) || element.getEnclosingElement() instanceof TypeElement;
        if (!isMember) {
            return List.of();
        }
        List<Place> places = new ArrayList<>(List.of(placeOf(element, task.getElements())));
        if (element.getKind() == ElementKind.METHOD) {
            places.addAll(overridden((ExecutableElement) element, task));
        }
        return places;
    }

    private static boolean isType(Element element) {
        return element.getKind().isClass() || element.getKind().isInterface();
    }

    /** The place of a type or of a member of one. */
    static Place placeOf(Element element, Elements elements) {
        List<String> types = new ArrayList<>();
        Element at = isType(element) ? element : element.getEnclosingElement();
        for (; at instanceof TypeElement type; at = type.getEnclosingElement()) {
            types.addFirst(type.getSimpleName().toString());
        }
        ModuleElement module = elements.getModuleOf(element);
        return new Place(
                module == null ? "" : module.getQualifiedName().toString(),
                elements.getPackageOf(element).getQualifiedName().toString(),
                types,
                isType(element) ? "" : element.getSimpleName().toString(),
                element instanceof ExecutableElement method ? parameters(method) : List.of(),
                element instanceof ExecutableElement);
    }

    private static List<String> parameters(ExecutableElement method) {
        return method.getParameters().stream()
                .map(parameter -> simple(parameter.asType().toString()))
                .toList();
    }

    /** The methods that a method overrides, whose comments it inherits; the nearest first. */
    private static List<Place> overridden(ExecutableElement method, JavacTask task) {
        TypeElement owner = (TypeElement) method.getEnclosingElement();
        List<Place> found = new ArrayList<>();
        Set<Element> seen = new LinkedHashSet<>(List.of(owner));
        Deque<TypeMirror> waiting = new ArrayDeque<>(task.getTypes().directSupertypes(owner.asType()));
        while (!waiting.isEmpty()) {
            TypeMirror next = waiting.removeFirst();
            Element type = task.getTypes().asElement(next);
            if (seen.add(type)) {
                type.getEnclosedElements().stream()
                        .filter(member -> member instanceof ExecutableElement other
                                && other.getSimpleName().equals(method.getSimpleName())
                                && task.getElements().overrides(method, other, owner))
                        .forEach(member -> found.add(placeOf(member, task.getElements())));
                waiting.addAll(task.getTypes().directSupertypes(next));
            }
        }
        return found;
    }

    /** A written type without type arguments, annotations and packages. */
    static String simple(String type) {
        String bare = type;
        while (bare.matches("(?s).*<[^<>]*>.*")) {
            bare = bare.replaceAll("<[^<>]*>", "");
        }
        bare = bare.replaceAll("@[\\w.]+(\\([^)]*\\))?\\s*", "")
                .replace("...", "[]")
                .replaceAll("\\s", "");
        return bare.substring(bare.lastIndexOf('.') + 1);
    }
}
