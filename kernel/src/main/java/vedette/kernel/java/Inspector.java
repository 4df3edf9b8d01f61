package vedette.kernel.java;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.ImportTree;
import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import com.sun.source.util.Trees;
import com.sun.tools.javac.tree.JCTree.JCClassDecl;
import com.sun.tools.javac.tree.JCTree.JCMethodDecl;
import com.sun.tools.javac.tree.JCTree.JCVariableDecl;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Name;
import javax.lang.model.element.PackageElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.TypeParameterElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import org.jspecify.annotations.Nullable;
import vedette.display.Escape;
import vedette.display.MimeBundle;
import vedette.kernel.Cursor;
import vedette.kernel.Detail;

/** What stands at a cursor: its signature, its documentation, and its source where all is asked for. */
final class Inspector {

    private static final int MOST_LINES = 200;

    /** Keywords that mean an object. */
    private static final Set<String> OBJECTS = Set.of("this", "super");

    private final Services services;
    private final Sources sources;

    Inspector(Services services, Sources sources) {
        this.services = services;
        this.sources = sources;
    }

    /** What there is to say. */
    Optional<MimeBundle> inspect(String code, Cursor cursor, Detail detail, Session session) {
        int at = Math.min(cursor.charIndex(), code.length());
        String name = nameBefore(code, at);
        SignatureHelp help = new SignatureHelp(services, sources);
        if (SourceVersion.isKeyword(name) && !OBJECTS.contains(name)) {
            return help.at(code, at, session);
        }
        boolean isAtName = isAtName(code, at);
        Optional<MimeBundle> found = isAtName ? look(code, at, detail, session) : Optional.empty();
        return found.or(() -> help.at(code, at, session))
                .or(() -> isAtName ? Optional.empty() : look(code, at, detail, session))
                .or(() -> lookAtCall(code, at, session))
                // A class's name by itself is no expression; a declaration makes a type of it.
                .or(() -> lookAtType(name, detail, session))
                .or(() -> services.qualified(name).flatMap(type -> lookAtType(type, detail, session)));
    }

    /** Whether a name stands before or behind a cursor, and not in a text. */
    private static boolean isAtName(String code, int at) {
        int start = at;
        while (start > 0 && Character.isJavaIdentifierPart(code.codePointBefore(start))) {
            start -= Character.charCount(code.codePointBefore(start));
        }
        return start < code.length()
                && Character.isJavaIdentifierStart(code.codePointAt(start))
                && !OpenText.of(code.substring(0, start)).isInText();
    }

    /** A method's name by itself is no expression either; a bracket behind it makes a call of it. */
    private Optional<MimeBundle> lookAtCall(String code, int cursor, Session session) {
        int end = endOfName(code, cursor);
        return end == 0 || !isAtName(code, cursor)
                ? Optional.empty()
                : new SignatureHelp(services, sources).ofName(code.substring(0, end), session);
    }

    /** Whether a place is in an identifier; it may be the second half of a character. */
    private static boolean isPart(String code, int at) {
        boolean isSecond = at > 0 && Character.isLowSurrogate(code.charAt(at));
        return Character.isJavaIdentifierPart(code.codePointAt(isSecond ? at - 1 : at));
    }

    private static int endOfName(String code, int cursor) {
        int end = cursor;
        while (end < code.length() && Character.isJavaIdentifierPart(code.codePointAt(end))) {
            end += Character.charCount(code.codePointAt(end));
        }
        return end;
    }

    private Optional<MimeBundle> lookAtType(String name, Detail detail, Session session) {
        return name.isEmpty() ? Optional.empty() : look(name + " $inspected;", name.length() - 1, detail, session);
    }

    /** The name that ends at or behind the cursor, with what qualifies it. */
    private static String nameBefore(String code, int cursor) {
        int end = endOfName(code, cursor);
        int start = end;
        while (start > 0 && (isPart(code, start - 1) || code.charAt(start - 1) == '.')) {
            start--;
        }
        return code.substring(start, end);
    }

    private Optional<MimeBundle> look(String code, int cursor, Detail detail, Session session) {
        int at = cursor;
        // Behind a name and its opening bracket the question is about the name.
        while (at > 0 && (at == code.length() || !isPart(code, at))) {
            at--;
        }
        int wanted = at;
        Optional<Found> found = services.look(code, session, (use, unit, text) -> find(use, unit, text, wanted))
                .flatMap(Function.identity());
        return found.map(what -> page(what, detail, new Documentation(services, sources, code, session)));
    }

