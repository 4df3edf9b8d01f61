package vedette.sentinel.query;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.stream.Collectors;
import tech.tablesaw.api.Table;
import vedette.kql.query.QueryResult;
import vedette.kql.query.QueryStatistics;
import vedette.sentinel.query.Parts.Outcome;

/** One result of the results of parts. */
final class Merged {

    private static final int MOST_IDS = 5;

    private Merged() {}

    /**
     * All rows in the order of the parts.
     *
     * @param outcomes of which at least one was answered
     * @param noun what parts are called in the plural
     * @param start by {@link System#nanoTime()}
     */
    static QueryResult of(List<Outcome> outcomes, String noun, long start) {
        List<Outcome.Answered> answered = outcomes.stream()
                .filter(Outcome.Answered.class::isInstance)
                .map(Outcome.Answered.class::cast)
                .toList();
        List<QueryResult> results =
                answered.stream().map(Outcome.Answered::result).toList();
        Doubts doubts = new Doubts();
        List<Table> tables = tables(results, doubts);
        Optional<String> incomplete = incomplete(outcomes, noun);
        tables.forEach(table -> table.setName(
                table.name().replace(Incomplete.MARK, "") + (incomplete.isPresent() ? Incomplete.MARK : "")));
        SequencedSet<String> warnings = new LinkedHashSet<>();
        results.forEach(result -> warnings.addAll(result.warnings()));
        warnings.addAll(doubts.warnings());
        long rows = tables.stream().mapToLong(Table::rowCount).sum();
        return new QueryResult(
                tables,
                results.getFirst().render(),
                new QueryStatistics(Duration.ofNanos(System.nanoTime() - start), rows, details(results, noun)),
                List.copyOf(warnings),
                incomplete);
    }

    private static List<Table> tables(List<QueryResult> results, Doubts doubts) {
        int most = results.stream()
                .mapToInt(result -> result.tables().size())
                .max()
                .orElse(0);
        List<Table> tables = new ArrayList<>();
        for (int i = 0; i < most; i++) {
            int index = i;
            List<Table> those = results.stream()
                    .filter(result -> index < result.tables().size())
                    .map(result -> result.tables().get(index))
                    .filter(table -> table.columnCount() > 0)
                    .toList();
            tables.add(those.isEmpty() ? Table.create("result") : FrameUnion.of(those, doubts));
        }
        return tables;
    }

    private static Optional<String> incomplete(List<Outcome> outcomes, String noun) {
        List<String> reasons = new ArrayList<>();
        for (Outcome outcome : outcomes) {
            switch (outcome) {
                case Outcome.Failed failed ->
                    reasons.add(failed.part().name() + " failed: "
                            + failed.failure().getMessage());
                case Outcome.Answered answered ->
                    answered.result()
                            .incomplete()
                            .ifPresent(reason -> reasons.add(answered.part().name() + ": " + reason));
            }
        }
        return reasons.isEmpty()
                ? Optional.empty()
                : Optional.of("rows of " + reasons.size() + " of " + outcomes.size() + " " + noun + " are missing. "
                        + String.join(" | ", reasons));
    }

    private static Map<String, String> details(List<QueryResult> results, String noun) {
        Map<String, String> details = new LinkedHashMap<>();
        details.put(noun, String.valueOf(results.size()));
        List<String> ids = results.stream()
                .flatMap(result ->
                        Optional.ofNullable(result.statistics().details().get("request id")).stream())
                .toList();
        if (!ids.isEmpty()) {
            details.put(
                    "request ids",
                    ids.stream().limit(MOST_IDS).collect(Collectors.joining(", "))
                            + (ids.size() > MOST_IDS ? ", …" : ""));
        }
        return details;
    }
}
