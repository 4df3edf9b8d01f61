package vedette.kernel.java;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import com.sun.source.util.Trees;
import com.sun.tools.javac.tree.JCTree;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import javax.lang.model.element.Element;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.tools.Diagnostic;
import org.jspecify.annotations.Nullable;
import vedette.kernel.java.Piece.Stretch;

/** From a cell's text to its classes: split, find the types of {@code var}s where they are not obvious, compile once. */
final class CellCompiler {

    private final Javac javac;
    private final DefaultImports defaultImports;
    private final CellLoader.Surroundings surroundings;

    CellCompiler(Javac javac, DefaultImports defaultImports, CellLoader.Surroundings surroundings) {
        this.javac = javac;
        this.surroundings = surroundings;
        this.defaultImports = defaultImports;
    }

    /**
     * A cell to compile.
     *
     * @param number which cell it is, counted by the evaluator
     * @param origin where it comes from: {@link CellText#ofCell a cell}, or the name of a file
     */
    record Request(String code, int number, String origin) {}

    /**
     * A compiled cell.
     *
     * @param additions what it declares
     */
    record Compiled(CellClass cell, Session.Additions additions) {}

    /** A cell's pieces and names, and what is wrong with its syntax. */
    static Javac.Outcome<CellParser.Parsed> parse(Javac javac, String code) {
        return javac.parse(code, use -> CellParser.parse(use.context(), code));
    }

    /** Checks that a cell can be parsed and takes no names of ours, and returns its pieces and names. */
    static CellParser.Parsed checkSyntax(Javac javac, String code) throws CompileException {
        Javac.Outcome<CellParser.Parsed> parsed = parse(javac, code);
        List<CompileProblem> problems = parsed.errors().isEmpty()
                ? ReservedNames.problems(parsed.value().pieces())
                : parsed.errors().stream()
                        .map(error ->
                                problem(error, (int) error.getStartPosition(), (int) error.getEndPosition(), code))
                        .toList();
        if (!problems.isEmpty()) {
            throw new CompileException(problems);
        }
        return parsed.value();
    }

    /**
     * Compiles a cell against the names of a session; with it what has waited for the names that it declares, and what
     * was compiled against what these names meant before.
     */
    Compiled compile(Request request, Session session) throws CompileException {
        CellParser.Parsed parsed = checkSyntax(javac, request.code());
        List<Piece> pieces = parsed.pieces();
        Redeclaration redeclaration = new Redeclaration(session);
        Set<String> unchanged = redeclaration.unchanged(request.code(), pieces).stream()
                .map(Piece.Type::name)
                .collect(Collectors.toSet());
        Own own = new Own(parsed, unchanged);
        List<Redeclaration.Earlier> ready = ForwardReferences.ready(session.pending(), pieces).stream()
                .map(pending -> new Redeclaration.Earlier(pending.name(), pending.source(), Set.of(), List.of(pending)))
                .toList();
        try {
            Compiled compiled = compile(request, session, own, ready);
            List<Redeclaration.Earlier> dependents = redeclaration.dependentsOf(compiled.additions());
            return dependents.isEmpty() ? compiled : compile(request, session, own, joined(ready, dependents));
        } catch (CompileException e) {
            List<Redeclaration.Earlier> dependents =
                    redeclaration.possibleDependentsOf(request.code(), without(pieces, unchanged, 0), ready);
            if (dependents.isEmpty()) {
                throw e;
            }
            return compile(request, session, own, joined(ready, dependents));
        }
    }

    private static List<Redeclaration.Earlier> joined(
            List<Redeclaration.Earlier> some, List<Redeclaration.Earlier> others) {
        List<Redeclaration.Earlier> all = new ArrayList<>(some);
        all.addAll(others);
        return all;
    }

    /**
     * What a cell's own text says.
     *
     * @param unchanged the types that it declares in the words of an earlier cell
     */
    private record Own(CellParser.Parsed parsed, Set<String> unchanged) {}

