package vedette.kernel.java;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.Scope;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.lang.model.element.Element;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.ModuleElement;
import javax.lang.model.element.PackageElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;
import org.jspecify.annotations.Nullable;
import vedette.kernel.Completion;
import vedette.kernel.Completion.Candidate;
import vedette.kernel.Cursor;

/** Completion by a compiler of its own, so that it need not wait for a running cell. */
final class Services {

    static final String MARK = "$here";
    private static final List<String> KEYWORDS = List.of(
            "boolean",
            "break",
            "byte",
            "case",
            "catch",
            "char",
            "class",
            "continue",
            "default",
            "do",
            "double",
            "else",
            "enum",
            "extends",
            "false",
            "final",
            "finally",
            "float",
            "for",
            "if",
            "implements",
            "import",
            "instanceof",
            "int",
            "interface",
            "long",
            "new",
            "null",
            "record",
            "return",
            "sealed",
            "short",
            "static",
            "switch",
            "synchronized",
            "this",
            "throw",
            "true",
            "try",
            "var",
            "void",
            "while",
            "yield");

    private static final int SHORTEST_UNIMPORTED = 3;
    private static final int MOST_UNIMPORTED = 20;

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
        if (open.isInText()) {
            return Completion.none(cursor);
        }
        String prefix = code.substring(start, end);
        Set<Candidate> found = new LinkedHashSet<>();
        String line = Lines.textOf(before, before.length());
        String word = line.stripLeading();
        if (word.startsWith("import ")) {
            found.addAll(imported(word.substring("import ".length()).stripLeading(), prefix));
        } else {
            found.addAll(candidates(marked(before, open), prefix, session));
            boolean isMember = before.stripTrailing().endsWith(".") || before.endsWith("::");
            found.addAll(isMember ? List.of() : declaredBelow(code, end));
        }
        List<Candidate> fitting = found.stream()
                .filter(candidate ->
                        isFitting(candidate.text(), prefix) && !candidate.text().startsWith("$"))
                .toList();
        return new Completion(
                fitting.isEmpty() ? ignoringCase(found, prefix) : fitting, new Cursor(start), new Cursor(end));
    }

    /** A text that can be attributed, with the mark where the cursor stands. */
    private static String marked(String before, OpenText open) {
        if (before.endsWith("@")) {
            // Any type may be an annotation's; what it would annotate is not there yet.
            return MARK + ";";
        }
        boolean isNew = before.matches("(?s).*\\bnew\\s+");
        return before + MARK + (isNew ? "()" : "") + open.ending();
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
                .filter(candidate -> !candidate.text().startsWith("$"))
                .toList();
    }

    private List<Candidate> candidates(String text, String prefix, Session session) {
        return look(text, session, (use, unit) -> {
            TreePath place = mark(unit).orElse(null);
            if (place == null) {
                return List.of();
            }
            Trees trees = Trees.instance(use.task());
            Scope scope = trees.getScope(place);
            return switch (place.getLeaf()) {
                case MemberSelectTree select ->
                    behindDot(members(use, prefix), use, new TreePath(place, select.getExpression()), scope);
                case MemberReferenceTree reference ->
                    behindColons(
                            members(use, prefix),
                            trees.getTypeMirror(new TreePath(place, reference.getQualifierExpression())),
                            scope);
                default -> names(use, scope, prefix, session);
            };
        });
    }

    private Members members(Javac.Use use, String prefix) {
        return new Members(use.task(), names, prefix);
    }

    private static List<Candidate> behindDot(Members members, Javac.Use use, TreePath expression, Scope scope) {
        Trees trees = Trees.instance(use.task());
        String written = expression.getLeaf().toString();
        Element element = trees.getElement(expression);
        TypeMirror type = trees.getTypeMirror(expression);
        boolean isUnknown = type == null || type.getKind() == TypeKind.ERROR;
        if (isUnknown && written.matches("[a-z_]\\w*(\\.[a-z_]\\w*)*")) {
            // The compiler takes what stands before the last dot for a type; it may be a package.
            return packageMembers(members, use, written + ".");
        }
        return switch (element) {
            case PackageElement _ -> packageMembers(members, use, written + ".");
            case TypeElement _ -> members.ofType(type, scope);
            case null, default -> type == null ? List.of() : members.ofValue(type, scope);
        };
    }

    private static List<Candidate> behindColons(Members members, @Nullable TypeMirror type, Scope scope) {
        if (type == null) {
            return List.of();
        }
        List<Candidate> found = new ArrayList<>(members.ofValue(type, scope));
        found.addAll(members.ofType(type, scope));
        found.add(new Candidate("new", "keyword", ""));
        return found.stream()
                .map(Candidate::named)
                .filter(candidate -> !candidate.kind().equals("field"))
                .distinct()
                .toList();
    }

    private List<Candidate> names(Javac.Use use, Scope scope, String prefix, Session session) {
        Map<String, Candidate> found = new LinkedHashMap<>();
        Members members = members(use, prefix);
        for (Scope at = scope; at != null; at = at.getEnclosingScope()) {
            members.of(at.getLocalElements()).forEach(candidate -> add(found, candidate));
            TypeElement type = at.getEnclosingClass();
            if (type != null) {
                members.of(type.getEnclosedElements()).forEach(candidate -> add(found, candidate));
            }
        }
        session.variables()
                .values()
                .forEach(variable ->
                        add(found, new Candidate(variable.name(), "variable", Members.simple(variable.type()))));
        session.methods()
                .values()
                .forEach(overloads -> overloads.forEach(method -> add(
                        found,
                        new Candidate(
                                method.name() + (method.parameters().isEmpty() ? "()" : "("),
                                "method",
                                method.header()))));
        session.types().keySet().forEach(name -> add(found, new Candidate(name, "class", "")));
        if (!prefix.isEmpty()) {
            imported(use, session, prefix).forEach(candidate -> add(found, candidate));
            KEYWORDS.forEach(keyword -> add(found, new Candidate(keyword, "keyword", "")));
            unimported(use, prefix, found);
        }
        return List.copyOf(found.values());
    }

    /** Types that are known by their qualified names only. */
    private void unimported(Javac.Use use, String prefix, Map<String, Candidate> found) {
        if (prefix.length() < SHORTEST_UNIMPORTED || !Character.isUpperCase(prefix.charAt(0)) || types.isEmpty()) {
            return;
        }
        Set<String> known = new HashSet<>();
        found.values().forEach(candidate -> known.add(candidate.text()));
        for (String name : types.get().startingWith(prefix, MOST_UNIMPORTED)) {
            TypeElement type = use.task().getElements().getTypeElement(name);
            boolean isPublic = type != null && type.getModifiers().contains(Modifier.PUBLIC);
            if (isPublic && !known.contains(name.substring(name.lastIndexOf('.') + 1))) {
                add(found, new Candidate(name, "class", "not imported"));
            }
        }
    }

    /** The simple names of the types that imports bring. */
    Set<String> importedNames(Session session) {
        return look("", Session.EMPTY, (use, unit) -> {
            Set<String> names = new HashSet<>();
            imported(use, session, "").stream()
                    .filter(candidate -> candidate.kind().equals("class"))
                    .forEach(candidate -> names.add(candidate.text()));
            return names;
        });
    }

    private static void add(Map<String, Candidate> found, Candidate candidate) {
        if (!candidate.text().startsWith("<")) {
            found.putIfAbsent(candidate.text() + candidate.signature(), candidate);
        }
    }

    private List<Candidate> imported(Javac.Use use, Session session, String prefix) {
        List<String> all = new ArrayList<>(imports.lines());
        session.imports().forEach(line -> all.add(line.target()));
        all.add("java.lang.*");
        Members members = members(use, prefix);
        List<Candidate> found = new ArrayList<>();
        for (String name : all) {
            if (name.startsWith("module ")) {
                found.addAll(moduleMembers(
                        members, use, name.substring("module ".length()).strip()));
                continue;
            }
            String target = name.replaceFirst("^static\\s+", "").replaceFirst("\\.\\*$", "");
            TypeElement type = use.task().getElements().getTypeElement(target);
            if (name.startsWith("static ") && type != null) {
                found.addAll(members.of(type.getEnclosedElements().stream()
                        .filter(member -> member.getModifiers().contains(Modifier.STATIC))
                        .toList()));
            } else if (type != null) {
                found.addAll(members.of(List.of(type)));
            } else {
                PackageElement element = use.task().getElements().getPackageElement(target);
                found.addAll(element == null ? List.of() : members.ofPackage(element));
            }
        }
        return found;
    }

    /** The types that the import of a module brings. */
    private static List<Candidate> moduleMembers(Members members, Javac.Use use, String module) {
        ModuleElement element = use.task().getElements().getModuleElement(module);
        List<Candidate> found = new ArrayList<>();
        for (ModuleElement.ExportsDirective exported : element == null
                ? List.<ModuleElement.ExportsDirective>of()
                : ElementFilter.exportsIn(element.getDirectives())) {
            if (exported.getTargetModules() == null) {
                found.addAll(members.ofPackage(exported.getPackage()));
            }
        }
        return found;
    }

    /** What could be imported, behind what is written of an import up to its last dot. */
    private List<Candidate> imported(String written, String prefix) {
        String name = written.replaceFirst("^(static|module)\\s+", "");
        if (written.matches("module\\s.*")) {
            return modules(name);
        }
        return look("", Session.EMPTY, (use, unit) -> {
            Members members = members(use, prefix);
            String owner =
                    name.endsWith(".") ? name.substring(0, name.length() - 1).strip() : "";
            TypeElement type = owner.isEmpty() ? null : use.task().getElements().getTypeElement(owner);
            if (type == null) {
                return packageMembers(members, use, name);
            }
            boolean isStatic = written.startsWith("static");
            return members
                    .of(type.getEnclosedElements().stream()
                            .filter(member -> member.getModifiers().contains(Modifier.PUBLIC))
                            .filter(member -> member.getModifiers().contains(Modifier.STATIC)
                                    && (isStatic || member instanceof TypeElement))
                            .toList())
                    .stream()
                    .map(Candidate::named)
                    .toList();
        });
    }

    private static List<Candidate> modules(String written) {
        return ModuleLayer.boot().modules().stream()
                .map(Module::getName)
                .filter(name -> name.startsWith(written))
                .map(name -> new Candidate(name.substring(written.length()), "module", ""))
                .toList();
    }

    /** What stands in a package that is written with a dot behind it. */
    private static List<Candidate> packageMembers(Members members, Javac.Use use, String written) {
        String name = written.substring(0, written.lastIndexOf('.') + 1).strip();
        Set<Candidate> found = new LinkedHashSet<>();
        ModuleLayer.boot()
                .modules()
                .forEach(module -> module.getPackages().stream()
                        .filter(known -> module.isExported(known) && known.startsWith(name))
                        .map(known -> known.substring(name.length()).split("\\.", 2)[0])
                        .forEach(part -> found.add(new Candidate(part, "package", ""))));
        if (!name.isEmpty()) {
            PackageElement element = use.task().getElements().getPackageElement(name.substring(0, name.length() - 1));
            found.addAll(element == null ? List.of() : members.ofPackage(element));
        }
        return List.copyOf(found);
    }

    /** Something that is asked of an attributed source. */
    interface Question<T> {
        T ask(Javac.Use use, CompilationUnitTree unit);
    }

    /** Attributes an unfinished cell and asks something of it. */
    <T> T look(String text, Session session, Question<T> question) {
        return look(sketch(text, session), question);
    }

    <T> T look(UnitBuilder.Unit sketch, Question<T> question) {
        String name = CellClass.PACKAGE + "." + CellClass.simpleName(0);
        return javac.use(name, sketch.text().text(), CellClass.closure(sketch.uses()), use -> attribute(use, question))
                .value();
    }

    UnitBuilder.Unit sketch(String text, Session session) {
        CellParser.Parsed cell = CellCompiler.parse(javac, text).value();
        return new UnitBuilder(
                        text,
                        cell,
                        new UnitBuilder.Scope(session, imports, CellClass.simpleName(0), Map.of(), List.of()))
                .sketch();
    }

    private static <T> T attribute(Javac.Use use, Question<T> question) throws IOException {
        CompilationUnitTree unit = use.task().parse().iterator().next();
        use.task().analyze();
        return question.ask(use, unit);
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
