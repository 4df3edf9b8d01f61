package vedette.magics;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import vedette.kql.Spelling;
import vedette.magics.OptionSpec.State;

/** The commands that explain. */
final class HelpCommands {

    /** How a cell is written. */
    static final String USAGE = """
            %kql  [--command ...] | [connection] [name <<] [-option[=value]] [+property[=value]] query
            %%kql [connection] [name <<] [-option[=value]] [+property[=value]]
            query, on as many lines as it needs; an empty line behind its end begins another query

            name <<            puts the result into a variable of Java; name = << also shows it; a, b << takes two results
            {name}             stands for a variable's value; {a.b} for a member, {name:raw} for text as it is, {name:id}
                               for a table's or column's name, {{name}} for {name} itself
            -option            true; -!option false; -option=value a literal, a variable of Java, or $NAME
            query;             on a line of %kql, or ; alone on a cell's last line: no rows are shown
            """;

    private static final String FAQ = """
            What is different from Kqlmagic:
            - A cell fails where its query fails, so that Run All stops; the variable keeps its old value and the cell says so.
            - A result is a frame (a Tablesaw Table); all else is in _kql. Java has no variable named _.
            - An empty line within a query is harmless; it parts queries only where one ends.
            - {name} needs no option, and writes text as text; nothing on a line is evaluated.
            - A value without quotes is a literal or the name of a variable of Java.
            - -conn=x and a name before a query are for that query; %kql x alone switches.
            - Durations read as people write them: 10m is ten minutes.
            - There are no popups, no banner and no palettes; pictures are Vega-Lite and PNG.
            """;

    private static final List<String> TOPICS =
            List.of("usage", "options", "commands", "conn", "parameters", "time", "queries", "cache", "faq", "env");

    private HelpCommands() {}

    /** What {@code --help} tells more of. */
    static List<String> topics() {
        return TOPICS;
    }

    static Optional<Object> help(CommandCall call) {
        Optional<Word> word = call.word();
        if (word.isEmpty()) {
            return call.print(USAGE + "\n" + commandLines() + "\ntopics of --help: " + String.join(", ", TOPICS));
        }
        String topic = word.get().value();
        Optional<OptionSpec> option = OptionTable.find(topic);
        return switch (topic) {
            case "usage", "query", "kql", "help" -> usage(call);
            case "options", "config" -> CommandCall.listed(Configuration.table(call.session(), OptionTable.all()));
            case "commands" -> CommandCall.listed(commands());
            case "conn" -> call.print(CONNECTIONS);
            case "parameters" -> call.print(PARAMETERS);
            case "time" -> call.print(TIME);
            case "queries", "snippets" -> call.print(QUERIES);
            case "cache" -> call.print(CACHE);
            case "faq" -> faq(call);
            case "env" -> call.print(ENVIRONMENT);
            default -> {
                Optional<Command> command = Commands.find(topic.replaceFirst("^--?", ""));
                if (command.isPresent()) {
                    yield call.print("--" + command.get().name() + " "
                            + command.get().arguments() + "\n  " + command.get().summary());
                }
                if (option.isPresent()) {
                    yield CommandCall.listed(Configuration.table(call.session(), List.of(option.get())));
                }
                throw call.failure(
                        word.get().span(),
                        "there is no help on '" + topic + "'",
                        Spelling.didYouMean(topic, TOPICS).isEmpty()
                                ? "topics: " + String.join(", ", TOPICS)
                                : Spelling.didYouMean(topic, TOPICS));
            }
        };
    }

    private static final String CONNECTIONS = """
            local is always there: the frames of this notebook, the files of the folder data beside it, and the sample logs.
            %kql loganalytics://workspace='<id>';alias='soc'   connects and makes it the current connection
            %kql soc                                            makes it the current one
            %%kql soc  followed by name <<, an option or nothing; or soc@loganalytics, or -conn=soc: for these queries only
            %kql --conn lists the connections, --close ends one. Secrets come from $NAME or a question, never from the text.
            """;

    private static final String PARAMETERS = """
            {name} is replaced by a literal of the variable's type, so that a value stays a value whatever it holds: strings,
            numbers, dates, durations, guids, lists (as in (...) takes them), maps and records (dynamic), frames (datatable).
            let x = name; does the same where name is no table. -params_dict=map is looked into before the variables.
            """;