    /** Compiles a cell with as much of what stands before it as can be compiled. */
    private Compiled compile(Request request, Session session, Own own, List<Redeclaration.Earlier> wanted)
            throws CompileException {
        List<Redeclaration.Earlier> earlier = new ArrayList<>(wanted);
        while (true) {
            CellText text = new CellText(
                    request.code(),
                    request.origin(),
                    earlier.stream().map(Redeclaration.Earlier::source).toList());
            CellParser.Parsed all = earlier.isEmpty() ? own.parsed() : checkSyntax(javac, text.text());
            CellParser.Parsed parsed = all.of(without(all.pieces(), own.unchanged(), text.ownStart()));
            List<Session.Pending> done =
                    earlier.stream().flatMap(one -> one.waiting().stream()).toList();
            List<Session.Stale> stale = wanted.stream()
                    .filter(one -> !earlier.contains(one) && one.waiting().isEmpty())
                    .map(one -> new Session.Stale(one.name(), one.changed()))
                    .distinct()
                    .toList();
            try {
                return build(request, text, parsed, new Plan(session, done, Map.of(), List.of(), stale));
            } catch (CompileException e) {
                if (!drop(earlier, text, e)) {
                    return buildWithGaps(request, text, parsed, new Plan(session, done, Map.of(), List.of(), stale), e);
                }
            }
        }
    }

    /** Takes away what cannot be compiled; all of it where the cell's own text is wrong. */
    private static boolean drop(List<Redeclaration.Earlier> earlier, CellText text, CompileException failure) {
        if (earlier.isEmpty()) {
            return false;
        }
        Set<Integer> blamed = failure.problems().stream()
                .map(problem -> text.indexOf(problem.start()))
                .filter(index -> index < earlier.size())
                .collect(Collectors.toSet());
        List<Redeclaration.Earlier> left = new ArrayList<>();
        for (int i = 0; i < earlier.size() && !blamed.isEmpty(); i++) {
            if (!blamed.contains(i)) {
                left.add(earlier.get(i));
            }
        }
        earlier.clear();
        earlier.addAll(left);
        return true;
    }

    private Compiled buildWithGaps(
            Request request, CellText text, CellParser.Parsed parsed, Plan plan, CompileException failure)
            throws CompileException {
        ForwardReferences references = ForwardReferences.of(text, parsed.pieces(), failure.problems());
        while (!references.pending().isEmpty()) {
            try {
                return build(
                        request,
                        text,
                        parsed.of(references.kept()),
                        new Plan(plan.session(), plan.done(), references.stubs(), references.pending(), plan.stale()));
            } catch (CompileException again) {
                failure.addSuppressed(again);
                references = references.withDependents(text, again.problems());
            }
        }
        throw failure;
    }

    private static List<Piece> without(List<Piece> pieces, Set<String> types, int ownStart) {
        return pieces.stream()
                .filter(piece ->
                        !(piece instanceof Piece.Type type && type.start() >= ownStart && types.contains(type.name())))
                .toList();
    }

    /**
     * How a cell is compiled.
     *
     * @param done what no longer waits
     * @param stubs methods that cannot work yet
     * @param pending what must wait from now on
     * @param stale what goes on with names as they were
     */
    private record Plan(
            Session session,
            List<Session.Pending> done,
            Map<Piece, String> stubs,
            List<Session.Pending> pending,
            List<Session.Stale> stale) {}

    /** Compiles it; types that an import of the user brings as well as one of ours are the user's. */
    private Compiled build(Request request, CellText text, CellParser.Parsed parsed, Plan plan)
            throws CompileException {
        try {
            return build(request, text, parsed, plan, List.of());
        } catch (CompileException e) {
            List<ImportLine> imports = new ArrayList<>(plan.session().imports());
            imports.addAll(UnitBuilder.importsOf(text.text(), parsed.pieces()));
            List<ImportLine> preferred = defaultImports.preferred(e.problems(), imports);
            if (preferred.isEmpty()) {
                throw e;
            }
            return build(request, text, parsed, plan, preferred);
        }
    }

