package vedette.kernel.java;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.ArrayTypeTree;
import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.PrimitiveTypeTree;
import com.sun.source.tree.Scope;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.Element;
import javax.lang.model.element.PackageElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vedette.kernel.Completion;
import vedette.kernel.Completion.Candidate;
import vedette.kernel.Cursor;

/** Completion by a compiler of its own, so that it need not wait for a running cell. */
final class Services {

    static final String MARK = "$here";
    private static final Logger LOG = LoggerFactory.getLogger(Services.class);
    /** Names that only a cell's class has. */
    private static final Pattern OURS =
            Pattern.compile("\\$(?:here|run|result|value|missing|Unknown|annotated|e\\d+|Cell\\d+)\\b.*");
    /** What is no name's start: behind a number's dot, or in a number. */
    private static final Pattern NO_NAME = Pattern.compile("(?:(?<![\\w.$])\\d[\\w]*\\.|\\?\\.)\\z");

    private static final Pattern CASE = Pattern.compile("\\bcase\\s+(?:[\\w.]+\\s*,\\s*)*\\z");
    /** The name that a text ends with, comments apart. */
    private static final Pattern LAST_NAME =
            Pattern.compile("(?<![\\p{L}\\w$])([\\p{L}_$][\\w$]*+)\\s*+(?://[^\\n]*+\\s*+)*+\\z");
    /** A line so far that cannot declare what its first word names. */
    private static final Pattern STATEMENT = Pattern.compile("\\s*(?:[\\p{L}_$][\\w$]*\\s*[.\\[(].*)?");

    private static final Pattern ANNOTATED = Pattern.compile("@[\\w.]+\\s*\\(\\z");

    private final Javac javac;
    private final DefaultImports imports;
    private final Optional<TypeIndex> types;
    private final ParameterNames names;

    /** Services that also know types that are not imported, where their index is there. */
    Services(Javac javac, DefaultImports imports, Optional<TypeIndex> types, ParameterNames names) {
        this.javac = javac;
        this.imports = imports;
        this.types = types;
        this.names = names;
    }

    Completion complete(String code, Cursor cursor, Session session) {
        int end = Math.min(cursor.charIndex(), code.length());
        int start = end;
        while (start > 0 && Character.isJavaIdentifierPart(code.codePointBefore(start))) {
            start -= Character.charCount(code.codePointBefore(start));
        }
        String before = code.substring(0, start);
        OpenText open = OpenText.of(before);
        String prefix = code.substring(start, end);
        boolean isNumber = !prefix.isEmpty() && Character.isDigit(prefix.codePointAt(0));
        if (open.isInText() || isNumber || NO_NAME.matcher(before).find()) {
            return Completion.none(cursor);
        }
        Set<Candidate> found = new LinkedHashSet<>();
        String line = Lines.textOf(before, before.length());
        String word = line.stripLeading();
        if (word.startsWith("import ")) {
            found.addAll(imported(word.substring("import ".length()).stripLeading(), prefix));
        } else {
            boolean isMember = before.stripTrailing().endsWith(".") || before.endsWith("::");
            List<Candidate> below = isMember ? List.of() : declaredBelow(code, end);
            found.addAll(candidates(marked(before, open), new Names(Wanted.behind(before), prefix, session, below)));
        }
        List<Candidate> fitting = found.stream()
                .filter(candidate -> isFitting(candidate.text(), prefix) && !isOurs(candidate))
                .toList();
        return new Completion(
                fitting.isEmpty() ? ignoringCase(found, prefix) : fitting, new Cursor(start), new Cursor(end));
    }

    /** A text that can be attributed, with the mark where the cursor stands. */
    private static String marked(String before, OpenText open) {
        String finished = withFinishedLine(before, open);
        for (int i = 0; i < open.brackets().size(); i++) {
            if (ANNOTATED
                    .matcher(before.substring(0, open.brackets().get(i).start()))
                    .find()) {
                OpenText outer = new OpenText(
                        open.brackets().subList(i + 1, open.brackets().size()), false);
                String closers = new OpenText(open.brackets().subList(0, i + 1), false).closers();
                return finished + MARK + closers + " class $annotated {} " + outer.ending();
            }
        }
        return switch (Wanted.behind(before)) {
            // Any type may be an annotation's; what it would annotate is not there yet.
            case ANNOTATIONS -> MARK + ";";
            case MADE, THROWN -> finished + MARK + "()" + open.ending();
            default -> finished + MARK + (CASE.matcher(before).find() ? " -> {}" : "") + open.ending();
        };
    }

    /**
     * A text in which the line above the last ends with a semicolon where it could end a statement: a name, with another
     * below it that a declaration cannot have.
     */
    private static String withFinishedLine(String before, OpenText open) {
        int line = Lines.startOf(before, before.length());
        boolean isInBrackets =
                !open.brackets().isEmpty() && open.brackets().getFirst().closer() != '}';
        Matcher last = LAST_NAME.matcher(before.substring(0, line));
        if (isInBrackets
                || !STATEMENT.matcher(before.substring(line)).matches()
                || !last.find()
                || SourceVersion.isKeyword(last.group(1))
                || OpenText.of(before.substring(0, last.end(1))).isInText()) {
            return before;
        }
        return before.substring(0, last.end(1)) + ";" + before.substring(last.end(1));
    }

