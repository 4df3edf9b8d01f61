package vedette.kernel.java;

import java.util.List;

/** A cell that does not compile. */
final class CompileException extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient List<CompileProblem> problems;

    CompileException(List<CompileProblem> problems) {
        super(
                problems.isEmpty()
                        ? "the cell does not compile"
                        : problems.getFirst().message());
        this.problems = List.copyOf(problems);
    }

    List<CompileProblem> problems() {
        return problems;
    }
}
