package vedette.kernel.java;

import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.ImportTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.ParameterizedTypeTree;
import com.sun.source.tree.Scope;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreePath;
import com.sun.source.util.Trees;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.type.TypeVariable;
import org.jspecify.annotations.Nullable;
import vedette.display.Escape;
import vedette.display.MimeBundle;

/** Which methods a call could mean while its arguments are written, and which argument the cursor stands in. */
final class SignatureHelp {

    private static final int MOST = 20;

    private final Services services;
    private final Sources sources;

    SignatureHelp(Services services, Sources sources) {
        this.services = services;
        this.sources = sources;
    }

    /**
     * A method that could be meant.
     *
     * @param places where it is documented
     * @param before its result and name
     * @param types the types of its parameters
     * @param names the names of its parameters as the compiler knows them
     * @param isVariable whether its last parameter stands for many
     * @param after what it throws
     */
    private record Overload(
            List<Place> places,
            String before,
            List<String> types,
            List<String> names,
            boolean isVariable,
            String after) {

        boolean takes(int argument) {
            return argument < types.size() || isVariable;
        }

        List<String> parameters(List<String> written) {
            List<String> called = written.size() == types.size() ? written : names;
            List<String> parameters = new ArrayList<>();
            for (int i = 0; i < types.size(); i++) {
                String name = called.get(i);
                parameters.add(name.equals("arg" + i) ? types.get(i) : types.get(i) + " " + name);
            }
            return parameters;
        }

        /** How many arguments too many or too few a call of so many has. */
        int distance(int arguments) {
            return isVariable ? Math.max(0, types.size() - 1 - arguments) : Math.abs(types.size() - arguments);
        }
    }

    /**
     * A call.
     *
     * @param argument which argument the cursor stands in, from 0; -1 where it stands in the name
     * @param overloads what could be meant, best first
     */
    private record Call(int argument, List<Overload> overloads) {}

    /** Help for the call whose arguments a cursor stands in; empty where it stands in none. */
    Optional<MimeBundle> at(String code, int cursor, Session session) {
        String before = code.substring(0, cursor);
        OpenText open = OpenText.of(before);
        if (open.brackets().isEmpty() || open.brackets().getFirst().closer() != ')') {
            return Optional.empty();
        }
        int more = OpenText.moreArguments(code.substring(cursor));
        return call(before.substring(0, open.brackets().getFirst().last()), open, more, session)
                .map(found -> page(found, new Documentation(services, sources, code, session)));
    }

    /** Help for the method whose name a text ends with. */
    Optional<MimeBundle> ofName(String code, Session session) {
        String before = code + "(";
        return call(before, OpenText.of(before), 0, session)
                .map(found -> new Call(-1, found.overloads()))
                .map(found -> page(found, new Documentation(services, sources, code, session)));
    }

    private Optional<Call> call(String before, OpenText open, int more, Session session) {
        return services.look(
                        before + " " + Services.MARK + open.ending(),
                        session,
                        (use, unit, _) -> Services.mark(unit).flatMap(place -> callAround(place, more, use)))
                .flatMap(Function.identity())
                .filter(found -> !found.overloads().isEmpty());
    }

    private static Optional<Call> callAround(TreePath place, int more, Javac.Use use) {
        Trees trees = Trees.instance(use.task());
        TreePath around = place.getParentPath();
        Tree mark = place.getLeaf();
        return switch (around.getLeaf()) {
            case MethodInvocationTree call
            when call.getArguments().contains(mark) ->
                Optional.of(call(call.getArguments(), mark, more, methods(call, around, trees), use));
            case NewClassTree made
            when made.getArguments().contains(mark) -> {
                yield Optional.of(call(made.getArguments(), mark, more, constructors(made, around, trees), use));
            }
            default -> Optional.empty();
        };
    }

    private static Call call(
            List<? extends ExpressionTree> arguments,
            Tree mark,
            int more,
            Stream<Candidate> candidates,
            Javac.Use use) {
        int argument = arguments.indexOf(mark);
        int count = arguments.size() + more;
        List<Overload> overloads = candidates
                .distinct()
                .map(candidate -> overload(candidate, use))
                .sorted(Comparator.<Overload, Boolean>comparing(overload -> !overload.takes(argument))
                        .thenComparing(overload -> overload.distance(count)))
                .toList();
        return new Call(argument, overloads);
    }

