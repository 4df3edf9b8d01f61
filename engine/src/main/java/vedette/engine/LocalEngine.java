package vedette.engine;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SequencedSet;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.duckdb.DuckDBConnection;
import tech.tablesaw.api.Table;
import vedette.engine.duckdb.Database;
import vedette.engine.duckdb.DuckErrors;
import vedette.engine.duckdb.Execution;
import vedette.engine.duckdb.ResultReader;
import vedette.engine.duckdb.SqlPrinter;
import vedette.engine.duckdb.StoredTable;
import vedette.engine.duckdb.UnsupportedScalarException;
import vedette.engine.rewrite.Rewrites;
import vedette.engine.source.FileTables;
import vedette.engine.source.FrameScans;
import vedette.engine.source.Source;
import vedette.frame.ColumnSchema;
import vedette.frame.FrameBuilder;
import vedette.kql.Bound;
import vedette.kql.Kql;
import vedette.kql.Problem;
import vedette.kql.ProblemCode;
import vedette.kql.Span;
import vedette.kql.catalogue.Catalogue;
import vedette.kql.plan.Column;
import vedette.kql.plan.Plan;
import vedette.kql.plan.PlanCheck;
import vedette.kql.query.Connection;
import vedette.kql.query.QueryContext;
import vedette.kql.query.QueryException;
import vedette.kql.query.QueryRequest;
import vedette.kql.query.QueryResult;
import vedette.kql.query.QueryStatistics;

/**
 * Answers KQL on this machine, over files and frames. Whoever built it closes it. Safe for any thread; queries run side
 * by side. Nothing is opened before the first query, or {@link #warmUp}.
 */
public final class LocalEngine implements Connection {

    /*
     * A query's way: parse; look up the tables whose names stand in it (frames before files, and no other file is looked
     * into); bind; rewrite; print; run. Arithmetic is DuckDB's own first, which fails where KQL's long wraps around; only
     * then the query runs once more with arithmetic that wraps.
     */
    private static final Pattern NAMES =
            Pattern.compile("\\[\\s*'([^']*)'\\s*\\]|\\[\\s*\"([^\"]*)\"\\s*\\]|[\\p{L}_][\\p{L}\\p{N}_]*");

    /** Operators that may read tables whose names do not stand in the text. */
    private static final Pattern ALL_TABLES = Pattern.compile("\\bsearch\\b|\\bunion\\b[^|;]*\\*");

    private final FrameScans frames = new FrameScans();
    private final Database database;
    private final FileTables files;
    private final Function<String, Optional<Table>> variables;
    private final Set<String> rewritesLeftOut;
    private final InstantSource clock;

    private LocalEngine(Builder builder) {
        this.database = new Database(Memory.forDatabase(), builder.temporary, frames::install);
        this.files = new FileTables(builder.named, builder.folders);
        this.variables = builder.variables;
        this.rewritesLeftOut = Set.copyOf(builder.rewritesLeftOut);
        this.clock = builder.clock;
    }

    /** A builder of an engine without tables. */
    public static Builder builder() {
        return new Builder();
    }

    /** Opens what the first query would have to wait for. */
    public void warmUp() {
        database.warmUp();
    }

    /** The names of the tables in files; frames are known to whoever lends them. */
    public SequencedSet<String> tableNames() {
        return files.names();
    }

    @Override
    public SequencedMap<String, List<ColumnSchema>> schema(QueryContext context) {
        SequencedMap<String, List<ColumnSchema>> tables = new LinkedHashMap<>();
        files.names().stream()
                .sorted()
                .forEach(name -> tables.put(name, schema(name).orElse(List.of())));
        return tables;
    }

    @Override
    public String description() {
        return "local data";
    }

    /** The columns of a table in files, by its name. */
    public Optional<List<ColumnSchema>> schema(String table) {
        return file(table).map(Source::schema);
    }

    /**
     * Answers a query. A time range applies to each stored table that has a datetime {@code TimeGenerated}, before the
     * query's own operators see its rows. Every local table belongs to every tier. Request properties, which tell a
     * service how to work, are left out with a warning.
     *
     * @throws QueryException also where the request names further workspaces, of which local data has none
     */
    @Override
    public QueryResult execute(QueryContext context, QueryRequest request) {
        return execute(context, request, List.of(this));
    }

    /**
     * This engine's data together with those of others, as a workspace is asked together with further ones: a table has
     * the rows of all of them. Closing it closes none of them.
     */
    public Connection together(List<LocalEngine> others) {
        List<LocalEngine> all = Stream.concat(Stream.of(this), others.stream()).toList();
        return new Together(all);
    }

