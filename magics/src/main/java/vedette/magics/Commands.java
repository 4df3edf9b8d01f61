package vedette.magics;

import java.util.List;
import java.util.Optional;
import vedette.kernel.CellFailure;
import vedette.kql.Spelling;

/**
 * All commands of {@code %kql}, in one list: an entry here is all that a command needs to be run, completed, and listed
 * by {@code --help commands} and on the page for users.
 */
final class Commands {

    private static final List<Command> ALL = List.of(
            new Command("help", "[topic]", "Explains the language of cells, or a topic of it.", HelpCommands::help),
            new Command("usage", "", "Shows how a cell is written.", HelpCommands::usage),
            new Command("faq", "", "Tells what is different from Kqlmagic.", HelpCommands::faq),
            new Command("version", "", "Tells the versions of Vedette and Java.", HelpCommands::version),
            new Command("banner", "", "Tells the versions of Vedette and Java.", HelpCommands::version),
            new Command(
                    "config",
                    "[name[=value]; ...]",
                    "Lists options, or sets one for all later cells.",
                    Configuration::command),
            new Command(
                    "time", "[range|none]", "Sets the time range of queries that have none.", SessionCommands::time),
            new Command(
                    "conn",
                    "[name]",
                    "Lists the connections, or makes one the current one.",
                    SessionCommands::connections),
            new Command("close", "name", "Ends a connection.", SessionCommands::close),
            new Command(
                    "schema",
                    "[table|pattern]",
                    "Lists the columns of tables, and of a workspace's tables the plan and how long rows are kept.",
                    SchemaCommands::schema),
            new Command(
                    "tables",
                    "[pattern]",
                    "Lists the tables, and of a workspace's the plan and how long rows are kept.",
                    SchemaCommands::tables),
            new Command("functions", "[pattern]", "Lists the functions of KQL.", SchemaCommands::functions),
            new Command("cache", "name", "Records all answers from here on.", Recordings::record),
            new Command("cache_create", "name", "Records all answers, into an empty recording.", Recordings::create),
            new Command("cache_append", "name", "Records more answers into a recording.", Recordings::append),
            new Command("cache_create_or_append", "name", "The same as --cache.", Recordings::record),
            new Command("cache_remove", "name", "Removes a recording.", Recordings::remove),
            new Command("cache_list", "", "Lists the recordings.", Recordings::list),
            new Command("cache_stop", "", "Stops recording.", Recordings::stop),
            new Command("use_cache", "name", "Takes all answers from a recording from here on.", Recordings::use),
            new Command("use_cache_stop", "", "Asks the connections again.", Recordings::stopUse),
            new Command("submit", "query", "Runs the query, as without it.", SessionCommands::submit),
            new Command("file", "query.kql [name=value ...]", "Runs the query of a file.", LibraryCommands::file),
            new Command(
                    "queries",
                    "[word|table:name|parameter:name|family:name|technique:id ...]",
                    "Lists the written-down queries, or those in which all words occur.",
                    LibraryCommands::queries),
            new Command(
                    "query_help", "name", "Explains a written-down query and its parameters.", LibraryCommands::help),
            new Command(
                    "run",
                    "name|file [-p name=value ...]",
                    "Runs a written-down query, a rule, the query of a file, or a snippet.",
                    LibraryCommands::run),
            new Command(
                    "load_queries",
                    "file|folder",
                    "Adds query packs, rules and hunting queries to --queries.",
                    LibraryCommands::load),
            new Command(
                    "save",
                    "name|file.kql query",
                    "Runs a query and keeps it under a name that queries can use as a table.",
                    SnippetCommands::save),
            new Command(
                    "snippets",
                    "[folder]",
                    "Lists the saved queries, after loading a folder's.",
                    SnippetCommands::list),
            new Command("forget", "name", "Forgets a saved query.", SnippetCommands::forget),
            new Command(
                    "bug_report",
                    "",
                    "Collects what a report of a fault needs, without secrets.",
                    HelpCommands::bugReport),
            new Command(
                    "migrate",
                    "",
                    "Lists Kqlmagic's options that have no effect here, and what stands for its commands.",
                    HelpCommands::migrate),
            Command.instead("palette", "Pictures choose their colours by what they show; there are no palettes."),
            Command.instead("palettes", "Pictures choose their colours by what they show; there are no palettes."),
            Command.instead("py", "Cells without %%kql are Java; Python runs in a notebook of Python."),
            Command.instead("pyro", "Cells without %%kql are Java; Python runs in a notebook of Python."),
            Command.instead("pyrw", "Cells without %%kql are Java; Python runs in a notebook of Python."),
            Command.instead("line_magic", "Write the magic in a cell of its own."),
            Command.instead("cell_magic", "Write the magic in a cell of its own."),
            Command.instead("activate_kernel", "Each cell of KQL begins with %%kql."),
            Command.instead("deactivate_kernel", "Each cell of KQL begins with %%kql."),
            new Command(
                    "clear_sso_db",
                    "",
                    "Deletes the sign-ins that were kept under VEDETTE_SIGN_IN_KEY.",
                    SessionCommands::forgetSignIns),
            Command.instead("refresh_schema", "--schema asks the connection each time."));

    private Commands() {}

    /** All commands in the order of the list. */
    static List<Command> all() {
        return ALL;
    }

    /** The command of a name; case, hyphens and underscores do not count. */
    static Optional<Command> find(String written) {
        String normal = OptionTable.normal(written);
        return ALL.stream()
                .filter(command -> OptionTable.normal(command.name()).equals(normal))
                .findFirst();
    }

    /** Runs a command. */
    static Optional<Object> run(CommandCall call) {
        return find(call.order().name())
                .orElseThrow(() -> unknown(call))
                .action()
                .run(call);
    }

    private static CellFailure unknown(CommandCall call) {
        String written = call.order().name();
        List<String> names = ALL.stream().map(command -> "--" + command.name()).toList();
        String near = Spelling.didYouMean("--" + written, names);
        return call.failure(
                call.order().nameSpan(),
                "there is no command '--" + written + "'",
                near.isEmpty() ? "%kql --help commands lists them" : near);
    }
}
