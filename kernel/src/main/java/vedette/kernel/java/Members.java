package vedette.kernel.java;

import com.sun.source.tree.Scope;
import com.sun.source.util.JavacTask;
import com.sun.source.util.Trees;
import com.sun.tools.javac.api.BasicJavacTask;
import com.sun.tools.javac.code.Type;
import com.sun.tools.javac.code.TypeTag;
import com.sun.tools.javac.code.Types;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.PackageElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.ExecutableType;
import javax.lang.model.type.IntersectionType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.type.TypeVariable;
import javax.lang.model.type.UnionType;
import org.jspecify.annotations.Nullable;
import vedette.kernel.Completion.Candidate;

/** What can stand behind a dot or for a name, where it starts as the user wrote, and how it looks as a candidate. */
final class Members {

    /** What the name of any type can be followed by. */
    static final Candidate CLASS = new Candidate("class", "keyword", "");

    private static final Pattern ANNOTATION = Pattern.compile("@[\\w.]+(?:\\([^)]*\\))?[ ,]");

    private final JavacTask task;
    private final Trees trees;
    private final ParameterNames names;
    private final String prefix;

    /**
     * Members.
     *
     * @param prefix how they start, in whatever case; others are not even looked at
     */
    Members(JavacTask task, ParameterNames names, String prefix) {
        this.task = task;
        this.trees = Trees.instance(task);
        this.names = names;
        this.prefix = prefix;
    }

    /** Whether an element starts so. */
    boolean isWanted(Element element) {
        return element.getSimpleName().toString().regionMatches(true, 0, prefix, 0, prefix.length());
    }

    /** The members of a value's type. */
    List<Candidate> ofValue(TypeMirror type, Scope scope) {
        return type instanceof ArrayType array
                ? List.of(
                        new Candidate("length", "field", "int"),
                        new Candidate("clone()", "method", simple(array.toString())))
                : sorted(typesOf(type)
                        .flatMap(
                                declared -> membersOf(declared, scope).filter(member -> canFollowValue(member.element)))
                        .toList());
    }

    /** The types whose members a value has. */
    private static Stream<DeclaredType> typesOf(TypeMirror type) {
        return switch (type) {
            case TypeVariable variable -> typesOf(variable.getUpperBound());
            case IntersectionType all -> all.getBounds().stream().flatMap(Members::typesOf);
            // What several exceptions are caught as has the members of what they all are.
            case UnionType one -> Stream.of((DeclaredType) one);
            case DeclaredType declared when type.getKind() == TypeKind.DECLARED -> Stream.of(declared);
            default -> Stream.empty();
        };
    }

    /** The members that a type's name can be followed by. */
    List<Candidate> ofType(TypeMirror type, Scope scope) {
        List<Candidate> found = new ArrayList<>();
        if (type instanceof DeclaredType declared && type.getKind() == TypeKind.DECLARED) {
            found.addAll(sorted(membersOf(declared, scope)
                    .filter(member -> member.element.getModifiers().contains(Modifier.STATIC))
                    .filter(member -> !isMethodOfInterface(member.element) || isIn(member.element, declared))
                    .toList()));
        }
        found.add(CLASS);
        return found;
    }

    /** The types of a package. */
    List<Candidate> ofPackage(PackageElement element) {
        return element.getEnclosedElements().stream()
                .filter(this::isWanted)
                .filter(type -> type.getModifiers().contains(Modifier.PUBLIC))
                .map(type -> candidate(type, type.asType()))
                .toList();
    }

    /** A member of a value's type. */
    private record Member(Element element, DeclaredType owner) {

        /** Members that most will look for come first: constants of an enum, then the type's own, then all objects'. */
        int rank() {
            boolean isStatic = element.getModifiers().contains(Modifier.STATIC);
            return switch (element.getKind()) {
                case ENUM_CONSTANT -> 0;
                case METHOD, FIELD ->
                    element.getEnclosingElement().toString().equals("java.lang.Object") ? 3 : isStatic ? 2 : 1;
                default -> 4;
            };
        }
    }

    private Stream<Member> membersOf(DeclaredType type, Scope scope) {
        return task.getElements().getAllMembers((TypeElement) type.asElement()).stream()
                .filter(member ->
                        isWanted(member) && !member.getSimpleName().toString().startsWith("<"))
                .filter(member -> trees.isAccessible(scope, member, type))
                .map(member -> new Member(member, type));
    }

    private static boolean canFollowValue(Element member) {
        boolean isStatic = member.getModifiers().contains(Modifier.STATIC);
        return !(member instanceof TypeElement) && !(isStatic && isMethodOfInterface(member));
    }

