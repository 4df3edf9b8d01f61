package vedette.kernel.java;

import java.util.List;
import java.util.stream.Collectors;
import javax.lang.model.element.Element;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.NestingKind;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.IntersectionType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.type.TypeVariable;
import javax.lang.model.type.WildcardType;

/** Writes an inferred type as a field's declared type: what has no name gives way to its nearest named supertype. */
final class TypeText {

    private static final String OBJECT = "java.lang.Object";
    private static final int DEEPEST = 8;

    private TypeText() {}

    /** Stands between the parts of an intersection type. */
    private static final String AND = " & ";

    /** The type, fully qualified; an intersection type as Java writes the bounds of a type parameter. */
    static String of(TypeMirror type) {
        TypeMirror bound = type instanceof TypeVariable variable ? variable.getUpperBound() : type;
        return bound instanceof IntersectionType many ? intersection(many) : of(type, 0);
    }

    private static String intersection(IntersectionType many) {
        TypeMirror first = firstNamed(many.getBounds());
        return many.getBounds().stream()
                .filter(bound -> bound.equals(first) || isAccessibleInterface(bound))
                .map(bound -> of(bound, 1))
                .filter(bound -> !bound.equals(OBJECT))
                .distinct()
                .collect(Collectors.collectingAndThen(Collectors.joining(AND), text -> text.isEmpty() ? OBJECT : text));
    }

    private static boolean isAccessibleInterface(TypeMirror type) {
        return type instanceof DeclaredType declared
                && declared.asElement() instanceof TypeElement element
                && element.getKind().isInterface()
                && isAccessible(element);
    }

    /** Whether a text is that of an intersection type, which no field can be declared with. */
    static boolean isIntersection(String type) {
        return type.contains(AND);
    }

    /** The type that a field has instead: the first of an intersection type, any other type itself. */
    static String ofField(String type) {
        return isIntersection(type) ? type.substring(0, type.indexOf(AND)) : type;
    }

    /** A written type as Java's own texts space it, and without the packages that are imported by default. */
    static String normal(String type) {
        return type.strip()
                .replaceAll("\\s+", " ")
                .replaceAll(" ?([<>\\[\\],.?&]) ?", "$1")
                .replaceAll(",|\\?(?=\\w)", "$0 ")
                .replace("&", AND)
                .replaceAll("\\bjava\\.(?:lang|util|util\\.function|io|time|math)\\.(?=[A-Z])", "");
    }

    private static String of(TypeMirror type, int depth) {
        if (depth > DEEPEST) {
            return OBJECT;
        }
        return switch (type) {
            case ArrayType array -> of(array.getComponentType(), depth + 1) + "[]";
            case IntersectionType many -> of(firstNamed(many.getBounds()), depth + 1);
            case TypeVariable variable -> of(variable.getUpperBound(), depth + 1);
            case DeclaredType declared when type.getKind() == TypeKind.DECLARED -> declared(declared, depth);
            case TypeMirror other when other.getKind().isPrimitive() -> other.toString();
            default -> OBJECT;
        };
    }

    private static String declared(DeclaredType type, int depth) {
        TypeElement element = (TypeElement) type.asElement();
        if (element.getNestingKind() == NestingKind.ANONYMOUS || !isAccessible(element)) {
            List<? extends TypeMirror> interfaces = element.getInterfaces();
            boolean extendsObject = element.getSuperclass().toString().equals(OBJECT);
            TypeMirror parent =
                    extendsObject && !interfaces.isEmpty() ? interfaces.getFirst() : element.getSuperclass();
            return of(parent, depth + 1);
        }
        // An inner class has the arguments of the class around it, too.
        String name = type.getEnclosingType() instanceof DeclaredType around
                ? of(around, depth) + "." + element.getSimpleName()
                : element.getQualifiedName().toString();
        List<? extends TypeMirror> arguments = type.getTypeArguments();
        return arguments.isEmpty()
                ? name
                : arguments.stream()
                        .map(argument -> argument(argument, depth + 1))
                        .collect(Collectors.joining(", ", name + "<", ">"));
    }

    private static String argument(TypeMirror type, int depth) {
        return switch (type) {
            case WildcardType wildcard
            when wildcard.getExtendsBound() != null -> "? extends " + of(wildcard.getExtendsBound(), depth);
            case WildcardType wildcard
            when wildcard.getSuperBound() != null -> "? super " + of(wildcard.getSuperBound(), depth);
            case WildcardType wildcard -> "?";
            case IntersectionType many -> "? extends " + of(many, depth);
            case TypeVariable variable -> "? extends " + of(variable, depth);
            default -> depth > DEEPEST ? "?" : of(type, depth);
        };
    }

    private static TypeMirror firstNamed(List<? extends TypeMirror> bounds) {
        for (TypeMirror bound : bounds) {
            if (!bound.toString().equals(OBJECT)) {
                return bound;
            }
        }
        return bounds.getFirst();
    }

    private static boolean isAccessible(TypeElement element) {
        for (Element at = element; at instanceof TypeElement type; at = type.getEnclosingElement()) {
            boolean isOfCell = type.getQualifiedName().toString().startsWith(CellClass.PACKAGE + ".");
            if (!isOfCell && !type.getModifiers().contains(Modifier.PUBLIC)) {
                return false;
            }
        }
        return true;
    }
}
