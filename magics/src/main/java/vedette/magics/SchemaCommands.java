package vedette.magics;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import vedette.frame.ColumnSchema;
import vedette.frame.Frames;
import vedette.frame.KqlType;
import vedette.kql.Literal;
import vedette.kql.Spelling;
import vedette.kql.catalogue.Functions;
import vedette.kql.query.QueryContext;
import vedette.kql.query.QueryException;
import vedette.kql.query.QueryRequest;
import vedette.sentinel.ConnectionString;

/** The commands that tell what can be asked: {@code --schema}, {@code --tables}, {@code --functions}. */
final class SchemaCommands {

    private SchemaCommands() {}

    /** The columns of all tables, of those whose name fits a pattern with {@code *}, or of one. */
    static Optional<Object> schema(CommandCall call) {
        Map<String, List<ColumnSchema>> schema = schemaOf(call);
        Optional<Word> word = call.word();
        StringColumn tables = StringColumn.create("table");
        StringColumn columns = StringColumn.create("column");
        StringColumn types = StringColumn.create("type");
        List<String> names = fitting(call, schema, word);
        names.forEach(name -> schema.get(name).forEach(column -> {
            tables.append(name);
            columns.append(column.name());
            types.append(column.type().toString());
        }));
        Table frame = Table.create("schema", tables, columns, types);
        return CommandCall.listed(TablePlans.of(call, names).addTo(frame, tables.asList()));
    }

    static Optional<Object> tables(CommandCall call) {
        Map<String, List<ColumnSchema>> schema = schemaOf(call);
        StringColumn tables = StringColumn.create("table");
        LongColumn columns = LongColumn.create("columns");
        List<String> names = fitting(call, schema, call.word());
        names.forEach(name -> {
            tables.append(name);
            columns.append(schema.get(name).size());
        });
        Table frame = Table.create("tables", tables, columns);
        return CommandCall.listed(TablePlans.of(call, names).addTo(frame, names));
    }

    /** The functions that the local engine and completion know. */
    static Optional<Object> functions(CommandCall call) {
        Predicate<String> fits = call.word().map(word -> pattern(word.value())).orElse(name -> true);
        StringColumn names = StringColumn.create("function");
        Functions.names().stream().filter(fits).sorted().forEach(names::append);
        return CommandCall.listed(Table.create("functions", names));
    }

    private static List<String> fitting(CommandCall call, Map<String, List<ColumnSchema>> schema, Optional<Word> word) {
        if (word.isEmpty()) {
            return List.copyOf(schema.keySet());
        }
        String written = word.get().value();
        List<String> names = schema.keySet().stream().filter(pattern(written)).toList();
        if (names.isEmpty()) {
            throw call.failure(
                    word.get().span(),
                    "there is no table '" + written + "'",
                    Spelling.didYouMean(written, schema.keySet()));
        }
        return names;
    }

    private static Predicate<String> pattern(String written) {
        String[] parts = written.split("\\*", -1);
        List<String> quoted = new ArrayList<>();
        for (String part : parts) {
            quoted.add(Pattern.quote(part));
        }
        return Pattern.compile(String.join(".*", quoted), Pattern.CASE_INSENSITIVE)
                .asMatchPredicate();
    }

    private static Map<String, List<ColumnSchema>> schemaOf(CommandCall call) {
        Opened connection = call.connection();
        try {
            return listsNoTables(call)
                    ? oneTable(call)
                    : call.session()
                            .tables()
                            .fresh(connection, call.call().cell(), call.call().variables());
        } catch (QueryException e) {
            throw KqlFailure.of("the schema of " + connection.name() + " cannot be read: " + e.getMessage());
        }
    }

    /** The data lake has no command that lists its tables; a query tells the columns of one. */
    private static boolean listsNoTables(CommandCall call) {
        return call.session()
                .desk()
                .account(call.connection())
                .filter(account -> account.string().service() == ConnectionString.Service.LAKE)
                .isPresent();
    }

    private static Map<String, List<ColumnSchema>> oneTable(CommandCall call) {
        Opened connection = call.connection();
        String table = call.word()
                .map(Word::value)
                .filter(word -> !word.contains("*"))
                .orElseThrow(() -> KqlFailure.of(connection.name()
                        + " does not list its tables, but tells the columns of one: --schema SigninLogs"));
        QueryContext context = new CellQueryContext(call.call().cell(), progress -> {}, Optional.empty());
        Table columns = connection
                .connection()
                .execute(context, new QueryRequest("[" + Literal.print(table) + "] | getschema"))
                .table();
        return Map.of(
                table,
                IntStream.range(0, columns.rowCount())
                        .mapToObj(row -> new ColumnSchema(
                                Frames.text(columns.column("ColumnName"), row),
                                KqlType.named(Frames.text(columns.column("ColumnType"), row))
                                        .orElse(KqlType.STRING)))
                        .toList());
    }
}
