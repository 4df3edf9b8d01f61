package vedette.magics;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import vedette.kql.query.QueryResult;
import vedette.kql.recording.AnswerFile;

/**
 * Queries from cells of Java: what {@code %kql} does, as methods that return their result and change nothing else.
 *
 * <pre>{@code
 * KqlResult failed = Kql.with("soc").time("7d").param("user", user).query("SigninLogs | where UserPrincipalName == {user}");
 * }</pre>
 *
 * <p>Safe for any thread that a cell started. Failures are {@link vedette.kernel.CellFailure}s, which end the cell unless
 * they are caught.
 */
public final class Kql {

    private Kql() {}

    /** Asks the current connection, and waits for the answer. */
    public static KqlResult query(String query) {
        return current().query(query);
    }

    /** Queries on the current connection. */
    public static KqlRequest current() {
        return new KqlRequest(Optional.empty(), Map.of(), Map.of());
    }

    /** Queries on a connection, by its name or as a connection string. */
    public static KqlRequest with(String connection) {
        return new KqlRequest(Optional.of(connection), Map.of(), Map.of());
    }

    /**
     * The result that {@code -save_as} or a recording wrote to a file.
     *
     * @throws UncheckedIOException where the file cannot be read or is no such file
     */
    public static KqlResult read(Path file) {
        try {
            AnswerFile saved = AnswerFile.read(file);
            QueryResult answer = saved.answer();
            String query = saved.about().getOrDefault("query", "");
            KqlInfo info = new KqlInfo(
                    query,
                    query,
                    saved.about().getOrDefault("connection", "a file"),
                    List.of(),
                    Optional.empty(),
                    true,
                    Instant.parse(saved.about().getOrDefault("asked", Instant.EPOCH.toString())),
                    answer.statistics().elapsed(),
                    answer.statistics().details(),
                    answer.render().map(render -> render.visualization()),
                    answer.incomplete(),
                    answer.warnings(),
                    Optional.of(file.toString()));
            Function<Map<String, ?>, KqlResult> again = parameters -> {
                throw KqlFailure.of("a result that was read from a file cannot be asked again");
            };
            return new KqlResult(answer, info, new KqlResult.Origin(Optional.empty(), again, Settings.NONE));
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
    }
}