    private static boolean isMethodOfInterface(Element member) {
        return member.getKind() == ElementKind.METHOD
                && member.getEnclosingElement().getKind().isInterface();
    }

    private static boolean isIn(Element member, DeclaredType type) {
        return member.getEnclosingElement().equals(type.asElement());
    }

    private List<Candidate> sorted(List<Member> found) {
        return found.stream()
                .sorted(Comparator.comparingInt(Member::rank)
                        .thenComparing(member -> member.element.getSimpleName().toString()))
                .map(member -> candidate(member.element, typeIn(task, member.owner, member.element)))
                .distinct()
                .toList();
    }

    /** The type of a member where it is one of a value's type. */
    static TypeMirror typeIn(JavacTask task, @Nullable DeclaredType type, Element member) {
        if (type == null || member.getModifiers().contains(Modifier.STATIC)) {
            return member.asType();
        }
        DeclaredType captured = (DeclaredType) task.getTypes().capture(type);
        Type written = (Type) task.getTypes().asMemberOf(captured, member);
        Types types = Types.instance(((BasicJavacTask) task).getContext());
        for (TypeMirror argument : captured.getTypeArguments()) {
            if (argument instanceof Type.CapturedType unknown) {
                // As a user would write it: what stands for "? super Host" takes a Host.
                boolean isOpen = unknown.getLowerBound().getTag() == TypeTag.BOT;
                Type known = isOpen ? unknown.getUpperBound() : unknown.getLowerBound();
                written = types.subst(
                        written, com.sun.tools.javac.util.List.of(unknown), com.sun.tools.javac.util.List.of(known));
            }
        }
        return written;
    }

    /** Those of some elements that are wanted. */
    List<Candidate> of(Iterable<? extends Element> elements) {
        List<Candidate> found = new ArrayList<>();
        for (Element element : elements) {
            if (isWanted(element)) {
                found.add(candidate(element, element.asType()));
            }
        }
        return found;
    }

    /** An element as a candidate. */
    Candidate candidate(Element element, TypeMirror type) {
        String name = element.getSimpleName().toString();
        return switch (element) {
            case ExecutableElement method ->
                new Candidate(
                        name + (method.getParameters().isEmpty() ? "()" : "("),
                        "method",
                        names.of(method, task)
                                .map(known -> signature(method, type, known))
                                .orElseGet(() -> signature(method, type)));
            case TypeElement _ ->
                new Candidate(name, "class", simple(element.asType().toString()));
            case PackageElement _ -> new Candidate(name, "package", "");
            default ->
                new Candidate(
                        name,
                        element.getKind().isField() ? "field" : "variable",
                        type.getKind() == TypeKind.ERROR ? "" : simple(type.toString()));
        };
    }

    /** A method's return type, name and parameters. */
    static String signature(ExecutableElement method, TypeMirror type) {
        return signature(
                method,
                type,
                method.getParameters().stream()
                        .map(parameter -> parameter.getSimpleName().toString())
                        .toList());
    }

    /** The same with names of the parameters that a source told. */
    static String signature(ExecutableElement method, TypeMirror type, List<String> names) {
        ExecutableType actual = (ExecutableType) (type instanceof ExecutableType ? type : method.asType());
        List<String> parameters = new ArrayList<>();
        List<? extends TypeMirror> types = actual.getParameterTypes();
        for (int i = 0; i < types.size(); i++) {
            String written = types.get(i).toString();
            boolean isVariable = method.isVarArgs() && i == types.size() - 1 && written.endsWith("[]");
            String shown = isVariable ? written.substring(0, written.length() - 2) + "..." : written;
            // The compiler makes up such a name where the class file has none.
            parameters.add(names.get(i).equals("arg" + i) ? shown : shown + " " + names.get(i));
        }
        String thrown = method.getThrownTypes().isEmpty()
                ? ""
                : method.getThrownTypes().stream()
                        .map(Object::toString)
                        .collect(Collectors.joining(", ", " throws ", ""));
        String name = method.getKind() == ElementKind.CONSTRUCTOR
                ? method.getEnclosingElement().getSimpleName().toString()
                : actual.getReturnType() + " " + method.getSimpleName();
        return simple(name + "(" + String.join(", ", parameters) + ")" + thrown);
    }

    /** A type without its packages and annotations. */
    static String simple(String type) {
        return UserNames.clean(ANNOTATION.matcher(type).replaceAll("")).replaceAll("\\b(?:[a-z]\\w*\\.)+(?=[A-Z])", "");
    }
}
