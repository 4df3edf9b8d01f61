package vedette.kernel.java;

import com.sun.source.tree.Scope;
import com.sun.source.util.JavacTask;
import com.sun.source.util.Trees;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.PackageElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.ExecutableType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.type.TypeVariable;
import org.jspecify.annotations.Nullable;
import vedette.kernel.Completion.Candidate;

/** What can stand behind a dot or for a name, where it starts as the user wrote, and how it looks as a candidate. */
final class Members {

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

    private boolean isWanted(Element element) {
        return element.getSimpleName().toString().regionMatches(true, 0, prefix, 0, prefix.length());
    }

    /** The members of a value's type. */
    List<Candidate> ofValue(TypeMirror type, Scope scope) {
        return switch (type) {
            case ArrayType array ->
                List.of(
                        new Candidate("length", "field", "int"),
                        new Candidate("clone()", "method", simple(array.toString())));
            case TypeVariable variable -> ofValue(variable.getUpperBound(), scope);
            case DeclaredType declared when type.getKind() == TypeKind.DECLARED -> of(declared, scope, false);
            default -> List.of();
        };
    }

    /** The members that a type's name can be followed by. */
    List<Candidate> ofType(TypeMirror type, Scope scope) {
        List<Candidate> found = new ArrayList<>();
        if (type instanceof DeclaredType declared && type.getKind() == TypeKind.DECLARED) {
            found.addAll(of(declared, scope, true));
        }
        found.add(new Candidate("class", "keyword", ""));
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

    private List<Candidate> of(DeclaredType type, Scope scope, boolean isStatic) {
        List<Candidate> found = new ArrayList<>();
        List<Candidate> ofObject = new ArrayList<>();
        for (Element member : task.getElements().getAllMembers((TypeElement) type.asElement())) {
            if (!isWanted(member)) {
                continue;
            }
            boolean fits = isStatic
                    ? member.getModifiers().contains(Modifier.STATIC)
                    : !member.getKind().isClass() && !member.getKind().isInterface();
            boolean isNamed = member.getKind() != ElementKind.CONSTRUCTOR
                    && member.getKind() != ElementKind.STATIC_INIT
                    && member.getKind() != ElementKind.INSTANCE_INIT;
            if (fits && isNamed && trees.isAccessible(scope, member, type)) {
                boolean isOfObject = member.getEnclosingElement().toString().equals("java.lang.Object");
                (isOfObject ? ofObject : found).add(candidate(member, typeIn(task, type, member)));
            }
        }
        found.sort(java.util.Comparator.comparing(Candidate::text));
        found.addAll(ofObject);
        return found;
    }

    /** The type of a member where it is one of a value's type. */
    static TypeMirror typeIn(JavacTask task, @Nullable DeclaredType type, Element member) {
        return type == null || member.getModifiers().contains(Modifier.STATIC)
                ? member.asType()
                : task.getTypes().asMemberOf(type, member);
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

    private Candidate candidate(Element element, TypeMirror type) {
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
            default -> new Candidate(name, element.getKind().isField() ? "field" : "variable", simple(type.toString()));
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
            parameters.add(
                    (isVariable ? written.substring(0, written.length() - 2) + "..." : written) + " " + names.get(i));
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

    /** A type without its packages. */
    static String simple(String type) {
        return UserNames.clean(type).replaceAll("\\b(?:[a-z]\\w*\\.)+(?=[A-Z])", "");
    }
}
