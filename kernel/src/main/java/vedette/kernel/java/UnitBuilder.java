package vedette.kernel.java;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import vedette.kernel.java.Piece.Stretch;

/**
 * Writes the source of a cell's class: variables are static fields, methods and types static members, everything else
 * goes into one method. Names of earlier cells come in by imports of their newest owner, and only those that the cell
 * mentions; our own names are qualified where a user's name could hide them.
 */
final class UnitBuilder {

    /** The method that runs the cell. */
    static final String RUN = "$run";

    /** The field that keeps the last expression's value while the cell runs. */
    static final String RESULT = "$result";

    /** The method that evaluates an expression, of which only the compiler knows whether it has a value. */
    static final String VALUE = "$value";

    /** The method that makes the exception of a method which cannot work yet. */
    static final String MISSING = "$missing";

    /** Stands for a type that could not be found, so that its uses are not reported as well. */
    static final String UNKNOWN_TYPE = "$Unknown";

    private final String code;
    private final List<Piece> pieces;
    private final List<ImportLine> ownImports;
    private final Session session;
    private final DefaultImports defaultImports;
    private final String className;
    private final Map<Piece, String> stubs;
    private final List<ImportLine> preferred;

    private final Set<CellClass> used = new LinkedHashSet<>();
    private final Set<String> forwarders = new LinkedHashSet<>();
    private final Set<String> witnesses = new LinkedHashSet<>();
    private final Set<String> identifiers;
    private final Map<Piece.Variable, AnonymousType> anonymous = new IdentityHashMap<>();

    UnitBuilder(String code, CellParser.Parsed cell, Scope scope) {
        this.code = code;
        this.pieces = cell.pieces();
        this.ownImports = importsOf(code, cell.pieces());
        this.session = scope.session();
        this.defaultImports = scope.defaultImports();
        this.className = scope.className();
        this.stubs = scope.stubs();
        this.preferred = scope.preferred();
        this.identifiers = new HashSet<>(cell.names());
        for (String name : cell.names()) {
            session.methods()
                    .getOrDefault(name, List.of())
                    .forEach(method -> identifiers.addAll(Source.namesIn(method.header())));
        }
    }

    /** The imports of a cell. */
    static List<ImportLine> importsOf(String code, List<Piece> pieces) {
        List<ImportLine> found = new ArrayList<>();
        for (Piece piece : pieces) {
            if (piece instanceof Piece.Import line) {
                found.add(ImportLine.of(code.substring(line.start(), line.end())));
            }
        }
        return found;
    }

    /**
     * What a cell's class is written for.
     *
     * @param stubs methods that cannot work yet, with what they lack
     * @param preferred types that more than one import of the user or of ours brings, from where they shall come
     */
    record Scope(
            Session session,
            DefaultImports defaultImports,
            String className,
            Map<Piece, String> stubs,
            List<ImportLine> preferred) {}

    /** A source and the cells that it refers to directly. */
    record Unit(UnitText text, List<CellClass> uses) {}

    /**
     * The source whose only purpose is to learn the types of {@code var}s: they stand in it as local variables.
     *
     * @param types the types that are known already
     */
    Unit probe(Map<Piece.Variable, String> types) {
        UnitText.Writer out = begin(types);
        fields(out, types);
        out.add("static void " + RUN + "() throws java.lang.Throwable {\n");
        for (Piece piece : pieces) {
            switch (piece) {
                case Piece.Variable variable
                when variable.type() == null && !types.containsKey(variable) -> local(out, variable);
                case Piece.Variable variable
                when variable.initializer() instanceof Stretch value -> assign(out, variable, value, types);
                case Piece.Statement statement
                when binds(statement) ->
                    out.copy(statement.start(), statement.end()).add("\n");
                case Piece.Variable _, Piece.Statement _, Piece.Expression _ -> {}
                case Piece.Import _, Piece.Type _, Piece.Method _ -> {}
            }
        }
        out.add("}\n");
        members(out);
        return end(out);
    }

    private static void local(UnitText.Writer out, Piece.Variable variable) {
        out.add("var ").copy(variable.start(), variable.nameEnd());
        if (variable.initializer() instanceof Stretch value) {
            out.add(" = ").copy(value.start(), value.end());
        }
        out.add(";\n");
    }

