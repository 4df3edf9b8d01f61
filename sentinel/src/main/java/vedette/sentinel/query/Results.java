package vedette.sentinel.query;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tech.tablesaw.api.Table;
import vedette.kql.query.QueryResult;
import vedette.kql.query.QueryStatistics;
import vedette.sentinel.http.ServiceAnswer;

/** From what was read to what the caller gets. */
final class Results {

    private static final String NAME = "result";

    private Results() {}

    /**
     * The result of an answer; one empty frame for an answer without tables.
     *
     * @param start by {@link System#nanoTime()}
     */
    static QueryResult of(Optional<Answer> read, ServiceAnswer answer, long start, List<String> before) {
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
