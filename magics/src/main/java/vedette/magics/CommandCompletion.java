package vedette.magics;

import java.util.List;
import java.util.stream.Stream;
import vedette.kernel.Completion;
import vedette.kernel.Completion.Candidate;
import vedette.kernel.magic.MagicPlace;
import vedette.kql.catalogue.Catalogue;
import vedette.sentinel.library.LibraryQuery;
import vedette.sentinel.library.QueryParameter;

/** What could stand behind a command of {@code %kql}: names of what the notebook has. Asks no service. */
final class CommandCompletion {

    private final KqlSession session;

    CommandCompletion(KqlSession session) {
        this.session = session;
    }

    /**
     * The names that a command takes.
     *
     * @param typed the words behind the command
     * @param tables what is known of the connection that the command is about
     */
    Completion complete(MagicPlace place, String command, TypedWords typed, Catalogue tables) {
        return typed.complete(place, typed.before().isEmpty() ? first(command, typed, tables) : later(command, typed));
    }

    private Stream<Candidate> first(String command, TypedWords typed, Catalogue tables) {
        return switch (command) {
            case "run" -> Stream.concat(snippets(typed), queries(typed));
            case "query_help" -> queries(typed);
            case "forget" -> snippets(typed);
            case "conn", "close" -> typed.names(session.connections().names(), "module", "connection");
            case "schema", "tables" -> typed.names(List.copyOf(tables.tableNames()), "class", "table");
            case "config" ->
                typed.fitting(OptionTable.all().stream()
                        .map(option -> new Candidate(option.name(), "property", option.text())));
            case "help" ->
                typed.fitting(Stream.concat(
                                HelpCommands.topics().stream(),
                                Commands.all().stream().map(Command::name))
                        .map(topic -> new Candidate(topic, "value", "")));
            case "cache", "cache_append", "cache_create_or_append", "cache_remove", "use_cache" ->
                typed.names(Recordings.all(session), "value", "recording");
            default -> Stream.empty();
        };
    }

    /** Behind the name of a query come values of its parameters, of which {@code -p} may stand before each. */
    private Stream<Candidate> later(String command, TypedWords typed) {
        String name = typed.before().getFirst().value();
        return command.equals("run")
                ? typed.fitting(session.queries().library().queries().stream()
                        .filter(query -> query.name().equals(name))
                        .limit(1)
                        .flatMap(query -> query.parameters().stream())
                        .filter(parameter -> typed.before().stream()
                                .noneMatch(word -> word.text().startsWith(parameter.name() + "=")))
                        .map(CommandCompletion::parameter))
                : Stream.empty();
    }

    private static Candidate parameter(QueryParameter parameter) {
        return new Candidate(parameter.name() + "=", "property", parameter.description());
    }

    private Stream<Candidate> queries(TypedWords typed) {
        List<String> names = session.queries().library().queries().stream()
                .map(LibraryQuery::name)
                .distinct()
                .sorted()
                .toList();
        return typed.names(names, "function", "query");
    }

    private Stream<Candidate> snippets(TypedWords typed) {
        return typed.names(List.copyOf(session.queries().snippets().all().keySet()), "function", "snippet");
    }
}