    /** The source of an unfinished cell, for finding out what its names mean: never run, and never without errors. */
    Unit sketch() {
        Map<Piece.Variable, String> types = Map.of();
        UnitText.Writer out = begin(types);
        fields(out, types);
        out.add("static void " + RUN + "() throws java.lang.Throwable {\n");
        int count = 0;
        for (Piece piece : pieces) {
            switch (piece) {
                case Piece.Variable variable
                when variable.type() == null && variable.initializer() != null ->
                    out.add("var ").copy(variable.start(), variable.end()).add(";\n");
                case Piece.Variable variable
                when variable.initializer() instanceof Stretch value -> assign(out, variable, value, types);
                case Piece.Statement statement ->
                    out.copy(statement.start(), statement.end()).add("\n");
                case Piece.Expression expression ->
                    out.add("java.lang.Object $e" + count++ + " = ")
                            .copy(expression.start(), expression.end())
                            .add(";\n");
                case Piece.Import _, Piece.Type _, Piece.Method _, Piece.Variable _ -> {}
            }
        }
        out.add("}\n");
        members(out);
        return end(out);
    }

    /**
     * The source that runs.
     *
     * @param types the types of {@code var}s
     */
    Unit unit(Map<Piece.Variable, String> types) {
        UnitText.Writer out = begin(types);
        fields(out, types);
        out.add("public static java.lang.Object " + RESULT + ";\n");
        out.add("public static void " + RUN + "() throws java.lang.Throwable {\n");
        for (Piece piece : pieces) {
            run(out, piece, types);
        }
        out.add("}\n");
        members(out);
        return end(out);
    }

    private UnitText.Writer begin(Map<Piece.Variable, String> types) {
        UnitText.Writer out = new UnitText.Writer(code);
        out.add("package " + CellClass.PACKAGE + ";\n");
        Set<String> imported = ImportLine.names(ownImports);
        List<ImportLine> earlier = session.imports().stream()
                .filter(line -> !line.bringsOneOf(imported))
                .toList();
        Set<String> declared = new HashSet<>(session.types().keySet());
        declared.addAll(names(Piece.Type.class));
        declared.addAll(imported);
        declared.addAll(ImportLine.names(earlier));
        defaultImports.neededBy(identifiers, declared).forEach(name -> out.add("import " + name + ";\n"));
        preferred.forEach(line -> out.add(line.text()));
        // Each import is looked up, and the first of them opens our jar.
        if (pieces.stream().anyMatch(piece -> piece instanceof Piece.Expression expression && isCalled(expression))) {
            out.add("import static vedette.kernel.java.CellRuntime." + VALUE + ";\n");
        }
        if (!stubs.isEmpty()) {
            out.add("import static vedette.kernel.java.CellRuntime." + MISSING + ";\n");
        }
        earlier.forEach(line -> out.add(line.text()));
        for (Piece piece : pieces) {
            if (piece instanceof Piece.Import line) {
                out.copy(line.start(), line.end()).add("\n");
            }
        }
        importNames(types).forEach(line -> out.add("import " + line + ";\n"));
        out.add("public class " + className + " {\n");
        return out;
    }

    private Unit end(UnitText.Writer out) {
        forwarders.forEach(out::add);
        witnesses.forEach(out::add);
        out.add("}\n");
        return new Unit(out.done(), List.copyOf(used));
    }

    private Set<String> importNames(Map<Piece.Variable, String> types) {
        used.clear();
        forwarders.clear();
        witnesses.clear();
        Set<String> lines = new LinkedHashSet<>();
        Set<String> ownTypes = names(Piece.Type.class);
        Set<String> ownVariables = new HashSet<>();
        for (Piece piece : pieces) {
            if (piece instanceof Piece.Variable variable && !reuses(variable, types)) {
                ownVariables.add(variable.name());
            }
        }
        Set<String> imported = ImportLine.names(ownImports);
        Set<String> importedMembers = ImportLine.memberNames(ownImports);
        for (String name : identifiers) {
            Session.Variable variable = session.variables().get(name);
            if (variable != null && !ownVariables.contains(name) && !importedMembers.contains(name)) {
                lines.add("static " + variable.owner().name() + "." + name);
                used.add(variable.owner());
                witness(variable.owner().name(), name, variable.type());
            }
            Session.Type type = session.types().get(name);
            if (type != null && !ownTypes.contains(name) && !imported.contains(name)) {
                lines.add(type.owner().name() + "." + name);
                used.add(type.owner());
            }
            if (!importedMembers.contains(name)) {
                importMethods(name, lines);
            }
        }
        return lines;
    }

    private void witness(String owner, String variable, String type) {
        if (TypeText.isIntersection(type)) {
            witnesses.add(IntersectionTypes.witness(owner, variable, type));
        }
    }

