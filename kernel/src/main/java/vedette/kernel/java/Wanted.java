package vedette.kernel.java;

import java.util.regex.Pattern;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;

/** Which names can stand at a cursor, as far as the text before it tells. */
enum Wanted {
    /** Those of annotations. */
    ANNOTATIONS("@\\s*"),
    /** Those of exceptions. */
    CAUGHT("\\bcatch\\s*\\(\\s*(?:final\\s+)?(?:[\\w.]+\\s*\\|\\s*)*"),
    /** Those of exceptions first, then of other types. */
    THROWN("\\bthrow\\s+new\\s+|\\bthrows\\s+(?:[\\w.]+\\s*,\\s*)*"),
    /** Those of types that an object can be made of first, then of those that must be completed. */
    MADE("\\bnew\\s+"),
    /** Those of interfaces. */
    INTERFACES("\\bimplements\\s+(?:[\\w.<>?]+\\s*,\\s*)*"),
    /** Those of types. */
    TYPES("\\b(?:extends|permits)\\s+(?:[\\w.<>?]+\\s*[,&]\\s*)*|\\binstanceof\\s+(?:final\\s+)?"
            + "|\\b\\p{Lu}\\w*<(?:[\\w.<>?\\[\\]\\s]+,)?\\s*(?:\\?\\s+(?:extends|super)\\s+)?"),
    /** Any. */
    ANY("");

    /** How much of the text before the cursor is looked at. */
    private static final int NEAR = 200;

    private final Pattern before;

    Wanted(String before) {
        this.before = Pattern.compile("(?:" + before + ")\\z");
    }

    /** What can stand behind a text. */
    static Wanted behind(String text) {
        String near = text.substring(Math.max(0, text.length() - NEAR));
        for (Wanted wanted : values()) {
            if (wanted != ANY && wanted.before.matcher(near).find()) {
                return wanted;
            }
        }
        return ANY;
    }

    /** Whether only types can stand there. */
    boolean isType() {
        return this != ANY;
    }

    /** Whether a type can stand there. */
    boolean takes(Sort type) {
        return switch (this) {
            case ANNOTATIONS -> type.isAnnotation();
            case CAUGHT -> type.isThrowable();
            case INTERFACES -> type.isInterface();
            case THROWN, MADE -> !type.isEnum() && !type.isAnnotation();
            case TYPES, ANY -> true;
        };
    }

    /** Whether a type is one of those that are meant most likely. */
    boolean prefers(Sort type) {
        return switch (this) {
            case THROWN -> type.isThrowable();
            case MADE -> type.isConcrete();
            case ANNOTATIONS, CAUGHT, INTERFACES, TYPES, ANY -> true;
        };
    }

    /** What a type is good for. */
    record Sort(boolean isAnnotation, boolean isInterface, boolean isEnum, boolean isConcrete, boolean isThrowable) {

        private static final Pattern ANNOTATION = Pattern.compile("@interface\\b");
        private static final Pattern INTERFACE = Pattern.compile("(?<!@)\\binterface\\b");
        private static final Pattern ENUM = Pattern.compile("\\benum\\b");
        private static final Pattern ABSTRACT = Pattern.compile("\\b(?:abstract|interface)\\b");
        private static final Pattern THROWABLE =
                Pattern.compile("\\bextends\\s+[\\w.]*(?:Exception|Error|Throwable)\\b");

        /** That of a type that the compiler knows. */
        static Sort of(TypeElement type) {
            ElementKind kind = type.getKind();
            return new Sort(
                    kind == ElementKind.ANNOTATION_TYPE,
                    kind == ElementKind.INTERFACE,
                    kind == ElementKind.ENUM,
                    kind.isClass() && !type.getModifiers().contains(Modifier.ABSTRACT) && hasConstructor(type),
                    isThrowable(type));
        }

        /** That of a type of an earlier cell, as its first words tell. */
        static Sort of(Source source) {
            String header = source.text().split("\\{", 2)[0];
            return new Sort(
                    ANNOTATION.matcher(header).find(),
                    INTERFACE.matcher(header).find(),
                    ENUM.matcher(header).find(),
                    !ABSTRACT.matcher(header).find(),
                    THROWABLE.matcher(header).find());
        }

        private static boolean hasConstructor(TypeElement type) {
            return ElementFilter.constructorsIn(type.getEnclosedElements()).stream()
                    .anyMatch(constructor -> !constructor.getModifiers().contains(Modifier.PRIVATE));
        }

        private static boolean isThrowable(TypeElement type) {
            TypeElement at = type;
            while (!at.getQualifiedName().contentEquals("java.lang.Throwable")) {
                TypeMirror parent = at.getSuperclass();
                if (!(parent instanceof DeclaredType declared && declared.asElement() instanceof TypeElement next)) {
                    return false;
                }
                at = next;
            }
            return true;
        }
    }
}
