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
import javax.tools.Diagnostic;
import org.jspecify.annotations.Nullable;
import vedette.kernel.java.Piece.Stretch;

/** From a cell's text to its classes: split, find the types of {@code var}s where they are not obvious, compile once. */
final class CellCompiler {

    private static final System.Logger LOG = System.getLogger(CellCompiler.class.getName());

    private final Javac javac;
    private final List<String> defaultImports;
    private final CellLoader.Surroundings surroundings;

    CellCompiler(Javac javac, List<String> defaultImports, CellLoader.Surroundings surroundings) {
        this.javac = javac;
        this.surroundings = surroundings;
        this.defaultImports = List.copyOf(defaultImports);
    }

    /**
     * A cell to compile.
     *
     * @param number which cell it is, counted by the evaluator
     * @param executionCount the number in its brackets
     */
    record Request(String code, int number, int executionCount) {}

    /**
     * A compiled cell.
     *
     * @param additions what it declares
     */
    record Compiled(CellClass cell, Session.Additions additions) {}

    /** The pieces of a cell, and what is wrong with its syntax. */
    static Javac.Outcome<List<Piece>> parse(Javac javac, String code) {
        return javac.use("Cell", code, Set.of(), use -> CellParser.parse(use.context(), code));
    }

    /** Checks that a cell can be parsed, and returns its pieces. */
    static List<Piece> checkSyntax(Javac javac, String code) throws CompileException {
        Javac.Outcome<List<Piece>> parsed = parse(javac, code);
        if (!parsed.errors().isEmpty()) {
            throw new CompileException(parsed.errors().stream()
                    .map(error -> problem(error, (int) error.getStartPosition(), (int) error.getEndPosition(), code))
                    .toList());
        }
        return parsed.value();
    }

    /** Compiles a cell against the names of a session; with it what has waited for the names that it declares. */
    Compiled compile(Request request, Session session) throws CompileException {
        List<Piece> pieces = checkSyntax(javac, request.code());
        List<Session.Pending> ready = ForwardReferences.ready(session.pending(), pieces);
        if (!ready.isEmpty()) {
            String before =
                    ready.stream().map(pending -> pending.source() + "\n").collect(Collectors.joining());
            Request more = new Request(before + request.code(), request.number(), request.executionCount());
            try {
                return build(
                        more, checkSyntax(javac, more.code()), new Plan(session, before, ready, Map.of(), List.of()));
            } catch (CompileException e) {
                // They lack more than this cell declares, or the cell itself is wrong: then it fails again below.
                LOG.log(System.Logger.Level.DEBUG, "some declarations wait on", e);
            }
        }
        Plan plain = new Plan(session, "", List.of(), Map.of(), List.of());
        try {
            return build(request, pieces, plain);
        } catch (CompileException e) {
            ForwardReferences references = ForwardReferences.of(request.code(), pieces, e.problems());
            if (references.pending().isEmpty()) {
                throw e;
            }
            try {
                return build(
                        request,
                        references.kept(),
                        new Plan(session, "", List.of(), references.stubs(), references.pending()));
            } catch (CompileException again) {
                e.addSuppressed(again);
                throw e;
            }
        }
    }

    /**
     * How a cell is compiled.
     *
     * @param before text of earlier cells that stands before the cell's own
     * @param done what no longer waits
     * @param stubs methods that cannot work yet
     * @param pending what must wait from now on
     */
    private record Plan(
            Session session,
            String before,
            List<Session.Pending> done,
            Map<Piece, String> stubs,
            List<Session.Pending> pending) {}

    private Compiled build(Request request, List<Piece> pieces, Plan plan) throws CompileException {
        String code = request.code();
        String className = CellClass.simpleName(request.number());
        UnitBuilder builder = new UnitBuilder(
                code, pieces, new UnitBuilder.Scope(plan.session(), defaultImports, className, plan.stubs()));
        Set<CompileProblem> problems = new LinkedHashSet<>();
        Map<Piece.Variable, String> types = inferTypes(builder, request, problems);
        UnitBuilder.Unit unit = builder.unit(types);
        Javac.Outcome<Map<String, byte[]>> made =
                javac.compile(CellClass.PACKAGE + "." + className, unit.text().text(), CellClass.closure(unit.uses()));
        problems.addAll(problems(made.errors(), unit.text(), code));
        if (!problems.isEmpty()) {
            throw new CompileException(problems.stream()
                    .sorted(Comparator.comparingInt(CompileProblem::start))
                    .toList());
        }
        UnitText source =
                unit.text().skipping(Lines.lineOf(plan.before(), plan.before().length()) - 1);
        CellLoader loader = new CellLoader(
                surroundings, new CellLoader.Content(made.value(), source, request.executionCount()), unit.uses());
        CellClass cell =
                new CellClass(request.number(), request.executionCount(), source, made.value(), unit.uses(), loader);
        return new Compiled(cell, additions(builder, pieces, types, cell, plan));
    }

    private static Session.Additions additions(
            UnitBuilder builder, List<Piece> pieces, Map<Piece.Variable, String> types, CellClass cell, Plan plan) {
        List<Session.Variable> variables = new ArrayList<>();
        List<Session.Method> methods = new ArrayList<>();
        Map<String, CellClass> declared = new LinkedHashMap<>();
        List<String> imports = new ArrayList<>();
        for (Piece piece : pieces) {
            switch (piece) {
                case Piece.Variable variable
                when !builder.reuses(variable, types) ->
                    variables.add(new Session.Variable(variable.name(), builder.typeOf(variable, types), cell));
                case Piece.Method method -> methods.add(builder.method(method, cell));
                case Piece.Type type -> declared.put(type.name(), cell);
                case Piece.Import line -> imports.add(builder.importLine(line));
                case Piece.Variable _, Piece.Statement _, Piece.Expression _ -> {}
            }
        }
        return new Session.Additions(variables, methods, declared, imports, plan.pending(), plan.done());
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
        Javac.Outcome<Map<String, String>> found =
                javac.use(name, probe.text().text(), CellClass.closure(probe.uses()), CellCompiler::localTypes);
        for (Piece.Variable variable : open) {
            String type = found.value().get(variable.name());
            if (type != null) {
                types.put(variable, type);
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

    private static Map<String, String> localTypes(Javac.Use use) throws java.io.IOException {
        CompilationUnitTree unit = use.task().parse().iterator().next();
        use.task().analyze();
        Trees trees = Trees.instance(use.task());
        Map<String, String> found = new HashMap<>();
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
                    found.putIfAbsent(variable.getName().toString(), TypeText.of(element.asType()));
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

    private static CompileProblem problem(Diagnostic<?> error, int start, int end, String code) {
        int from = Math.clamp(start, 0, code.length());
        int to = Math.clamp(end, from, code.length());
        String message = UserNames.cleanCompilerMessage(error.getMessage(Locale.ENGLISH));
        return new CompileProblem(from, to, error.getCode(), message);
    }
}
