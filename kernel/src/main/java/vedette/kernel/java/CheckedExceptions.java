package vedette.kernel.java;

import com.sun.tools.javac.util.JCDiagnostic;
import com.sun.tools.javac.util.Log;
import java.util.Set;

/**
 * In cells checked exceptions need neither be caught nor declared, and any may be caught: what the compiler has to say
 * against that is not heard. The JVM does not know such exceptions from others.
 */
final class CheckedExceptions {

    private static final Set<String> COMPLAINTS = Set.of(
            "compiler.err.unreported.exception.need.to.catch.or.throw",
            "compiler.err.unreported.exception.default.constructor",
            "compiler.err.unreported.exception.implicit.close",
            "compiler.err.except.never.thrown.in.try",
            "compiler.err.incompatible.thrown.types.in.mref",
            "compiler.err.override.meth.doesnt.throw");

    private CheckedExceptions() {}

    /** Drops the complaints of a compiler's log until the handler is closed. */
    static Closing ignore(Log log) {
        Log.DiagnosticHandler handler = log.new DeferredDiagnosticHandler(CheckedExceptions::isComplaint);
        return () -> log.popDiagnosticHandler(handler);
    }

    /** Ends the silence. */
    interface Closing extends AutoCloseable {
        @Override
        void close();
    }

    private static boolean isComplaint(JCDiagnostic diagnostic) {
        return COMPLAINTS.contains(diagnostic.getCode());
    }
}