    /**
     * A method of this cell hides imported overloads of its name, so those are forwarded to; likewise where owners
     * differ.
     */
    private void importMethods(String name, Set<String> lines) {
        List<Session.Method> overloads = session.methods().getOrDefault(name, List.of());
        if (overloads.isEmpty()) {
            return;
        }
        Set<CellClass> owners = new HashSet<>();
        overloads.forEach(method -> owners.add(method.owner()));
        boolean isOwn = names(Piece.Method.class).contains(name);
        if (!isOwn && owners.size() == 1) {
            lines.add("static " + overloads.getFirst().owner().name() + "." + name);
            used.addAll(owners);
            return;
        }
        for (Session.Method method : overloads) {
            if (!isRedeclared(method) && !isOutdated(method)) {
                used.add(method.owner());
                forwarders.add(forwarder(method));
            }
        }
    }

    private boolean isRedeclared(Session.Method method) {
        return pieces.stream()
                .filter(piece -> piece instanceof Piece.Method own && own.name().equals(method.name()))
                .map(piece -> method((Piece.Method) piece, method.owner(), method.source()))
                .anyMatch(method::hasSameParameters);
    }

    /** Whether a type that the method names has been declared anew since. */
    private boolean isOutdated(Session.Method method) {
        Set<String> ownTypes = names(Piece.Type.class);
        for (String name : Source.namesIn(method.header())) {
            Session.Type type = session.types().get(name);
            if (ownTypes.contains(name)
                    || (type != null && type.owner().number() > method.owner().number())) {
                return true;
            }
        }
        return false;
    }

    private static String forwarder(Session.Method method) {
        return "@vedette.kernel.java.CellRuntime.Forwarder public static " + method.header()
                + " { "
                + (method.isVoid() ? "" : "return ")
                + method.owner().simpleName() + "." + method.name() + "("
                + String.join(", ", method.arguments()) + "); }\n";
    }

    private Set<String> names(Class<? extends Piece> kind) {
        Set<String> found = new HashSet<>();
        for (Piece piece : pieces) {
            if (kind.isInstance(piece)) {
                switch (piece) {
                    case Piece.Type type -> found.add(type.name());
                    case Piece.Method method -> found.add(method.name());
                    case Piece.Variable variable -> found.add(variable.name());
                    case Piece.Import _, Piece.Statement _, Piece.Expression _ -> {}
                }
            }
        }
        return found;
    }

    /** Whether a declaration keeps the field of an earlier cell, so that earlier methods see its new value. */
    boolean reuses(Piece.Variable variable, Map<Piece.Variable, String> types) {
        Session.Variable old = session.variables().get(variable.name());
        if (old == null || !TypeText.normal(old.type()).equals(TypeText.normal(typeOf(variable, types)))) {
            return false;
        }
        Set<String> ownTypes = names(Piece.Type.class);
        for (String name : Source.namesIn(typeOf(variable, types))) {
            Session.Type type = session.types().get(name);
            if (ownTypes.contains(name)
                    || (type != null && type.owner().number() > old.owner().number())) {
                return false;
            }
        }
        return true;
    }

    /** The declared type of a variable as text. */
    String typeOf(Piece.Variable variable, Map<Piece.Variable, String> types) {
        Stretch written = variable.type();
        return written == null ? types.getOrDefault(variable, UNKNOWN_TYPE) : written.of(code) + variable.brackets();
    }

    private void fields(UnitText.Writer out, Map<Piece.Variable, String> types) {
        for (Piece piece : pieces) {
            if (!(piece instanceof Piece.Variable variable) || reuses(variable, types)) {
                continue;
            }
            Stretch written = variable.type();
            if (written != null) {
                out.add("public static ").copy(written.start(), written.end()).add(variable.brackets() + " ");
            } else if (types.containsKey(variable)) {
                String type = types.get(variable);
                out.add("public static " + TypeText.ofField(type) + " ");
                witness(className, variable.name(), type);
            } else {
                continue;
            }
            out.copy(variable.start(), variable.nameEnd()).add(";\n");
        }
    }

    private void run(UnitText.Writer out, Piece piece, Map<Piece.Variable, String> types) {
        switch (piece) {
            case Piece.Variable variable -> {
                Stretch value = variable.initializer();
                if (value != null) {
                    assign(out, variable, value, types);
                } else {
                    out.add(target(variable, types) + " = " + zero(variable) + ";\n");
                }
            }
            case Piece.Statement statement
            when binds(statement) ->
                out.copy(statement.start(), statement.end()).add("\n");
            // A condition keeps what follows an endless loop or a throw reachable.
            case Piece.Statement statement ->
                out.add("if (true) {")
                        .copy(statement.start(), statement.end())
                        .add(";}".indexOf(code.charAt(statement.end() - 1)) < 0 ? ";}\n" : "}\n");
            case Piece.Expression expression -> {
                out.add(isResult(expression) ? className + "." + RESULT + " = " : "");
                if (isCalled(expression)) {
                    out.add(VALUE + "(() -> ")
                            .copy(expression.start(), expression.end())
                            .add("\n);\n");
                } else {
                    out.copy(expression.start(), expression.end()).add("\n;\n");
                }
            }
            case Piece.Import _, Piece.Type _, Piece.Method _ -> {}
        }
    }