    QueryResult execute(QueryContext outerContext, QueryRequest request, List<LocalEngine> engines) {
        if (!request.workspaces().isEmpty()) {
            throw QueryException.failed(
                    "local data has no further workspaces, such as "
                            + request.workspaces().getFirst() + "; leave them out of the request",
                    null);
        }
        QueryContext context = Limited.by(outerContext, request.timeout());
        long start = System.nanoTime();
        try (Lent lent = new Lent()) {
            Map<String, Source> sources = sources(request.text(), lent, engines);
            request.timeRange().ifPresent(range -> sources.replaceAll((name, source) -> source.within(range)));
            Bound bound = bind(request.text(), sources);
            Map<String, StoredTable> stored = stored(sources);
            // All statements are printed before the first one runs, so that nothing runs of a text that cannot run
            // whole.
            List<Statement> statements = bound.results().stream()
                    .map(plan -> Statement.of(rewritten(plan), stored))
                    .toList();
            List<Table> tables = statements.stream()
                    .map(statement -> run(context, statement))
                    .toList();
            long rows = tables.stream().mapToLong(Table::rowCount).sum();
            List<String> warnings = warnings(bound, request);
            Duration elapsed = Duration.ofNanos(System.nanoTime() - start);
            return new QueryResult(tables, bound.render(), new QueryStatistics(elapsed, rows), warnings);
        } catch (UnsupportedScalarException e) {
            throw QueryException.invalid(List.of(unsupported(request.text(), e.function())));
        } catch (IllegalStateException | IllegalArgumentException e) {
            throw QueryException.failed(
                    "the local engine cannot run this query, which is its fault: " + e.getMessage(), e);
        }
    }

    private static List<String> warnings(Bound bound, QueryRequest request) {
        Stream<String> ignored = request.properties().keySet().stream()
                .sorted()
                .map(property -> "the request property '" + property + "' says nothing to local data");
        return Stream.concat(bound.problems().stream().map(Problem::message), ignored)
                .toList();
    }

    /** The SQL of a query's last statement, for whoever wants to see what runs. */
    public String explain(String query) {
        try (Lent lent = new Lent()) {
            Map<String, Source> sources = sources(query, lent, List.of(this));
            Plan plan = rewritten(bind(query, sources).results().getLast());
            return SqlPrinter.print(plan, stored(sources), false);
        }
    }

    private Bound bind(String text, Map<String, Source> sources) {
        Map<String, List<ColumnSchema>> schemas = new HashMap<>();
        sources.forEach((name, source) -> schemas.put(name, source.schema()));
        Bound bound = Kql.bind(Kql.parse(text), new Catalogue(schemas), clock.instant());
        if (bound.hasErrors()) {
            throw QueryException.invalid(
                    bound.problems().stream().filter(Problem::isError).toList());
        }
        if (bound.results().isEmpty()) {
            throw QueryException.failed("the text holds no query", null);
        }
        return bound;
    }

    private Plan rewritten(Plan plan) {
        PlanCheck.verify(plan);
        return Rewrites.apply(plan, rewritesLeftOut);
    }

    /** One query ready to run; with arithmetic that wraps only where it turns out to need that. */
    private record Statement(Plan plan, Map<String, StoredTable> tables, String sql) {

        static Statement of(Plan plan, Map<String, StoredTable> tables) {
            return new Statement(plan, tables, SqlPrinter.print(plan, tables, false));
        }

        String wrapping() {
            return SqlPrinter.print(plan, tables, true);
        }
    }

    private static Problem unsupported(String text, String function) {
        Matcher place = Pattern.compile("(?<![\\p{L}\\p{N}_])" + Pattern.quote(function) + "(?![\\p{L}\\p{N}_])")
                .matcher(text);
        Span span = place.find() ? new Span(place.start(), place.end()) : new Span(0, text.length());
        return Problem.of(ProblemCode.NOT_LOCAL, span, function, "a workspace can run it");
    }

    private Table run(QueryContext context, Statement statement) {
        List<ColumnSchema> schema =
                statement.plan().columns().stream().map(Column::schema).toList();
        try {
            return run(context, schema, statement.sql());
        } catch (QueryException e) {
            if (!DuckErrors.isOverflow(e)) {
                throw e;
            }
            return run(context, schema, statement.wrapping());
        }
    }

    private Table run(QueryContext context, List<ColumnSchema> schema, String sql) {
        FrameBuilder frame = new FrameBuilder(schema);
        try (DuckDBConnection connection = database.connect()) {
            Execution.run(context, connection, sql, new ResultReader(frame));
        } catch (SQLException e) {
            throw QueryException.failed("the query failed: " + DuckErrors.readable(e), e);
        }
        return frame.build("result");
    }