    /** What the lines below the cursor's declare at the top level of the cell. */
    private List<Candidate> declaredBelow(String code, int cursor) {
        int end = code.indexOf('\n', cursor);
        if (end < 0) {
            return List.of();
        }
        List<Candidate> found = new ArrayList<>();
        for (Piece piece :
                CellCompiler.parse(javac, code.substring(end)).value().pieces()) {
            switch (piece) {
                case Piece.Method method ->
                    found.add(new Candidate(
                            method.name() + (method.parameters().isEmpty() ? "()" : "("),
                            "method",
                            method.name() + "(" + String.join(", ", method.parameters()) + ")"));
                case Piece.Type type -> found.add(new Candidate(type.name(), "class", ""));
                case Piece.Import _, Piece.Variable _, Piece.Statement _, Piece.Expression _ -> {}
            }
        }
        return found;
    }

    /** Whether a candidate, or the last part of a qualified one, starts so. */
    private static boolean isFitting(String text, String prefix) {
        return text.startsWith(prefix) || (!prefix.isEmpty() && text.startsWith(prefix, text.lastIndexOf('.') + 1));
    }

    private static List<Candidate> ignoringCase(Set<Candidate> found, String prefix) {
        return found.stream()
                .filter(candidate -> candidate.text().regionMatches(true, 0, prefix, 0, prefix.length()))
                .filter(candidate -> !isOurs(candidate))
                .toList();
    }

    private static boolean isOurs(Candidate candidate) {
        return OURS.matcher(candidate.text()).matches();
    }

    /**
     * What names are asked for.
     *
     * @param below what the cell declares behind the cursor
     */
    private record Names(Wanted wanted, String prefix, Session session, List<Candidate> below) {}

    private List<Candidate> candidates(String text, Names asked) {
        return look(text, asked.session, (use, unit, _) -> {
                    TreePath place = mark(unit).orElse(null);
                    if (place == null) {
                        return NameOffers.insideHeads();
                    }
                    Trees trees = Trees.instance(use.task());
                    Scope scope = trees.getScope(place);
                    return switch (place.getLeaf()) {
                        case MemberSelectTree select ->
                            behindDot(
                                    members(use, asked.prefix),
                                    use,
                                    new TreePath(place, select.getExpression()),
                                    scope);
                        case MemberReferenceTree reference ->
                            behindColons(
                                    members(use, asked.prefix),
                                    use,
                                    new TreePath(place, reference.getQualifierExpression()),
                                    scope);
                        default -> names(use, unit, place, asked);
                    };
                })
                .orElse(List.of());
    }

    private Members members(Javac.Use use, String prefix) {
        return new Members(use.task(), names, prefix);
    }

    private List<Candidate> behindDot(Members members, Javac.Use use, TreePath expression, Scope scope) {
        Trees trees = Trees.instance(use.task());
        String written = expression.getLeaf().toString();
        if (expression.getLeaf() instanceof PrimitiveTypeTree || expression.getLeaf() instanceof ArrayTypeTree) {
            return List.of(Members.CLASS);
        }
        Element element = trees.getElement(expression);
        TypeMirror type = trees.getTypeMirror(expression);
        boolean isUnknown = type == null || type.getKind() == TypeKind.ERROR;
        if (isUnknown && written.matches("[a-z_]\\w*(\\.[a-z_]\\w*)*")) {
            // The compiler takes what stands before the last dot for a type; it may be a package.
            return imports(use).inPackage(members, written + ".");
        }
        return switch (element) {
            case PackageElement _ -> imports(use).inPackage(members, written + ".");
            case TypeElement _ -> isUnknown ? List.of() : members.ofType(type, scope);
            case null, default -> type == null ? List.of() : members.ofValue(type, scope);
        };
    }

    private static List<Candidate> behindColons(Members members, Javac.Use use, TreePath qualifier, Scope scope) {
        Trees trees = Trees.instance(use.task());
        TypeMirror type = trees.getTypeMirror(qualifier);
        if (type == null) {
            return List.of();
        }
        List<Candidate> found = new ArrayList<>(members.ofValue(type, scope));
        if (trees.getElement(qualifier) instanceof TypeElement) {
            found.addAll(members.ofType(type, scope));
            found.add(new Candidate("new", "keyword", ""));
        }
        return found.stream()
                .map(Candidate::named)
                .filter(candidate ->
                        candidate.kind().equals("method") || candidate.text().equals("new"))
                .distinct()
                .toList();
    }

