package vedette.kernel.java;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The names that cells so far have declared: the newest owner of each. Immutable, so that completion reads it while a
 * cell runs.
 *
 * @param variables name to variable
 * @param methods name to overloads
 * @param types simple name to type
 * @param imports the users' imports
 * @param pending declarations that wait for names of later cells
 */
record Session(
        Map<String, Variable> variables,
        Map<String, List<Method>> methods,
        Map<String, Type> types,
        List<ImportLine> imports,
        List<Pending> pending) {

    /** Nothing declared. */
    static final Session EMPTY = new Session(Map.of(), Map.of(), Map.of(), List.of(), List.of());

    /** A class, record, enum, interface or annotation type. */
    record Type(String name, CellClass owner, Source source) {}

    /**
     * A variable under its declared type.
     *
     * @param comment the documentation comment before it, or empty
     */
    record Variable(String name, String type, CellClass owner, String comment) {}

    /**
     * A method.
     *
     * @param header its text from type parameters to the end of the parameters
     */
    record Method(
            String name,
            String header,
            List<String> parameters,
            List<String> arguments,
            boolean isVoid,
            CellClass owner,
            Source source) {

        Method {
            parameters = List.copyOf(parameters);
            arguments = List.copyOf(arguments);
        }

        boolean hasSameParameters(Method other) {
            return normal(parameters).equals(normal(other.parameters));
        }

        boolean hasSameResult(Method other) {
            return isVoid == other.isVoid && TypeText.normal(result()).equals(TypeText.normal(other.result()));
        }

        /** What stands before the name, which may hold annotations. */
        private String result() {
            int name = header.indexOf(name() + "(");
            return name < 0 ? header : header.substring(0, name);
        }

        private static List<String> normal(List<String> types) {
            return types.stream()
                    .map(type -> TypeText.normal(type.replace("...", "[]")))
                    .toList();
        }
    }

    /**
     * A method or type that names what no cell has declared yet.
     *
     * @param missing the names that it waits for
     */
    record Pending(String name, Source source, Set<String> missing) {}

    /**
     * A method or type that could not be compiled with what names mean now.
     *
     * @param changed these names
     */
    record Stale(String name, Set<String> changed) {}

    /**
     * What a cell adds.
     *
     * @param pending what it declares that must wait
     * @param done what no longer waits
     * @param stale what of earlier cells goes on with what names of this cell meant before
     */
    record Additions(
            List<Variable> variables,
            List<Method> methods,
            Map<String, Type> types,
            List<ImportLine> imports,
            List<Pending> pending,
            List<Pending> done,
            List<Stale> stale) {

        private Set<String> memberNames() {
            Set<String> names = new HashSet<>();
            variables.forEach(variable -> names.add(variable.name()));
            methods.forEach(method -> names.add(method.name()));
            return names;
        }
    }

    /** The session with what a cell adds; of what has the same name the newest counts. */
    Session with(Additions added) {
        Map<String, Variable> moreVariables = new LinkedHashMap<>(variables);
        Map<String, List<Method>> moreMethods = new LinkedHashMap<>(methods);
        Map<String, Type> moreTypes = new LinkedHashMap<>(types);
        Set<String> imported = ImportLine.names(added.imports());
        Set<String> members = ImportLine.memberNames(added.imports());
        moreTypes.keySet().removeAll(imported);
        moreVariables.keySet().removeAll(members);
        moreMethods.keySet().removeAll(members);
        List<ImportLine> moreImports = new ArrayList<>(imports);
        moreImports.removeIf(line -> added.imports().contains(line) || line.bringsOneOf(imported));
        moreImports.addAll(added.imports());
        added.variables().forEach(variable -> moreVariables.put(variable.name(), variable));
        added.methods().forEach(method -> moreMethods.merge(method.name(), List.of(method), Session::overloads));
        moreTypes.putAll(added.types());
        moreImports.removeIf(line ->
                line.bringsOneOf(added.types().keySet()) || (line.isStatic() && line.bringsOneOf(added.memberNames())));
        List<Pending> stillPending = new ArrayList<>(pending);
        stillPending.removeIf(
                waiting -> added.done().contains(waiting) || added.types().containsKey(waiting.name()));
        stillPending.addAll(added.pending());
        return new Session(moreVariables, moreMethods, moreTypes, moreImports, stillPending);
    }

    private static List<Method> overloads(List<Method> old, List<Method> added) {
        Method newest = added.getFirst();
        List<Method> all = new ArrayList<>(old);
        all.removeIf(newest::hasSameParameters);
        all.add(newest);
        return List.copyOf(all);
    }
}
