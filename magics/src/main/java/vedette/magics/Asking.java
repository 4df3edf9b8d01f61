package vedette.magics;

import java.io.IOException;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;
import vedette.display.Escape;
import vedette.display.MimeBundle;
import vedette.frame.TextTable;
import vedette.kernel.CellContext;
import vedette.kernel.CellContext.StreamName;
import vedette.kernel.CellFailure;
import vedette.kernel.magic.MagicCall;
import vedette.kernel.magic.Shown;
import vedette.kernel.magic.Variables;
import vedette.kql.Span;
import vedette.kql.recording.AnswerFile;

/** Asks one query of a cell, puts what comes of it into variables and files, and says how it is shown. */
final class Asking {

    /** The variable that holds the last result. */
    static final String RESULT = "_kql";

    private final KqlSession session;
    private final MagicCall call;
    private final KqlCell.Query part;
    private final Settings settings;

    private Asking(KqlSession session, MagicCall call, KqlCell.Query part, Settings settings) {
        this.session = session;
        this.call = call;
        this.part = part;
        this.settings = settings;
    }

    /** Does what a part of a cell says; the value is the part's result, with its look. */
    static Optional<Object> run(KqlSession session, MagicCall call, KqlCell.Query part) {
        List<Head.Setting> options = new ArrayList<>(part.head().options());
        options.addAll(KqlSession.options(part.head().properties()));
        Head head = part.head();
        Settings settings = session.settings(
                new Head(head.connection(), head.targets(), head.isShown(), options, head.properties()),
                call.variables(),
                call.cellText());
        session.explain(options, call.cell());
        recordings(session, settings);
        return new Asking(session, call, part, settings).run();
    }

    /** Asks a text that stands in no part of the cell, with the settings that a command has. */
    static Optional<Object> written(CommandCall call, String text, Settings settings) {
        Span nowhere =
                new Span(call.order().nameSpan().end(), call.order().nameSpan().end());
        Settings all = settings.with(OptionTable.get("query"), Optional.of(text));
        return new Asking(call.session(), call.call(), new KqlCell.Query(call.head(), nowhere, false), all).run();
    }

    private static void recordings(KqlSession session, Settings settings) {
        settings.text("cache")
                .filter(name -> !session.recordings().recording().equals(Optional.of(name)))
                .ifPresent(name -> Recordings.write(session, name));
        settings.text("use_cache")
                .filter(name -> !session.recordings().replaying().equals(Optional.of(name)))
                .ifPresent(name -> Recordings.read(session, name));
    }

    private Optional<Object> run() {
        Optional<String> text = settings.text("query")
                .or(() -> part.isEmpty()
                        ? Optional.empty()
                        : Optional.of(call.cellText()
                                .substring(part.span().start(), part.span().end())));
        Optional<Word> named = connectionWord();
        if (text.isEmpty()) {
            if (named.isEmpty()) {
                throw KqlFailure.of("there is no query; write one, for example SecurityEvent | take 10");
            }
            session.local(call.variables());
            Opened connection = session.desk().resolve(named.get(), call, settings);
            boolean isNew = session.connections().isUnused(connection.name());
            boolean isReplaying = session.recordings().replaying().isPresent();
            if (isNew && !isReplaying && settings.flag("validate_connection_string")) {
                session.desk().check(connection, call);
            }
            session.desk().use(connection, call);
            return Optional.empty();
        }
        Opened local = session.local(call.variables());
        boolean opens =
                named.filter(word -> !session.desk().isKnown(word.value())).isPresent();
        Opened connection = named.map(word -> session.desk().resolve(word, call, settings))
                .orElseGet(() -> session.connections()
                        .find(session.connections().current())
                        .orElse(local));
        if (opens && part.head().connection().isPresent()) {
            session.desk().use(connection, call);
        }
        try {
            return answered(question(text.get(), session.desk().spread(connection, settings)));
        } catch (CellFailure failure) {
            throw withTargets(failure);
        }
    }

    private Optional<Word> connectionWord() {
        Optional<Head.Setting> option = part.head().options().stream()
                .filter(setting -> setting.option().name().equals("conn"))
                .reduce((earlier, later) -> later);
        return option.map(setting -> new Word(
                        settings.text("conn").orElse(""),
                        setting.value().map(Word::span).orElse(setting.span())))
                .or(() -> part.head().connection());
    }

    private Question question(String text, Opened connection) {
        KqlQuery.Place place = settings.has("query")
                ? new KqlQuery.Place(text, 0)
                : new KqlQuery.Place(Masking.of(call.cellText()), part.span().start());
        return new Question(
                text,
                place,
                connection,
                settings,
                session.usualTime(),
                KqlSession.properties(part.head().properties()),
                Map.of(),
                call.cell(),
                call.variables());
    }

    private Optional<Object> answered(Question question) {
        ResultLook.zone(settings.text("tz").orElse("UTC"));
        if (settings.flag("dry_run")) {
            return Optional.of(DryRun.of(session.runner().prepare(question), question));
        }
        KqlResult result = session.runner().run(question);
        session.keep(result);
        result.info().warnings().forEach(warning -> print(StreamName.STDERR, "warning: " + warning));
        if (settings.flag("show_query")) {
            print(StreamName.STDOUT, result.info().sentQuery());
        }
        if (settings.flag("show_query_link")) {
            showLink(result);
        }
        save(result);
        List<String> targets = targets();
        assign(result, targets);
        return shown(result, targets);
    }

