package vedette.sentinel.query;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tech.tablesaw.api.Table;
import vedette.kql.query.QueryException;
import vedette.kql.query.QueryResult;
import vedette.kql.query.QueryStatistics;
import vedette.sentinel.http.ServiceAnswer;

/** From what was read to what the caller gets. */
final class Results {

    private static final String NAME = "result";

    private Results() {}

    /** Reads an answer, or throws what it refuses. */
    static QueryResult read(ServiceAnswer answer, ErrorScene scene, long start, List<String> warnings)
            throws IOException {
        if (answer.status() != 200 && answer.status() != 204) {
            throw ServiceErrors.of(answer, scene);
        }
        Optional<Answer> read = parsed(answer, scene);
        if (read.isEmpty() || read.get().tables().isEmpty()) {
            List<JsonNode> errors = read.map(Answer::errors).orElse(List.of());
            if (!errors.isEmpty()) {
                throw ServiceErrors.of(errors.getFirst(), answer.requestId(), scene);
            }
            warnings.add(scene.service() + " sent an empty answer (status " + answer.status()
                    + "): it may hold no data yet (request id " + answer.requestId() + ")");
        }
        return of(read, answer, start, warnings);
    }

    private static Optional<Answer> parsed(ServiceAnswer answer, ErrorScene scene) throws IOException {
        try {
            return AnswerReader.read(answer.body(), answer.rows());
        } catch (JsonEOFException e) {
            throw e;
        } catch (JsonProcessingException e) {
            throw QueryException.failed(
                    "the answer of " + scene.service() + " is not what the service sends ("
                            + e.getOriginalMessage() + "); a proxy may have sent it instead (request id "
                            + answer.requestId() + ")",
                    e);
        }
    }

    /**
     * The result of an answer; one empty frame for an answer without tables.
     *
     * @param start by {@link System#nanoTime()}
     */
    private static QueryResult of(Optional<Answer> read, ServiceAnswer answer, long start, List<String> before) {
        List<Table> tables = new ArrayList<>(
                read.map(Answer::tables).filter(list -> !list.isEmpty()).orElse(List.of(Table.create(NAME))));
        if (tables.size() == 1) {
            tables.getFirst().setName(NAME);
        }
        long rows = tables.stream().mapToLong(Table::rowCount).sum();
        Optional<String> incomplete = read.flatMap(known -> Incomplete.reason(known.errors(), rows))
                .map(reason -> reason + " (request id " + answer.requestId() + ")");
        if (incomplete.isPresent()) {
            Incomplete.marked(tables);
        }
        Map<String, String> details = new LinkedHashMap<>();
        details.put("request id", answer.requestId());
        read.flatMap(Answer::statistics).map(Details::statistics).ifPresent(details::putAll);
        answer.header("age").ifPresent(age -> details.put("from a cache, seconds old", age));
        List<String> warnings = new ArrayList<>(before);
        warnings.addAll(read.map(Answer::warnings).orElse(List.of()));
        return new QueryResult(
                tables,
                read.flatMap(Answer::render).flatMap(Details::render),
                new QueryStatistics(Duration.ofNanos(System.nanoTime() - start), rows, details),
                warnings,
                incomplete);
    }
}
