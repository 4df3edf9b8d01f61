package vedette.kernel.java;

import com.sun.source.util.TaskEvent;
import com.sun.source.util.TaskListener;
import com.sun.tools.javac.code.Kinds.Kind;
import com.sun.tools.javac.code.Scope;
import com.sun.tools.javac.code.Symbol;
import com.sun.tools.javac.code.Symbol.VarSymbol;
import com.sun.tools.javac.code.Type;
import com.sun.tools.javac.tree.JCTree;
import com.sun.tools.javac.tree.JCTree.JCClassDecl;
import com.sun.tools.javac.tree.JCTree.JCCompilationUnit;
import java.util.HashMap;
import java.util.Map;

/**
 * Gives variables the intersection types that Java infers for a {@code var} but lets nobody write: their fields are declared
 * with the first type, and while the compiler looks at a cell it believes that they have all of them. It knows them from a
 * method whose type parameter has them as its bounds.
 */
final class IntersectionTypes implements TaskListener {

    private static final String PREFIX = "$bounds$";

    private final Map<VarSymbol, Type> declared = new HashMap<>();

    /**
     * A member of a cell's class that tells a variable's type.
     *
     * @param owner the class that has the variable's field
     * @param type the types that the variable has, with {@code &} between them
     */
    static String witness(String owner, String variable, String type) {
        return "static <$T extends " + type + "> " + owner + " " + PREFIX + variable + "() { return null; }\n";
    }

    /** Whether a source has such a member. */
    static boolean areIn(String source) {
        return source.contains(PREFIX);
    }

    @Override
    public void finished(TaskEvent event) {
        switch (event.getKind()) {
            case ENTER -> {
                for (JCTree tree : ((JCCompilationUnit) event.getCompilationUnit()).defs) {
                    if (tree instanceof JCClassDecl cell && cell.sym != null) {
                        cell.sym
                                .members()
                                .getSymbols(Scope.LookupKind.NON_RECURSIVE)
                                .forEach(this::widen);
                    }
                }
            }
            // What is written to the class is what was declared.
            case ANALYZE -> {
                declared.forEach((field, type) -> field.type = type);
                declared.clear();
            }
            default -> {}
        }
    }

    private void widen(Symbol member) {
        String name = member.name.toString();
        if (member.kind != Kind.MTH
                || !name.startsWith(PREFIX)
                || member.type.getTypeArguments().isEmpty()) {
            return;
        }
        Type bounds = member.type.getTypeArguments().head.getUpperBound();
        Symbol owner = member.type.getReturnType().tsym;
        owner.complete();
        Symbol field = owner.members()
                .findFirst(
                        member.name.table.names.fromString(name.substring(PREFIX.length())),
                        found -> found.kind == Kind.VAR);
        if (field instanceof VarSymbol variable) {
            declared.put(variable, variable.type);
            variable.type = bounds;
        }
    }
}