    /** Whether it brings variables to what follows it; not where these are the cell's own, which would be hidden. */
    private boolean binds(Piece.Statement statement) {
        return !statement.bindings().isEmpty()
                && Collections.disjoint(statement.bindings(), names(Piece.Variable.class));
    }

    private boolean isResult(Piece.Expression expression) {
        return expression.isOpen() && expression.equals(pieces.getLast());
    }

    /** Whether it is handed over as a lambda, from which the compiler finds out whether it has a value at all. */
    private boolean isCalled(Piece.Expression expression) {
        return isResult(expression) ? !expression.hasValue() : !expression.isStatement();
    }

    /** Gives a variable's anonymous class a name from here on, and returns it. */
    String name(Piece.Variable variable, AnonymousType type) {
        anonymous.put(variable, type);
        return CellClass.PACKAGE + "." + className + "." + type.name();
    }

    /** A variable as it is assigned to; one of this cell under its class, by which {@link EarlyUses} tells declarations. */
    private String target(Piece.Variable variable, Map<Piece.Variable, String> types) {
        return reuses(variable, types) ? variable.name() : className + "." + variable.name();
    }

    private void assign(
            UnitText.Writer out, Piece.Variable variable, Stretch value, Map<Piece.Variable, String> types) {
        out.add(target(variable, types) + " = ");
        AnonymousType named = anonymous.get(variable);
        if (named != null) {
            out.copy(variable.start(), variable.start()).add("new " + className + "." + named.name());
            Stretch arguments = named.arguments();
            if (arguments == null) {
                out.add("();\n");
            } else {
                // The closing bracket stands between the arguments and the body.
                out.add("(").copy(arguments.start(), arguments.end()).add(";\n");
            }
            return;
        }
        Stretch written = variable.type();
        if (written != null && code.charAt(value.start()) == '{') {
            out.add("new ").copy(written.start(), written.end()).add(variable.brackets());
        }
        out.copy(value.start(), value.end()).add("\n;\n");
    }

    private String zero(Piece.Variable variable) {
        Stretch written = variable.type();
        String type = written == null ? "" : written.of(code) + variable.brackets();
        return switch (type) {
            case "boolean" -> "false";
            case "byte", "short", "char", "int", "long", "float", "double" -> "(" + type + ") 0";
            default -> "null";
        };
    }

    private void members(UnitText.Writer out) {
        anonymous
                .values()
                .forEach(type -> out.add(type.head() + "{ " + type.constructor())
                        .copy(type.body().start() + 1, type.body().end())
                        .add("\n"));
        for (Piece piece : pieces) {
            switch (piece) {
                case Piece.Type type ->
                    // Not public, so that constructors need no modifier either; the weaver opens it.
                    out.add("static ")
                            .copy(type.start(), type.end(), type.modifiers())
                            .add("\n");
                case Piece.Method method -> member(out, method);
                case Piece.Import _, Piece.Variable _, Piece.Statement _, Piece.Expression _ -> {}
            }
        }
    }

    private void member(UnitText.Writer out, Piece.Method method) {
        out.add("public static ");
        String missing = stubs.get(method);
        if (missing != null) {
            out.copy(method.start(), method.body(), method.modifiers());
            out.add("{ throw " + MISSING + "(\"" + method.name() + "\", \"" + missing + "\"); }\n");
            return;
        }
        out.copy(method.start(), method.end(), method.modifiers()).add("\n");
    }

    /** What the session keeps of a method. */
    Session.Method method(Piece.Method method, CellClass owner, Source source) {
        StringBuilder head = new StringBuilder(code.substring(method.start(), method.body()));
        for (Stretch word : method.modifiers()) {
            for (int i = word.start(); i < word.end(); i++) {
                head.setCharAt(i - method.start(), ' ');
            }
        }
        String header = head.toString().replaceFirst("\\bthrows\\b[^)]*$", "").strip();
        return new Session.Method(
                method.name(), header, method.parameters(), method.arguments(), method.isVoid(), owner, source);
    }

    /** The variables that the cell declares, in order. */
    List<Piece.Variable> variables() {
        List<Piece.Variable> found = new ArrayList<>();
        for (Piece piece : pieces) {
            if (piece instanceof Piece.Variable variable) {
                found.add(variable);
            }
        }
        return found;
    }
}
