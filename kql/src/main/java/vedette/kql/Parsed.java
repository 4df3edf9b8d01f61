package vedette.kql;

import static java.util.Objects.requireNonNull;

import java.util.List;
import vedette.kql.syntax.Statement;

/**
 * A text's tree, and what is wrong with the text.
 *
 * @param text the text
 * @param program its tree, which holds every character of the text
 * @param problems in the order of their places
 */
public record Parsed(String text, Statement.Program program, List<Problem> problems) {

    public Parsed {
        requireNonNull(text, "text is null");
        requireNonNull(program, "program is null");
        problems = List.copyOf(problems);
    }

    /** Whether something is so wrong that the query cannot run. */
    public boolean hasErrors() {
        return problems.stream().anyMatch(Problem::isError);
    }
}