    private Compiled build(
            Request request, CellText text, CellParser.Parsed parsed, Plan plan, List<ImportLine> preferred)
            throws CompileException {
        String code = text.text();
        List<Piece> pieces = parsed.pieces();
        String className = CellClass.simpleName(request.number());
        UnitBuilder builder = new UnitBuilder(
                code,
                parsed,
                new UnitBuilder.Scope(plan.session(), defaultImports, className, plan.stubs(), preferred));
        Set<CompileProblem> problems = new LinkedHashSet<>();
        Map<Piece.Variable, String> types =
                inferTypes(builder, new Request(code, request.number(), request.origin()), problems);
        UnitBuilder.Unit unit = builder.unit(types);
        Javac.Outcome<Map<String, byte[]>> made =
                javac.compile(CellClass.PACKAGE + "." + className, unit.text().text(), CellClass.closure(unit.uses()));
        problems.addAll(problems(made.errors(), unit.text(), code));
        if (!problems.isEmpty() || !made.errors().isEmpty()) {
            throw new CompileException(problems.stream()
                    .sorted(Comparator.comparingInt(CompileProblem::start))
                    .map(problem -> inCell(problem, pieces))
                    .toList());
        }
        CellLoader loader = CellLoader.of(
                CellClass.PACKAGE + "." + className,
                surroundings,
                new CellLoader.Content(made.value(), unit.text(), text),
                unit.uses());
        CellClass cell = new CellClass(request.number(), made.value(), unit.uses(), loader);
        return new Compiled(cell, additions(builder, pieces, types, new Owner(cell, text), plan));
    }

    /** A compiled cell and the text that it was compiled from. */
    private record Owner(CellClass cell, CellText text) {}

    private static Session.Additions additions(
            UnitBuilder builder, List<Piece> pieces, Map<Piece.Variable, String> types, Owner owner, Plan plan) {
        CellClass cell = owner.cell();
        List<Session.Variable> variables = new ArrayList<>();
        List<Session.Method> methods = new ArrayList<>();
        Map<String, Session.Type> declared = new LinkedHashMap<>();
        for (Piece piece : pieces) {
            switch (piece) {
                case Piece.Variable variable
                when !builder.reuses(variable, types) ->
                    variables.add(new Session.Variable(
                            variable.name(),
                            builder.typeOf(variable, types),
                            cell,
                            owner.text().commentOf(variable)));
                case Piece.Method method ->
                    methods.add(builder.method(method, cell, owner.text().sourceOf(method)));
                case Piece.Type type ->
                    declared.put(
                            type.name(),
                            new Session.Type(type.name(), cell, owner.text().sourceOf(type)));
                case Piece.Import _, Piece.Variable _, Piece.Statement _, Piece.Expression _ -> {}
            }
        }
        return new Session.Additions(
                variables,
                methods,
                declared,
                UnitBuilder.importsOf(owner.text().text(), pieces),
                plan.pending(),
                plan.done(),
                plan.stale());
    }

    private Map<Piece.Variable, String> inferTypes(UnitBuilder builder, Request request, Set<CompileProblem> problems) {
        Map<Piece.Variable, String> types = new IdentityHashMap<>();
        List<Piece.Variable> open = new ArrayList<>();
        for (Piece.Variable variable : builder.variables()) {
            if (variable.type() == null) {
                String obvious = obviousType(variable.tree());
                if (obvious == null) {
                    open.add(variable);
                } else {
                    types.put(variable, obvious);
                }
            }
        }
        if (open.isEmpty()) {
            return types;
        }
        UnitBuilder.Unit probe = builder.probe(types);
        String name = CellClass.PACKAGE + "." + CellClass.simpleName(request.number());
        Javac.Outcome<Map<String, TypeMirror>> found =
                javac.use(name, probe.text().text(), CellClass.closure(probe.uses()), CellCompiler::localTypes);
        for (Piece.Variable variable : open) {
            TypeMirror type = found.value().get(variable.name());
            if (type != null) {
                Stretch value = variable.initializer();
                types.put(
                        variable,
                        AnonymousType.of(variable, type, value == null ? variable.end() : value.end())
                                .map(named -> builder.name(variable, named))
                                .orElseGet(() -> TypeText.of(type)));
                continue;
            }
            types.put(variable, UnitBuilder.UNKNOWN_TYPE);
            Stretch value = variable.initializer();
            int start = variable.start();
            int end = value == null ? variable.end() : value.end();
            problems(found.errors(), probe.text(), request.code()).stream()
                    .filter(problem -> problem.start() >= start && problem.start() <= end)
                    .forEach(problems::add);
        }
        return types;
    }

