package vedette.kernel.java;

import com.sun.tools.javac.tree.JCTree;
import com.sun.tools.javac.tree.TreeInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.NestingKind;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;
import org.jspecify.annotations.Nullable;
import vedette.kernel.java.Piece.Stretch;

/**
 * The type of {@code var x = new T() {...}}. It gets a name, so that a field can have it and later cells find its own
 * members.
 *
 * @param name the class's simple name
 * @param heading what it extends and implements
 * @param parameters its constructor's parameter types; the last ends in dots where it takes many
 * @param arguments where the arguments stand in the cell, or null
 * @param body where the body stands in the cell, with its braces
 */
record AnonymousType(
        String name,
        String heading,
        List<String> parameters,
        @Nullable Stretch arguments,
        Stretch body) {

    /** The named form of an inferred type; empty where it is not anonymous, or cannot be named. */
    static Optional<AnonymousType> of(Piece.Variable variable, TypeMirror type, int end) {
        boolean isAnonymous = type instanceof DeclaredType declared
                && declared.asElement() instanceof TypeElement element
                && element.getNestingKind() == NestingKind.ANONYMOUS;
        return isAnonymous
                        && TreeInfo.skipParens(variable.tree()) instanceof JCTree.JCNewClass made
                        && made.def != null
                        && made.encl == null
                ? named(variable, (TypeElement) ((DeclaredType) type).asElement(), made, end)
                : Optional.empty();
    }

    private static Optional<AnonymousType> named(
            Piece.Variable variable, TypeElement element, JCTree.JCNewClass made, int end) {
        String parent = TypeText.of(element.getSuperclass());
        String interfaces = element.getInterfaces().stream().map(TypeText::of).collect(Collectors.joining(", "));
        String heading = " extends " + parent + (interfaces.isEmpty() ? "" : " implements " + interfaces);
        if (heading.contains("?")) {
            return Optional.empty();
        }
        List<ExecutableElement> constructors = ElementFilter.constructorsIn(element.getEnclosedElements());
        List<String> parameters = new ArrayList<>();
        for (VariableElement parameter : constructors.isEmpty()
                ? List.<VariableElement>of()
                : constructors.getFirst().getParameters()) {
            parameters.add(TypeText.of(parameter.asType()));
        }
        if (!parameters.isEmpty() && constructors.getFirst().isVarArgs()) {
            parameters.add(parameters.removeLast().replaceFirst("\\[]$", "..."));
        }
        @Nullable
        Stretch arguments =
                made.args.isEmpty() ? null : new Stretch(TreeInfo.getStartPos(made.args.head), made.def.pos);
        return Optional.of(new AnonymousType(
                "anonymous_" + variable.name(), heading, parameters, arguments, new Stretch(made.def.pos, end)));
    }

    /** The class's source up to its body. */
    String head() {
        return "static class " + name + heading + " ";
    }

    /** A constructor that hands its arguments on. */
    String constructor() {
        StringBuilder declared = new StringBuilder();
        StringBuilder passed = new StringBuilder();
        for (int i = 0; i < parameters.size(); i++) {
            String comma = i == 0 ? "" : ", ";
            declared.append(comma).append(parameters.get(i)).append(" $").append(i);
            passed.append(comma).append("$").append(i);
        }
        return name + "(" + declared + ") { super(" + passed + "); } ";
    }
}
