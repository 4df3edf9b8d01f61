package vedette.kql.binder;

import vedette.kql.Problem;
import vedette.kql.ProblemCode;
import vedette.kql.syntax.Element;

/** Ends the binding of a piece that makes no sense; caught where binding can go on without it. */
final class BindFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    private BindFailure(Problem problem) {
        super(problem.message(), null, false, false);
        this.problem = problem;
    }

    static BindFailure of(ProblemCode code, Element place, Object... arguments) {
        return new BindFailure(Problem.of(code, place.span(), arguments));
    }

    Problem problem() {
        return problem;
    }
}