    private static Optional<Found> find(Javac.Use use, CompilationUnitTree unit, UnitText text, int wanted) {
        OptionalInt offset = text.toSource(wanted);
        if (offset.isEmpty()) {
            return Optional.empty();
        }
        Trees trees = Trees.instance(use.task());
        Finder finder = new Finder(trees.getSourcePositions(), unit, text.text(), offset.getAsInt());
        finder.scan(unit, null);
        TreePath place = finder.place;
        return place == null
                ? Optional.empty()
                : element(place, trees).map(element -> Found.of(element, typeAt(place, element, trees), use));
    }

    /** The type of what stands at a place: a variable may have more types there than it is declared with. */
    private static TypeMirror typeAt(TreePath place, Element element, Trees trees) {
        TypeMirror type = trees.getTypeMirror(place);
        return type != null && type.getKind() == TypeKind.INTERSECTION ? type : element.asType();
    }

    private static Optional<Element> element(TreePath place, Trees trees) {
        Element element = trees.getElement(place);
        boolean isOfObject = place.getLeaf() instanceof IdentifierTree name
                && OBJECTS.contains(name.getName().toString());
        if (isOfObject && element != null) {
            // What is meant is an object of its type, of which a cell has none.
            Element type = element.asType() instanceof DeclaredType declared ? declared.asElement() : null;
            return Optional.ofNullable(type)
                    .filter(found -> !found.getSimpleName().toString().startsWith("$Cell"));
        }
        // For a name that nobody declared the compiler makes up a class.
        boolean isKnown = element != null
                && element.asType().getKind() != TypeKind.ERROR
                // Of a method that fits no parameter it knows no name either.
                && !(place.getLeaf() instanceof MemberReferenceTree
                        && element.getSimpleName().isEmpty());
        return isKnown ? Optional.of(element) : member(place, trees);
    }

    /** The member of a type that a name can only mean, where the compiler leaves it open. */
    private static Optional<Element> member(TreePath place, Trees trees) {
        return switch (place.getLeaf()) {
            case MemberReferenceTree reference ->
                member(trees.getElement(new TreePath(place, reference.getQualifierExpression())), reference.getName());
            case MemberSelectTree select
            when place.getParentPath().getLeaf() instanceof ImportTree ->
                member(trees.getElement(new TreePath(place, select.getExpression())), select.getIdentifier());
            default -> Optional.empty();
        };
    }

    private static Optional<Element> member(@Nullable Element type, Name name) {
        return type instanceof TypeElement
                ? type.getEnclosedElements().stream()
                        .filter(member -> member.getSimpleName().equals(name))
                        // A record's components are hidden fields, and methods that all can see.
                        .min(Comparator.comparing(member -> !(member instanceof ExecutableElement)))
                        .map(Function.identity())
                : Optional.empty();
    }

    private static MimeBundle page(Found found, Detail detail, Documentation documentation) {
        Optional<Declarations.Written> written = documentation.of(found.places());
        String signature =
                found.signature(written.map(Declarations.Written::parameters).orElse(List.of()));
        StringBuilder text = new StringBuilder(UserNames.escape(signature));
        StringBuilder html = new StringBuilder("<pre>" + Escape.html(signature) + "</pre>");
        written.flatMap(Declarations.Written::documentation).ifPresent(comment -> {
            text.append("\n\n").append(comment.text());
            html.append(comment.html());
        });
        if (detail == Detail.FULL) {
            written.map(Declarations.Written::source)
                    .filter(source -> !source.isBlank())
                    .map(Inspector::shortened)
                    .ifPresent(source -> {
                        text.append("\n\nSource:\n").append(UserNames.escape(source));
                        html.append("<b>Source</b><pre>")
                                .append(Escape.html(source))
                                .append("</pre>");
                    });
        }
        return MimeBundle.html(html.toString(), text.toString());
    }

    private static String shortened(String source) {
        List<String> lines = source.stripTrailing().lines().toList();
        return lines.size() <= MOST_LINES
                ? String.join("\n", lines)
                : String.join("\n", lines.subList(0, MOST_LINES))
                        + String.format(Locale.ROOT, "\n... (%,d of %,d lines shown)", MOST_LINES, lines.size());
    }

    /**
     * An element in words.
     *
     * @param places where it is documented
     * @param named how it looks with the names of parameters that the compiler knows
     * @param types the signature of a method with {@code \u0000} in the place of each parameter's name, else empty
     */
    private record Found(List<Place> places, String named, String types) {

        static Found of(Element element, TypeMirror type, Javac.Use use) {
            String types = element instanceof ExecutableElement method
                    ? owner(method)
                            + Members.signature(
                                    method,
                                    method.asType(),
                                    method.getParameters().stream()
                                            .map(parameter -> "\0")
                                            .toList())
                    : "";
            return new Found(
                    Place.of(element, use.task()), UserNames.clean(describe(element, type)), UserNames.clean(types));
        }

