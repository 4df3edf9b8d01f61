package vedette.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vedette.kql.query.QueryContext;
import vedette.kql.query.QueryException;
import vedette.kql.query.QueryRequest;

/** Answers beside those that the real engine gave, where a collection of those is at hand. */
class VerdictsTest {

    @ParameterizedTest
    @CsvSource({"kusto-verdicts.jsonl, 903", "docs-verdicts.jsonl, 250"})
    void answersAreTheRealEngines(String name, int floor) throws IOException {
        Optional<Path> file = find(Path.of("shared", "data", "kql", name));
        assumeTrue(file.isPresent(), "no " + name + " beside the checkout");
        List<String> different = new ArrayList<>();
        int equal = 0;

        try (LocalEngine engine = LocalEngine.builder().build()) {
            for (Verdict verdict : Verdict.read(file.orElseThrow())) {
                Optional<String> difference = difference(engine, verdict);
                equal += difference.isEmpty() ? 1 : 0;
                difference.ifPresent(reason -> different.add(verdict.id() + " " + reason));
            }
        }

        Files.write(Path.of("target", name + ".different.txt"), different);
        assertThat(equal).as("equal answers; the others stand in target").isGreaterThanOrEqualTo(floor);
    }

    private static Optional<String> difference(LocalEngine engine, Verdict verdict) {
        try {
            return verdict.difference(Tables.json(engine.execute(QueryContext.NONE, new QueryRequest(verdict.query()))
                    .table()));
        } catch (QueryException e) {
            return verdict.rejected() ? Optional.empty() : Optional.of("error: " + e.getMessage());
        }
    }

    private static Optional<Path> find(Path relative) {
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            if (Files.exists(at.resolve(relative))) {
                return Optional.of(at.resolve(relative));
            }
        }
        return Optional.empty();
    }
}