    private static Map<String, TypeMirror> localTypes(Javac.Use use) throws java.io.IOException {
        CompilationUnitTree unit = use.task().parse().iterator().next();
        use.task().analyze();
        Trees trees = Trees.instance(use.task());
        Map<String, TypeMirror> found = new HashMap<>();
        new TreePathScanner<@Nullable Void, @Nullable Void>() {
            @Override
            public @Nullable Void visitMethod(MethodTree method, @Nullable Void unused) {
                if (method.getName().contentEquals(UnitBuilder.RUN)) {
                    method.getBody().getStatements().forEach(statement -> {
                        if (statement instanceof VariableTree variable) {
                            note(variable, new TreePath(new TreePath(getCurrentPath(), method.getBody()), variable));
                        }
                    });
                }
                return null;
            }

            private void note(VariableTree variable, TreePath path) {
                Element element = trees.getElement(path);
                if (element != null && element.asType().getKind() != TypeKind.ERROR) {
                    found.putIfAbsent(variable.getName().toString(), element.asType());
                }
            }
        }.scan(unit, null);
        return found;
    }

    /** The type of an initializer that says it itself. */
    private static @Nullable String obviousType(JCTree.@Nullable JCExpression tree) {
        if (!(tree instanceof JCTree.JCLiteral literal)) {
            return null;
        }
        return switch (literal.typetag) {
            case INT -> "int";
            case LONG -> "long";
            case FLOAT -> "float";
            case DOUBLE -> "double";
            case BOOLEAN -> "boolean";
            case CHAR -> "char";
            case CLASS -> "java.lang.String";
            default -> null;
        };
    }

    private static List<CompileProblem> problems(List<? extends Diagnostic<?>> errors, UnitText text, String code) {
        List<CompileProblem> found = new ArrayList<>();
        for (Diagnostic<?> error : errors) {
            OptionalInt start = text.toCell(error.getStartPosition());
            OptionalInt end = text.toCell(error.getEndPosition());
            OptionalInt at = text.toCell(error.getPosition());
            if (String.valueOf(error.getMessage(Locale.ENGLISH)).contains(UnitBuilder.UNKNOWN_TYPE)) {
                continue;
            }
            int from = start.orElse(at.orElse(0));
            found.add(problem(error, from, Math.max(from, end.orElse(from + 1)), code));
        }
        return found;
    }

    /** A problem in the words of a cell, where the compiler speaks of our class's methods. */
    private static CompileProblem inCell(CompileProblem problem, List<Piece> pieces) {
        Piece place = pieces.stream()
                .filter(piece -> problem.start() >= piece.start() && problem.start() < piece.end())
                .findFirst()
                .orElse(null);
        return switch (place) {
            case Piece.Variable _, Piece.Statement _, Piece.Expression _
            when problem.code().equals(EarlyUses.CODE) ->
                problem.withHelp("it has its value only below its declaration");
            case Piece.Statement _
            when problem.message().equals("incompatible types: unexpected return value") ->
                problem.withHelp("a cell returns nothing; its last expression without a semicolon is its result");
            case Piece.Method _
            when problem.code().equals("compiler.err.static.methods.cannot.be.annotated.with.override") ->
                new CompileProblem(
                        problem.start(), problem.end(), problem.code(), "a method outside a class overrides nothing");
            case null, default -> problem;
        };
    }

    private static CompileProblem problem(Diagnostic<?> error, int start, int end, String code) {
        int from = Math.clamp(start, 0, code.length());
        int to = Math.clamp(end, from, code.length());
        String message = UserNames.cleanCompilerMessage(error.getMessage(Locale.ENGLISH));
        return new CompileProblem(from, to, error.getCode(), message);
    }
}