    /** A method and, where it is one of a value, the value's type. */
    private record Candidate(
            ExecutableElement method, @Nullable DeclaredType receiver) {}

    private static Stream<Candidate> methods(MethodInvocationTree call, TreePath around, Trees trees) {
        TreePath select = new TreePath(around, call.getMethodSelect());
        Element resolved = trees.getElement(select);
        // By the first argument alone, which is not there yet, nothing is resolved.
        Stream<Candidate> best = call.getArguments().size() > 1 && resolved instanceof ExecutableElement method
                ? Stream.of(new Candidate(method, receiver(call, select, trees)))
                : Stream.empty();
        Scope scope = trees.getScope(around);
        Stream<Candidate> others = switch (call.getMethodSelect()) {
            case MemberSelectTree member -> {
                DeclaredType type = receiver(call, select, trees);
                yield type == null
                        ? Stream.empty()
                        : membersOf(
                                        (TypeElement) type.asElement(),
                                        member.getIdentifier().toString(),
                                        type)
                                .filter(found -> trees.isAccessible(scope, found.method(), type));
            }
            case IdentifierTree name -> inScope(around, name.getName().toString(), resolved, trees);
            default -> Stream.empty();
        };
        return Stream.concat(best, others);
    }

    private static @Nullable DeclaredType receiver(MethodInvocationTree call, TreePath select, Trees trees) {
        if (!(call.getMethodSelect() instanceof MemberSelectTree member)) {
            return null;
        }
        TypeMirror type = trees.getTypeMirror(new TreePath(select, member.getExpression()));
        TypeMirror bound = type instanceof TypeVariable variable ? variable.getUpperBound() : type;
        return bound instanceof DeclaredType declared && bound.getKind() == TypeKind.DECLARED ? declared : null;
    }

    private static Stream<Candidate> inScope(TreePath around, String name, @Nullable Element resolved, Trees trees) {
        Set<TypeElement> owners = new LinkedHashSet<>();
        for (Scope at = trees.getScope(around); at != null; at = at.getEnclosingScope()) {
            if (at.getEnclosingClass() != null) {
                owners.add(at.getEnclosingClass());
            }
        }
        for (ImportTree line : around.getCompilationUnit().getImports()) {
            TreePath path = new TreePath(new TreePath(around.getCompilationUnit()), line);
            if (line.isStatic()
                    && line.getQualifiedIdentifier() instanceof MemberSelectTree member
                    && Set.of("*", name).contains(member.getIdentifier().toString())
                    && trees.getElement(new TreePath(new TreePath(path, member), member.getExpression()))
                            instanceof TypeElement owner) {
                owners.add(owner);
            }
        }
        if (resolved != null && resolved.getEnclosingElement() instanceof TypeElement owner) {
            owners.add(owner);
        }
        return owners.stream().flatMap(owner -> membersOf(owner, name, null));
    }

    private static Stream<Candidate> membersOf(TypeElement type, String name, @Nullable DeclaredType receiver) {
        Set<String> seen = new LinkedHashSet<>();
        List<Candidate> found = new ArrayList<>();
        List<TypeElement> waiting = new ArrayList<>(List.of(type));
        for (int i = 0; i < waiting.size(); i++) {
            for (Element member : waiting.get(i).getEnclosedElements()) {
                boolean isFitting = member instanceof ExecutableElement
                        && member.getKind() == ElementKind.METHOD
                        && member.getSimpleName().contentEquals(name);
                // What a subclass overrides has the same words in brackets.
                if (isFitting
                        && seen.add(((ExecutableElement) member)
                                .getParameters().stream()
                                        .map(parameter ->
                                                Place.simple(parameter.asType().toString()))
                                        .toList()
                                        .toString())) {
                    found.add(new Candidate((ExecutableElement) member, receiver));
                }
            }
            Stream.concat(Stream.of(waiting.get(i).getSuperclass()), waiting.get(i).getInterfaces().stream())
                    .filter(parent -> parent instanceof DeclaredType && parent.getKind() == TypeKind.DECLARED)
                    .map(parent -> (TypeElement) ((DeclaredType) parent).asElement())
                    .filter(parent -> !waiting.contains(parent))
                    .forEach(waiting::add);
        }
        return found.stream();
    }

