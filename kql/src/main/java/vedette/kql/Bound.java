package vedette.kql;

import java.util.List;
import java.util.Optional;
import vedette.kql.plan.Plan;
import vedette.kql.query.RenderInstruction;

/**
 * What a text means.
 *
 * @param results what each of its queries computes, in order; of use only where no problem is an error
 * @param render what the last {@code render} asks for
 * @param problems all problems of syntax and meaning, in the order of their places
 */
public record Bound(List<Plan> results, Optional<RenderInstruction> render, List<Problem> problems) {

    public Bound {
        results = List.copyOf(results);
        problems = List.copyOf(problems);
    }

    /** Whether something is so wrong that the query cannot run. */
    public boolean hasErrors() {
        return problems.stream().anyMatch(Problem::isError);
    }
}