    private static Map<String, StoredTable> stored(Map<String, Source> sources) {
        Map<String, StoredTable> stored = new HashMap<>();
        sources.forEach((name, source) -> stored.put(
                name,
                new StoredTable(
                        source.relation(),
                        source.columns().stream()
                                .map(column -> new StoredTable.StoredColumn(column.sql(), column.stored()))
                                .toList())));
        return stored;
    }

    private Map<String, Source> sources(String text, Lent lent, List<LocalEngine> engines) {
        Map<String, Source> sources = new LinkedHashMap<>();
        // Asking for its names has an engine look into its folders, so that happens once a query.
        Map<LocalEngine, Set<String>> known = new LinkedHashMap<>();
        engines.forEach(engine -> known.put(engine, engine.files.names()));
        for (String name : mentioned(text, known.values())) {
            List<Source> found = known.entrySet().stream()
                    .flatMap(each -> each.getKey().source(name, each.getValue(), lent).stream())
                    .toList();
            if (!found.isEmpty()) {
                sources.put(name, Source.union(found));
            }
        }
        return sources;
    }

    /** The names in a text that may be tables', and those of all tables where an operator reads whichever there are. */
    private static Set<String> mentioned(String text, Collection<Set<String>> known) {
        Set<String> mentioned = new LinkedHashSet<>();
        if (ALL_TABLES.matcher(text).find()) {
            known.forEach(mentioned::addAll);
        }
        Matcher names = NAMES.matcher(text);
        while (names.find()) {
            mentioned.add(
                    names.group(1) != null ? names.group(1) : names.group(2) != null ? names.group(2) : names.group());
        }
        return mentioned;
    }

    /** A table by its name, to be read by the engine that lends frames. */
    private Optional<Source> source(String name, Set<String> known, Lent lent) {
        Optional<Table> frame = variables.apply(name);
        return frame.isPresent()
                ? Optional.of(lent.source(name, frame.get()))
                : known.contains(name) ? file(name) : Optional.empty();
    }

    private Optional<Source> file(String name) {
        return files.find(name, use -> {
            try (DuckDBConnection connection = database.connect()) {
                return use.apply(connection);
            } catch (SQLException e) {
                throw QueryException.failed("the local engine could not start: " + DuckErrors.readable(e), e);
            }
        });
    }

    @Override
    public void close() {
        database.close();
    }

    /** The frames that one query reads. */
    private final class Lent implements AutoCloseable {

        private final List<FrameScans.Loan> loans = new ArrayList<>();

        Source source(String name, Table table) {
            FrameScans.Loan loan = frames.lend(name, table);
            loans.add(loan);
            return loan.source();
        }

        @Override
        public void close() {
            loans.forEach(FrameScans.Loan::close);
        }
    }

    /** What an engine answers from. For one thread. */
    public static final class Builder {

        private final Map<String, List<Path>> named = new LinkedHashMap<>();
        private final List<Path> folders = new ArrayList<>();
        private final List<String> rewritesLeftOut = new ArrayList<>();
        private Function<String, Optional<Table>> variables = name -> Optional.empty();
        private Path temporary = Path.of(
                System.getProperty("java.io.tmpdir"),
                "vedette-" + ProcessHandle.current().pid());
        private InstantSource clock = InstantSource.system();

        private Builder() {}

        /** All tables of a data folder: files {@code Name.csv}, {@code .jsonl}, {@code .parquet}, and folders of such. */
        public Builder folder(Path folder) {
            folders.add(folder);
            return this;
        }

        /** A table that lies in files or folders. */
        public Builder table(String name, Path... paths) {
            named.put(name, List.of(paths));
            return this;
        }

        /** Frames by name, asked at each query; a frame hides a file's table of the same name. */
        public Builder frames(Function<String, Optional<Table>> lookup) {
            variables = lookup;
            return this;
        }

        /** Where to spill what does not fit into memory. */
        public Builder temporaryFolder(Path folder) {
            temporary = folder;
            return this;
        }

        /** What {@code now()} asks. */
        public Builder clock(InstantSource source) {
            clock = source;
            return this;
        }

        /** Leaves a rewrite out, by its name; results are the same, only slower. */
        public Builder withoutRewrite(String name) {
            rewritesLeftOut.add(name);
            return this;
        }

        /** The engine; its user closes it. */
        public LocalEngine build() {
            return new LocalEngine(this);
        }
    }
}