    private static Stream<Candidate> constructors(NewClassTree made, TreePath around, Trees trees) {
        TreePath written = new TreePath(around, made.getIdentifier());
        // A diamond has no type before its arguments are known.
        Element type = made.getIdentifier() instanceof ParameterizedTypeTree generic
                ? trees.getElement(new TreePath(written, generic.getType()))
                : trees.getElement(written);
        DeclaredType receiver = trees.getTypeMirror(written) instanceof DeclaredType declared
                        && declared.getKind() == TypeKind.DECLARED
                        && !declared.getTypeArguments().isEmpty()
                ? declared
                : null;
        return type instanceof TypeElement && type.asType().getKind() == TypeKind.DECLARED
                ? type.getEnclosedElements().stream()
                        .filter(member -> member.getKind() == ElementKind.CONSTRUCTOR)
                        .filter(member ->
                                trees.isAccessible(trees.getScope(around), member, (DeclaredType) type.asType()))
                        .map(member -> new Candidate((ExecutableElement) member, receiver))
                : Stream.empty();
    }

    private static Overload overload(Candidate candidate, Javac.Use use) {
        ExecutableElement method = candidate.method();
        List<String> names = method.getParameters().stream()
                .map(parameter -> parameter.getSimpleName().toString())
                .toList();
        String all = UserNames.clean(Members.signature(
                method,
                Members.typeIn(use.task(), candidate.receiver(), method),
                names.stream().map(name -> "\0").toList()));
        String inside = all.substring(all.indexOf('(') + 1, all.lastIndexOf(')'));
        List<String> types = names.isEmpty()
                ? List.of()
                : Stream.of(inside.split(" \0(, )?", -1)).limit(names.size()).toList();
        return new Overload(
                Place.of(method, use.task()),
                all.substring(0, all.indexOf('(')),
                types,
                names,
                method.isVarArgs(),
                all.substring(all.lastIndexOf(')') + 1));
    }

    private static MimeBundle page(Call call, Documentation documentation) {
        StringBuilder text = new StringBuilder();
        StringBuilder html = new StringBuilder("<pre>");
        List<Overload> shown = call.overloads().stream().limit(MOST).toList();
        Map<Place, List<String>> names = documentation.parameters(
                shown.stream().map(overload -> overload.places().getFirst()).toList());
        for (Overload overload : shown) {
            List<String> parameters =
                    overload.parameters(names.getOrDefault(overload.places().getFirst(), List.of()));
            boolean isBest = overload.equals(shown.getFirst());
            int current = overload.takes(call.argument()) ? Math.min(call.argument(), parameters.size() - 1) : -1;
            line(text, html, overload, parameters, current);
            if (isBest && current >= 0 && parameters.size() > 1) {
                text.append("    argument ").append(current + 1).append(": ").append(parameters.get(current));
                text.append('\n');
            }
        }
        if (shown.size() < call.overloads().size()) {
            String notice = String.format(
                    Locale.ROOT,
                    "(%,d of %,d shown)\n",
                    shown.size(),
                    call.overloads().size());
            text.append(notice);
            html.append(notice);
        }
        html.append("</pre>");
        documentation
                .of(shown.getFirst().places())
                .flatMap(Declarations.Written::documentation)
                .ifPresent(comment -> {
                    text.append('\n').append(comment.text());
                    html.append(comment.html());
                });
        return MimeBundle.html(html.toString(), text.toString().stripTrailing());
    }

    private static void line(
            StringBuilder text, StringBuilder html, Overload overload, List<String> parameters, int current) {
        text.append(overload.before()).append('(').append(String.join(", ", parameters));
        text.append(')').append(overload.after()).append('\n');
        html.append(Escape.html(overload.before())).append('(');
        for (int i = 0; i < parameters.size(); i++) {
            String parameter = Escape.html(parameters.get(i));
            html.append(i == 0 ? "" : ", ").append(i == current ? "<b>" + parameter + "</b>" : parameter);
        }
        html.append(')').append(Escape.html(overload.after())).append('\n');
    }
}
