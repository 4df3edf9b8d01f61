package vedette.magics;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import tech.tablesaw.api.Table;
import vedette.display.Displayable;
import vedette.display.MimeBundle;
import vedette.frame.Csv;
import vedette.kql.query.QueryResult;

/**
 * The answer to a query, with all that is known of it: what a cell's {@code _kql} holds, and what {@link Kql} returns.
 * Immutable, but for the frames, which are their holder's. Safe for any thread.
 */
public final class KqlResult implements Displayable {

    private final QueryResult answer;
    private final KqlInfo info;
    private final Optional<URI> portal;
    private final Function<Map<String, ?>, KqlResult> again;
    private final Settings settings;

    KqlResult(QueryResult answer, KqlInfo info, Origin origin) {
        this.answer = requireNonNull(answer, "answer is null");
        this.info = requireNonNull(info, "info is null");
        this.portal = origin.portal();
        this.again = origin.again();
        this.settings = origin.settings();
    }

    /**
     * Where a result comes from.
     *
     * @param portal where the query can be opened
     * @param again asks the same query once more, with other values of parameters
     * @param settings how it is to be shown
     */
    record Origin(Optional<URI> portal, Function<Map<String, ?>, KqlResult> again, Settings settings) {}

    /** The rows of the last statement, which for most queries is the only one. */
    public Table table() {
        return answer.table();
    }

    /** One frame for each tabular statement, in order. */
    public List<Table> tables() {
        return answer.tables();
    }

    /** What is known of the answer. */
    public KqlInfo info() {
        return info;
    }

    /** Whether rows are missing; {@link KqlInfo#incomplete} says why. */
    public boolean isIncomplete() {
        return answer.incomplete().isPresent();
    }

    /** Where the query can be opened in a browser; empty for connections that have no such place. */
    public Optional<URI> portalLink() {
        return portal;
    }

    /** The same query once more, its parameters with the values that they have now. */
    public KqlResult refresh() {
        return again.apply(Map.of());
    }

    /** The same query once more, with other values for some of its parameters. */
    public KqlResult submit(Map<String, ?> parameters) {
        return again.apply(parameters);
    }

    /** The rows as CSV, in which no cell can be taken for a formula by a spreadsheet. */
    public String toCsv() {
        return Csv.guarded(table());
    }

    /**
     * Writes the rows as CSV, in which no cell can be taken for a formula by a spreadsheet.
     *
     * @throws UncheckedIOException where the file cannot be written
     */
    public void toCsv(Path file) {
        try {
            Files.writeString(file, toCsv());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file + ": " + e.getMessage(), e);
        }
    }

    QueryResult answer() {
        return answer;
    }

    Settings settings() {
        return settings;
    }

    /** The same result with other rows. */
    KqlResult withAnswer(QueryResult other) {
        return new KqlResult(other, info, new Origin(portal, again, settings));
    }

    @Override
    public MimeBundle toMimeBundle() {
        return ResultLook.of(this);
    }

    @Override
    public String toString() {
        return ResultLook.summary(this);
    }
}