        /** The signature with the names that the source has. */
        String signature(List<String> parameters) {
            if (types.isEmpty() || types.chars().filter(c -> c == 0).count() != parameters.size()) {
                return named;
            }
            String signature = types;
            for (String parameter : parameters) {
                signature = signature.replaceFirst("\0", java.util.regex.Matcher.quoteReplacement(parameter));
            }
            return signature;
        }
    }

    private static String describe(Element element, TypeMirror shown) {
        return switch (element) {
            case ExecutableElement method -> owner(method) + Members.signature(method, method.asType());
            case TypeElement type -> describe(type);
            case PackageElement _ -> "package " + element;
            default ->
                Members.simple(shown.getKind() == TypeKind.INTERSECTION ? TypeText.of(shown) : shown.toString())
                        + " "
                        + element.getSimpleName();
        };
    }

    private static String describe(TypeElement type) {
        String kind = type.getKind().toString().toLowerCase(Locale.ROOT).replace('_', ' ');
        String components = type.getKind() == ElementKind.RECORD
                ? type.getRecordComponents().stream()
                        .map(component -> Members.simple(component.asType().toString()) + " " + component)
                        .collect(Collectors.joining(", ", "(", ")"))
                : "";
        return kind + " " + type.getQualifiedName() + typeParameters(type) + components;
    }

    private static String typeParameters(TypeElement type) {
        return type.getTypeParameters().isEmpty()
                ? ""
                : type.getTypeParameters().stream()
                        .map(Inspector::describe)
                        .collect(Collectors.joining(", ", "<", ">"));
    }

    private static String describe(TypeParameterElement parameter) {
        String bounds = parameter.getBounds().stream()
                .map(TypeMirror::toString)
                .filter(bound -> !bound.equals("java.lang.Object"))
                .map(Members::simple)
                .collect(Collectors.joining(" & "));
        return parameter.getSimpleName() + (bounds.isEmpty() ? "" : " extends " + bounds);
    }

    private static String owner(ExecutableElement method) {
        String owner = method.getEnclosingElement().getSimpleName().toString();
        boolean isEverywhere = owner.startsWith("$Cell") || owner.equals(CellHelpers.class.getSimpleName());
        return isEverywhere || method.getKind() == ElementKind.CONSTRUCTOR ? "" : owner + ": ";
    }

    /** Finds the innermost name at an offset. */
    private static final class Finder extends TreePathScanner<@Nullable Void, @Nullable Void> {
        private final SourcePositions positions;
        private final CompilationUnitTree unit;
        private final String source;
        private final int offset;
        private @Nullable TreePath place;

        Finder(SourcePositions positions, CompilationUnitTree unit, String source, int offset) {
            this.positions = positions;
            this.unit = unit;
            this.source = source;
            this.offset = offset;
        }

        @Override
        public @Nullable Void visitIdentifier(IdentifierTree tree, @Nullable Void unused) {
            note(tree, positions.getStartPosition(unit, tree));
            return super.visitIdentifier(tree, unused);
        }

        @Override
        public @Nullable Void visitMemberSelect(MemberSelectTree tree, @Nullable Void unused) {
            note(
                    tree,
                    positions.getEndPosition(unit, tree) - tree.getIdentifier().length());
            return super.visitMemberSelect(tree, unused);
        }

        @Override
        public @Nullable Void visitMemberReference(MemberReferenceTree tree, @Nullable Void unused) {
            note(tree, positions.getEndPosition(unit, tree) - tree.getName().length());
            return super.visitMemberReference(tree, unused);
        }

        @Override
        public @Nullable Void visitVariable(VariableTree tree, @Nullable Void unused) {
            noteName(((JCVariableDecl) tree).pos, tree.getName());
            return super.visitVariable(tree, unused);
        }

        @Override
        public @Nullable Void visitMethod(MethodTree tree, @Nullable Void unused) {
            noteName(((JCMethodDecl) tree).pos, tree.getName());
            return super.visitMethod(tree, unused);
        }

        @Override
        public @Nullable Void visitClass(ClassTree tree, @Nullable Void unused) {
            // Its position is that of the word before its name.
            noteName(source.indexOf(tree.getSimpleName().toString(), ((JCClassDecl) tree).pos), tree.getSimpleName());
            return super.visitClass(tree, unused);
        }

        /** A name where it is declared. */
        private void noteName(int start, Name name) {
            if (start <= offset && offset < start + name.length()) {
                place = getCurrentPath();
            }
        }

        private void note(Tree tree, long start) {
            if (start <= offset && offset < positions.getEndPosition(unit, tree)) {
                place = getCurrentPath();
            }
        }
    }
}
