package vedette.magics;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tech.tablesaw.api.Table;
import vedette.kernel.CellContext.StreamName;
import vedette.kernel.CellFailure;
import vedette.kernel.magic.CellMagic;
import vedette.kernel.magic.LineMagic;
import vedette.kernel.magic.MagicCall;
import vedette.kql.query.Connection;
import vedette.kql.query.QueryException;
import vedette.kql.query.QueryRequest;
import vedette.kql.query.QueryResult;

/** {@code %kql query} and {@code %%kql}: asks a connection, and shows or assigns the answer. */
final class KqlMagic implements LineMagic, CellMagic {

    private final LocalData data;

    KqlMagic(LocalData data) {
        this.data = data;
    }

    @Override
    public String name() {
        return "kql";
    }

    @Override
    public String summary() {
        return "Runs a Kusto query; name << query puts the result into a variable, {name} stands for a variable's"
                + " value.";
    }

    @Override
    public Optional<Object> run(String arguments, MagicCall call) {
        int start = call.argumentsStart();
        return run(KqlCell.parse(call.cellText(), start, start + arguments.length()), call);
    }

    @Override
    public Optional<Object> run(String arguments, String body, MagicCall call) {
        return run(
                KqlCell.parse(
                        call.cellText(), call.argumentsStart(), call.cellText().length()),
                call);
    }

    private Optional<Object> run(KqlCell cell, MagicCall call) {
        if (cell.isBlank()) {
            throw KqlFailure.of("there is no query; write one, for example SecurityEvent | take 10");
        }
        KqlQuery query = KqlQuery.prepare(cell, call);
        QueryResult result = execute(data.engine(call.variables()), query, call);
        result.warnings().forEach(warning -> call.cell().print(StreamName.STDERR, "warning: " + warning + "\n"));
        return cell.target().isPresent()
                ? assigned(cell.target().get(), result, call)
                : Optional.of(shown(result, call));
    }

    private static QueryResult execute(Connection connection, KqlQuery query, MagicCall call) {
        try (ProgressLine progress = ProgressLine.start(call.cell())) {
            return connection.execute(new CellQueryContext(call.cell(), progress), new QueryRequest(query.text()));
        } catch (QueryException e) {
            throw KqlFailure.of(e, query, call.cellText());
        }
    }

    private static Optional<Object> assigned(String name, QueryResult result, MagicCall call) {
        Table table = result.table();
        try {
            call.variables().set(name, Table.class, table);
        } catch (IllegalArgumentException e) {
            throw KqlFailure.of("the result cannot be named '" + name + "': " + e.getMessage());
        }
        call.cell()
                .print(
                        StreamName.STDOUT,
                        String.format(
                                Locale.ROOT,
                                "%s: %,d %s, %d %s%n",
                                name,
                                table.rowCount(),
                                table.rowCount() == 1 ? "row" : "rows",
                                table.columnCount(),
                                table.columnCount() == 1 ? "column" : "columns"));
        return Optional.empty();
    }

    /** What the cell shows as its result; the tables of all statements but the last are shown above it. */
    private static Object shown(QueryResult result, MagicCall call) {
        List<Table> tables = result.tables();
        tables.subList(0, tables.size() - 1)
                .forEach(table -> call.cell().display(call.renderers().render(table)));
        return result.render()
                .flatMap(render -> Rendering.of(render, result.table(), call.cell()))
                .orElse(result.table());
    }

    /** A failure with the look of the others. */
    static final class KqlFailure {

        private static final String NAME = "KqlError";

        private KqlFailure() {}

        static CellFailure of(String message) {
            return new CellFailure(NAME, message, List.of(NAME + ": " + message), null);
        }

        static CellFailure of(QueryException failure, KqlQuery query, String cellText) {
            if (failure.isCancelled()) {
                String how = "the query was cancelled";
                return new CellFailure(
                        CellFailure.INTERRUPT, how, List.of(CellFailure.INTERRUPT + ": " + how), failure);
            }
            return failure.problems().isEmpty()
                    ? of(String.valueOf(failure.getMessage()))
                    : query.failure(failure.problems(), cellText);
        }
    }
}