    private List<String> targets() {
        List<String> names =
                new ArrayList<>(part.head().targets().stream().map(Word::text).toList());
        settings.text("assign_var").filter(name -> !names.contains(name)).ifPresent(names::add);
        return names;
    }

    private void assign(KqlResult result, List<String> targets) {
        int tables = result.tables().size();
        if (targets.size() > Math.max(1, tables)) {
            throw KqlFailure.of("the query has " + tables + (tables == 1 ? " result" : " results") + " for "
                    + targets.size() + " variables");
        }
        set(RESULT, KqlResult.class, result);
        settings.text("last_raw_result_var").ifPresent(name -> set(name, KqlResult.class, result));
        for (int i = 0; i < targets.size(); i++) {
            set(targets.get(i), Table.class, result.tables().get(tables - targets.size() + i));
        }
        if (settings.flag("columns_to_local_vars")) {
            result.table().columns().forEach(this::setColumn);
        }
    }

    private <T> void set(String name, Class<T> type, T value) {
        try {
            call.variables().set(name, type, value);
        } catch (IllegalArgumentException e) {
            throw KqlFailure.of("the result cannot be named '" + name + "': " + e.getMessage());
        }
    }

    @SuppressWarnings("rawtypes")
    private void setColumn(Column<?> column) {
        try {
            call.variables().set(column.name(), Column.class, (Column) column);
        } catch (IllegalArgumentException e) {
            print(StreamName.STDERR, "the column '" + column.name() + "' is no name of Java and has no variable");
        }
    }

    private void save(KqlResult result) {
        Optional<Path> file = settings.text("save_as").map(Path::of);
        Optional<Path> folder = settings.text("save_to").map(Path::of);
        if (file.isEmpty() && folder.isEmpty()) {
            return;
        }
        String moment = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss-SSS", Locale.ROOT)
                .format(result.info().asked().atOffset(ZoneOffset.UTC));
        Path path = file.orElseGet(() -> folder.orElseThrow().resolve("kql-" + moment + ".answer.jsonl"));
        try {
            new AnswerFile(
                            Map.of(
                                    "query", result.info().sentQuery(),
                                    "connection", result.info().connection(),
                                    "asked", result.info().asked().toString()),
                            result.answer())
                    .write(path);
            print(StreamName.STDOUT, "saved to " + path + "; Kql.read(Path.of(\"...\")) reads it");
        } catch (IOException e) {
            throw KqlFailure.of("the result cannot be saved to " + path + ": " + e.getMessage());
        }
    }

    private void showLink(KqlResult result) {
        result.portalLink()
                .ifPresentOrElse(
                        link -> call.cell()
                                .display(MimeBundle.html(
                                        "<a href=\"" + Escape.html(link.toString())
                                                + "\" target=\"_blank\" rel=\"noopener\">open this query in a browser</a>",
                                        link.toString())),
                        () -> print(
                                StreamName.STDOUT,
                                "no link: " + result.info().connection() + " has no page that a query could open in"));
    }

    private Optional<Object> shown(KqlResult result, List<String> targets) {
        boolean isSuppressed = part.isSuppressed() && settings.flag("enable_suppress_result");
        if (isSuppressed || (!targets.isEmpty() && !part.head().isShown())) {
            if (result.isIncomplete()) {
                call.cell().display(ResultLook.withoutRows(result));
            } else if (!targets.isEmpty() && settings.flag("feedback")) {
                print(StreamName.STDOUT, String.join(", ", targets) + ": " + ResultLook.summary(result));
            }
            return Optional.empty();
        }
        List<Table> tables = result.tables();
        tables.subList(0, tables.size() - 1).forEach(table -> call.cell().display(ResultLook.of(result, table)));
        if (settings.text("chart").orElse("auto").equals("auto")) {
            Optional<Object> chart =
                    result.answer().render().flatMap(render -> Rendering.of(render, result.table(), call.cell()));
            if (chart.isPresent()) {
                call.cell().display(call.renderers().render(chart.get()));
                return Optional.of(new Shown(result.table(), ResultLook.withoutRows(result)));
            }
        }
        return Optional.of(new Shown(result.table(), ResultLook.of(result)));
    }

    /** Nobody shall take what a variable held before for the result of a query that failed. */
    private CellFailure withTargets(CellFailure failure) {
        List<String> lines = new ArrayList<>(failure.traceback());
        for (String name : targets()) {
            Variables variables = call.variables();
            lines.add(variables.names().contains(name) ? name + " is unchanged" : name + " is not assigned");
        }
        return new CellFailure(failure.name(), failure.value(), lines, failure.getCause());
    }

    private void print(StreamName stream, String line) {
        CellContext cell = call.cell();
        cell.print(stream, Escape.visible(line) + "\n");
    }

    /** How a frame looks as plain text, for commands. */
    static String text(Table table) {
        return TextTable.of(table, table.rowCount());
    }
}