    private static final String TIME = """
            -time=24h, 7d, 90m, PT24H, 2026-01-01..2026-01-02, 2026-01-01/7d, or a variable (Duration, Instant, TimeRange)
            -from and -to, each a date, a datetime, a variable, or a duration ago
            %kql --time 24h holds for all later queries that have no condition on time of their own; --time none ends it
            Both hold where a query has a condition of its own and -time is written: the rows of the intersection.
            """;

    private static final String QUERIES = """
            %kql --queries words        lists written-down queries: Vedette's hunts, and what --load_queries added
            %kql --query_help name      what a query finds and takes
            %kql --run name -p a=b      runs it; {x} as a value is the variable x, quotes keep blanks together
            %kql name << --run file.yaml   runs the only query of a pack or rule, into a variable
            %%kql --save name           runs the query below and keeps it; later queries use name as a table
            -time, or %kql --time, also fills the parameters start and end of a query that has them.
            """;

    private static final String CACHE = """
            %kql --cache NAME       records all answers; --cache_stop ends it
            %kql --use_cache NAME   takes all answers from the recording and asks nobody; --use_cache_stop ends it
            A recording finds an answer by connection, query, time range as it was said, workspaces and properties.
            """;

    private static final String ENVIRONMENT = """
            KQLMAGIC_CONFIGURATION    options for all notebooks: name=value;name=value
            KQLMAGIC_CONNECTION_STR   the connection that a notebook begins with
            KQLMAGIC_CACHE, KQLMAGIC_USE_CACHE   a recording that is written, or read, from the first cell on
            VEDETTE_DATA              a folder whose files are local tables
            """;

    private static String commandLines() {
        return Commands.all().stream()
                .map(command -> "--%-24s %s".formatted(command.name() + " " + command.arguments(), command.summary()))
                .collect(Collectors.joining("\n", "", "\n"));
    }

    static Table commands() {
        StringColumn names = StringColumn.create("command");
        StringColumn arguments = StringColumn.create("arguments");
        StringColumn summaries = StringColumn.create("meaning");
        Commands.all().forEach(command -> {
            names.append("--" + command.name());
            arguments.append(command.arguments());
            summaries.append(command.summary());
        });
        return Table.create("commands", names, arguments, summaries);
    }

    static Optional<Object> usage(CommandCall call) {
        return call.print(USAGE);
    }

    static Optional<Object> faq(CommandCall call) {
        return call.print(FAQ);
    }

    static Optional<Object> version(CommandCall call) {
        return call.print("Vedette " + version() + ", Java " + System.getProperty("java.version") + " of "
                + System.getProperty("java.vendor"));
    }

    private static String version() {
        return Optional.ofNullable(HelpCommands.class.getPackage().getImplementationVersion())
                .orElse("of a development build");
    }

    /** What a report needs, and nothing of data, tenants, tokens or the environment's values. */
    static Optional<Object> bugReport(CommandCall call) {
        Map<String, String> facts = new TreeMap<>();
        facts.put("Vedette", version());
        facts.put("Java", System.getProperty("java.vendor") + " " + System.getProperty("java.version"));
        facts.put("system", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
        facts.put("connections", String.join(", ", kinds(call.session())));
        facts.put("options", String.join(", ", call.session().defaults().names()));
        call.session().last().ifPresent(result -> {
            facts.put("last query", result.info().query().lines().count() + " lines, text left out");
            facts.put("last result", result.table().rowCount() + " rows");
            result.info().requestId().ifPresent(id -> facts.put("last request id", id));
        });
        return call.print("Copy this into the report; it holds no query, no data and no secret.\n"
                + facts.entrySet().stream()
                        .map(fact -> fact.getKey() + ": " + fact.getValue())
                        .collect(Collectors.joining("\n")));
    }

    /** The kinds of connections, since names say who hunts where. */
    private static List<String> kinds(KqlSession session) {
        return session.connections().all().stream()
                .map(one -> one.name().substring(one.name().indexOf('@') + 1))
                .map(kind -> kind.contains(".") ? "cluster" : kind)
                .sorted()
                .toList();
    }

    static Optional<Object> migrate(CommandCall call) {
        return CommandCall.listed(Configuration.table(
                call.session(),
                OptionTable.all().stream()
                        .filter(option -> option.state() != State.WORKS)
                        .toList()));
    }
}
