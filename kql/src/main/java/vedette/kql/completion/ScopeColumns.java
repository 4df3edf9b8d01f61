package vedette.kql.completion;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import vedette.frame.ColumnSchema;
import vedette.kql.Bound;
import vedette.kql.Kql;
import vedette.kql.Problem;
import vedette.kql.catalogue.Catalogue;
import vedette.kql.plan.Column;

/** The columns that rows have at a cursor: what the query before it, bound, results in. */
final class ScopeColumns {

    // What now() is changes values and never columns.
    private static final Instant ANY_MOMENT = Instant.EPOCH;

    private ScopeColumns() {}

    static List<ColumnSchema> at(String text, CursorContext context, Catalogue catalogue) {
        List<Integer> ends = new ArrayList<>(context.pipes());
        if (ends.isEmpty()) {
            return List.of();
        }
        // A query is written from left to right, so mostly the last pipe's rows are known; where something before it is
        // not right yet, an earlier pipe's rows are a better help than none.
        for (int end : ends.reversed()) {
            String query = text.substring(context.pipelineStart(), end);
            String statements = text.substring(0, Math.min(context.statementStart(), context.pipelineStart()));
            Optional<List<ColumnSchema>> columns =
                    columns(statements + query, catalogue).or(() -> columns(query, catalogue));
            if (columns.isPresent()) {
                return columns.get();
            }
        }
        return List.of();
    }

    private static Optional<List<ColumnSchema>> columns(String query, Catalogue catalogue) {
        Bound bound = Kql.bind(Kql.parse(query), catalogue, ANY_MOMENT);
        if (bound.results().isEmpty() || bound.problems().stream().anyMatch(Problem::isError)) {
            return Optional.empty();
        }
        return Optional.of(
                bound.results().getLast().columns().stream().map(Column::schema).toList());
    }
}
