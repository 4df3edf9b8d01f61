package vedette.magics;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import vedette.kql.query.QueryRequest;
import vedette.kql.query.TimeRange;
import vedette.sentinel.library.LibraryQuery;
import vedette.sentinel.library.QueryLibrary;
import vedette.sentinel.library.QueryLibraryException;
import vedette.sentinel.library.RuleOutcome;
import vedette.sentinel.library.SentinelRule;

/** The commands for queries that others wrote down: finding, explaining and running them. */
final class LibraryCommands {

    private static final int MOST_SKIPPED_SHOWN = 10;

    private LibraryCommands() {}

    /** {@code --queries}: all queries, or those in which words occur. */
    static Optional<Object> queries(CommandCall call) {
        List<LibraryQuery> found = call.session().queries().library().search(call.line());
        return found.isEmpty()
                ? call.print("no query has all of: " + call.line())
                : Optional.of(QueryLibrary.table(found));
    }

    /** {@code --query_help}: what a query is, what it takes, and how it reads. */
    static Optional<Object> help(CommandCall call) {
        Word name = call.needed("name");
        return call.print(found(call, call.session().queries().library(), name).help());
    }

    /** {@code --load_queries}: adds the queries of a file, or of a folder with all below it. */
    static Optional<Object> load(CommandCall call) {
        Word word = call.needed("file or folder");
        QueryLibrary loaded = loaded(call, word);
        call.session().queries().add(loaded);
        List<QueryLibrary.Skipped> skipped = loaded.skipped();
        call.print(loaded.queries().size() + " queries from " + word.value()
                + (skipped.isEmpty() ? "" : "; " + skipped.size() + " places hold none that can be used"));
        return skipped.isEmpty() ? Optional.empty() : Optional.of(table(skipped));
    }

    private static Table table(List<QueryLibrary.Skipped> skipped) {
        StringColumn places = StringColumn.create("place");
        StringColumn reasons = StringColumn.create("reason");
        skipped.stream().limit(MOST_SKIPPED_SHOWN).forEach(one -> {
            places.append(one.place());
            reasons.append(one.reason());
        });
        return Table.create("skipped", places, reasons);
    }

    private static QueryLibrary loaded(CommandCall call, Word word) {
        try {
            return QueryLibrary.load(call.path(word));
        } catch (QueryLibraryException e) {
            throw call.failure(word.span(), String.valueOf(e.getMessage()), "");
        }
    }

    private static LibraryQuery found(CommandCall call, QueryLibrary library, Word name) {
        try {
            return library.find(name.value());
        } catch (QueryLibraryException e) {
            throw call.failure(name.span(), String.valueOf(e.getMessage()), "%kql --queries lists them");
        }
    }

    /** {@code --run}: a query of the library, of a file, or a snippet, with values for its parameters. */
    static Optional<Object> run(CommandCall call) {
        List<Word> words = call.words();
        if (words.isEmpty()) {
            throw call.failure(call.order().nameSpan(), "--run needs the name of a query", "%kql --queries lists them");
        }
        Word first = words.getFirst();
        if (isQueryFile(first.value())) {
            return file(call, first, words.subList(1, words.size()));
        }
        boolean isFile = isLibraryFile(first.value());
        boolean isNamedInFile = isFile && words.size() > 1 && !isParameter(words.get(1));
        Map<String, Object> values = values(call, words.subList(isNamedInFile ? 2 : 1, words.size()));
        Optional<String> snippet =
                isFile ? Optional.empty() : call.session().queries().snippets().text(first.value());
        if (snippet.isPresent()) {
            return snippet(call, snippet.get(), words.subList(1, words.size()));
        }
        QueryLibrary library =
                isFile ? loaded(call, first) : call.session().queries().library();
        LibraryQuery query = !isFile || isNamedInFile
                ? found(call, library, isNamedInFile ? words.get(1) : first)
                : library.only()
                        .orElseThrow(() -> call.failure(
                                first.span(),
                                "the file holds " + library.queries().size() + " queries",
                                "write one of their names behind it: "
                                        + library.queries().stream()
                                                .map(LibraryQuery::name)
                                                .collect(Collectors.joining(", "))));
        return ask(call, query, values);
    }

    /** Runs a snippet as it was saved, its parameters with the values that they had then. */
    private static Optional<Object> snippet(CommandCall call, String text, List<Word> rest) {
        if (!rest.isEmpty()) {
            throw call.failure(
                    rest.getFirst().span(),
                    "a snippet takes no values",
                    "its parameters have those of the moment when it was saved");
        }
        return Asking.written(
                call, text, call.settings().with(OptionTable.get("enable_curly_brackets_params"), Optional.of(false)));
    }

    private static boolean isLibraryFile(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.endsWith(".yaml") || lower.endsWith(".yml") || lower.endsWith(".json");
    }

    private static boolean isQueryFile(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.endsWith(".kql") || lower.endsWith(".csl");
    }

