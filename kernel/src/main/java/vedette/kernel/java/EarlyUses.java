package vedette.kernel.java;

import com.sun.tools.javac.code.Symbol;
import com.sun.tools.javac.code.Symbol.ClassSymbol;
import com.sun.tools.javac.code.Symbol.VarSymbol;
import com.sun.tools.javac.tree.JCTree;
import com.sun.tools.javac.tree.JCTree.JCAssign;
import com.sun.tools.javac.tree.JCTree.JCClassDecl;
import com.sun.tools.javac.tree.JCTree.JCCompilationUnit;
import com.sun.tools.javac.tree.JCTree.JCExpressionStatement;
import com.sun.tools.javac.tree.JCTree.JCFieldAccess;
import com.sun.tools.javac.tree.JCTree.JCIdent;
import com.sun.tools.javac.tree.JCTree.JCLambda;
import com.sun.tools.javac.tree.JCTree.JCMethodDecl;
import com.sun.tools.javac.tree.JCTree.JCStatement;
import com.sun.tools.javac.tree.TreeScanner;
import com.sun.tools.javac.util.JCDiagnostic;
import com.sun.tools.javac.util.Log;
import java.util.HashSet;
import java.util.Set;

/**
 * Reports the uses of a cell's variables that stand above their declarations, where they would have no value yet. Lambdas,
 * methods and types run later, as far as one can tell, and may use them.
 */
final class EarlyUses extends TreeScanner {

    /** The compiler's own key for what is reported here. */
    static final String CODE = "compiler.err.illegal.forward.ref";

    private static final JCDiagnostic.Error PROBLEM = new JCDiagnostic.Error("compiler", "illegal.forward.ref");

    private final ClassSymbol cell;
    private final Log log;
    private final Set<Symbol> declared = new HashSet<>();

    private EarlyUses(ClassSymbol cell, Log log) {
        this.cell = cell;
        this.log = log;
    }

    /** Looks through the method that runs a cell, in a source that the compiler has attributed. */
    static void report(JCCompilationUnit source, Log log) {
        for (JCTree tree : source.defs) {
            if (tree instanceof JCClassDecl type && type.sym != null) {
                for (JCTree member : type.defs) {
                    if (member instanceof JCMethodDecl method && method.name.contentEquals(UnitBuilder.RUN)) {
                        EarlyUses uses = new EarlyUses(type.sym, log);
                        method.body.stats.forEach(uses::scanStatement);
                    }
                }
            }
        }
    }

    private void scanStatement(JCStatement statement) {
        scan(statement);
        if (statement instanceof JCExpressionStatement expression
                && expression.expr instanceof JCAssign assignment
                && assignment.lhs instanceof JCFieldAccess target) {
            declared.add(target.sym);
        }
    }

    @Override
    public void visitIdent(JCIdent tree) {
        boolean isVariable = tree.sym instanceof VarSymbol && tree.sym.isStatic() && cell.equals(tree.sym.owner);
        // A variable whose type is not known has a problem of its own.
        if (isVariable && !declared.contains(tree.sym) && !tree.sym.type.isErroneous()) {
            log.error(tree.pos(), PROBLEM);
        }
    }

    @Override
    public void visitApply(JCTree.JCMethodInvocation tree) {
        boolean isExpression = tree.meth instanceof JCIdent method && method.name.contentEquals(UnitBuilder.VALUE);
        if (isExpression && tree.args.head instanceof JCLambda lambda) {
            scan(lambda.body);
        } else {
            super.visitApply(tree);
        }
    }

    @Override
    public void visitLambda(JCLambda tree) {
        // Runs later.
    }

    @Override
    public void visitClassDef(JCClassDecl tree) {
        // Runs later.
    }
}