    private List<Candidate> names(Javac.Use use, CompilationUnitTree unit, TreePath place, Names asked) {
        Wanted wanted = isCompared(place, use) ? Wanted.ANY : asked.wanted;
        NameOffers offers = new NameOffers(use, members(use, asked.prefix), wanted, asked.prefix);
        if (annotationAround(place) instanceof TreePath annotation
                && Trees.instance(use.task()).getElement(annotation) instanceof TypeElement type) {
            offers.addElements(type);
        }
        offers.addConstants(place);
        offers.addScope(Trees.instance(use.task()).getScope(place), unit);
        offers.addBelow(asked.below);
        offers.addSession(asked.session);
        offers.addDefaults(imports.lines());
        offers.addKeywords();
        offers.addUnimported(types);
        return offers.list();
    }

    /** Whether a value stands before a place, so that what looks like a type's bracket compares. */
    private static boolean isCompared(TreePath place, Javac.Use use) {
        TreePath around = place.getParentPath();
        return around.getLeaf() instanceof BinaryTree comparison
                && Trees.instance(use.task()).getElement(new TreePath(around, comparison.getLeftOperand()))
                        instanceof VariableElement;
    }

    /** The name of the annotation in whose brackets a place stands, where an element's name can stand. */
    private static @Nullable TreePath annotationAround(TreePath place) {
        TreePath around = place.getParentPath();
        if (around.getLeaf() instanceof AssignmentTree) {
            around = around.getParentPath();
        }
        return around.getLeaf() instanceof AnnotationTree annotation
                ? new TreePath(around, annotation.getAnnotationType())
                : null;
    }

    /** What could be imported, behind what is written of an import up to its last dot. */
    private List<Candidate> imported(String written, String prefix) {
        return look("", Session.EMPTY, (use, _, _) -> imports(use).behind(written, members(use, prefix)))
                .orElse(List.of());
    }

    /** The qualified name of a type that is not imported, where its simple name can mean one alone or one best known. */
    Optional<String> qualified(String simpleName) {
        return types.flatMap(index -> index.named(simpleName).stream().findFirst());
    }

    private Importable imports(Javac.Use use) {
        return new Importable(use, types);
    }

    /** Something that is asked of an attributed source. */
    interface Question<T> {
        T ask(Javac.Use use, CompilationUnitTree unit, UnitText text);
    }

    /** Attributes an unfinished cell and asks something of it; there is no answer where the compiler fails. */
    <T> Optional<T> look(String text, Session session, Question<T> question) {
        return unlessItFails(
                () -> {
                    UnitBuilder.Unit sketch = sketch(text, session);
                    return Optional.of(javac.use(
                                    CellClass.PACKAGE + "." + CellClass.simpleName(0),
                                    sketch.text().text(),
                                    CellClass.closure(sketch.uses()),
                                    use -> attribute(use, sketch.text(), question))
                            .value());
                },
                Optional.empty());
    }

    /** An answer that only helps: the compiler is not made for half-written text, and may fail over it in any way. */
    static <T> T unlessItFails(Supplier<T> answer, T otherwise) {
        try {
            return answer.get();
        } catch (RuntimeException | AssertionError | StackOverflowError e) {
            LOG.debug("the compiler fails over an unfinished cell", e);
            return otherwise;
        }
    }

    private UnitBuilder.Unit sketch(String text, Session session) {
        CellParser.Parsed cell = CellCompiler.parse(javac, text).value();
        return new UnitBuilder(
                        text,
                        cell,
                        new UnitBuilder.Scope(session, imports, CellClass.simpleName(0), Map.of(), List.of()))
                .sketch();
    }

    private static <T> T attribute(Javac.Use use, UnitText text, Question<T> question) throws IOException {
        CompilationUnitTree unit = use.task().parse().iterator().next();
        use.task().analyze();
        return question.ask(use, unit, text);
    }

    /** Where the mark stands in a source. */
    static Optional<TreePath> mark(CompilationUnitTree unit) {
        Finder finder = new Finder();
        finder.scan(unit, null);
        return Optional.ofNullable(finder.place);
    }

    /** The compiler that looks. */
    Javac javac() {
        return javac;
    }

    /** Finds the mark. */
    private static final class Finder extends TreePathScanner<@Nullable Void, @Nullable Void> {
        private @Nullable TreePath place;

        @Override
        public @Nullable Void visitIdentifier(IdentifierTree tree, @Nullable Void unused) {
            if (tree.getName().contentEquals(MARK)) {
                place = getCurrentPath();
            }
            return super.visitIdentifier(tree, unused);
        }

        @Override
        public @Nullable Void visitMemberSelect(MemberSelectTree tree, @Nullable Void unused) {
            if (tree.getIdentifier().contentEquals(MARK)) {
                place = getCurrentPath();
            }
            return super.visitMemberSelect(tree, unused);
        }

        @Override
        public @Nullable Void visitMemberReference(MemberReferenceTree tree, @Nullable Void unused) {
            if (tree.getName().contentEquals(MARK)) {
                place = getCurrentPath();
            }
            return super.visitMemberReference(tree, unused);
        }

        @Override
        public @Nullable Void visitErroneous(com.sun.source.tree.ErroneousTree tree, @Nullable Void unused) {
            return scan(tree.getErrorTrees(), unused);
        }
    }
}