    private static boolean isParameter(Word word) {
        return word.text().equals("-p") || word.text().indexOf('=') > 0;
    }

    /** {@code -p name=value}, the {@code -p} being optional; {@code {x}} is the value of a variable of Java. */
    private static Map<String, Object> values(CommandCall call, List<Word> words) {
        Map<String, Object> values = new HashMap<>();
        for (Word word : words) {
            if (word.text().equals("-p")) {
                continue;
            }
            int equals = word.text().indexOf('=');
            if (equals <= 0) {
                throw call.failure(
                        word.span(), "'" + word.text() + "' is no value of a parameter", "write -p name=value");
            }
            String name = word.text().substring(0, equals).strip();
            if (values.put(name, value(call, word.from(equals + 1))) != null) {
                throw call.failure(word.span(), "two values are given for " + name, "");
            }
        }
        return values;
    }

    private static Object value(CommandCall call, Word word) {
        String text = word.text();
        boolean isVariable = text.length() > 2 && text.startsWith("{") && text.endsWith("}");
        if (!isVariable) {
            return word.value();
        }
        try {
            return new Parameters(Map.of(), call.call().variables())
                    .follow(text.substring(1, text.length() - 1))
                    .orElseThrow(
                            () -> call.failure(word.span(), "there is no variable of that name, or it holds null", ""));
        } catch (IllegalArgumentException e) {
            throw call.failure(word.span(), String.valueOf(e.getMessage()), "");
        }
    }

    private static Optional<Object> ask(CommandCall call, LibraryQuery query, Map<String, Object> values) {
        Instant now = Instant.now();
        Settings settings = call.settings();
        Optional<TimeRange> asked = time(settings, now);
        asked.or(() -> usualTime(call, now)).ifPresent(range -> {
            // Who says a time, here or for the notebook, means the query's own parameters for it, too.
            offer(query, "start", range.from(), values);
            offer(query, "end", range.to(), values);
        });
        QueryRequest request;
        try {
            request = query.request(values, now);
        } catch (QueryLibraryException e) {
            throw KqlFailure.of(String.valueOf(e.getMessage()));
        }
        Settings exact = settings.with(OptionTable.get("enable_curly_brackets_params"), Optional.of(false));
        Settings bounded = asked.isPresent() || request.timeRange().isEmpty()
                ? exact
                : exact.with(
                        OptionTable.get("time"), Optional.of(request.timeRange().get()));
        Optional<Object> answer = Asking.written(call, request.text(), bounded);
        if (query instanceof SentinelRule rule && !settings.flag("dry_run")) {
            judge(call, rule);
        }
        return answer;
    }

    private static Optional<TimeRange> time(Settings settings, Instant now) {
        try {
            return AskedTime.of(settings, now).map(AskedTime::range);
        } catch (IllegalArgumentException e) {
            throw KqlFailure.of(String.valueOf(e.getMessage()));
        }
    }

    private static Optional<TimeRange> usualTime(CommandCall call, Instant now) {
        return time(Settings.NONE.with(OptionTable.get("time"), call.session().usualTime()), now);
    }

    private static void offer(LibraryQuery query, String name, Instant moment, Map<String, Object> values) {
        query.parameters().stream()
                .filter(parameter -> parameter.name().equals(name))
                .filter(parameter -> !values.containsKey(name)
                        && parameter.aliases().stream().noneMatch(values::containsKey))
                .findFirst()
                .ifPresent(parameter -> values.put(name, moment));
    }

    /** What the rule says to its rows, above them. */
    private static void judge(CommandCall call, SentinelRule rule) {
        call.session().last().ifPresent(result -> {
            RuleOutcome outcome = rule.judge(result.table());
            call.print(rule.name() + ": " + outcome.verdict());
            if (!outcome.missingColumns().isEmpty()) {
                call.print("the rows lack columns that the rule takes entities from: "
                        + String.join(", ", outcome.missingColumns()));
            }
            if (outcome.entities().rowCount() > 0) {
                call.call().cell().display(call.call().renderers().render(outcome.entities()));
            }
        });
    }

    /** {@code --file}: a query that is a file of its own. */
    static Optional<Object> file(CommandCall call) {
        List<Word> words = call.words();
        if (words.isEmpty()) {
            throw call.failure(call.order().nameSpan(), "--file needs a file with a query", "");
        }
        return file(call, words.getFirst(), words.subList(1, words.size()));
    }

    private static Optional<Object> file(CommandCall call, Word file, List<Word> rest) {
        Map<String, Object> values = values(call, rest);
        Settings settings = values.isEmpty()
                ? call.settings()
                : call.settings().with(OptionTable.get("params_dict"), Optional.of(values));
        return Asking.written(call, text(call, file), settings);
    }

    private static String text(CommandCall call, Word file) {
        try {
            return Files.readString(call.path(file));
        } catch (IOException e) {
            throw call.failure(file.span(), "the file cannot be read: " + e.getMessage(), "");
        }
    }
}
