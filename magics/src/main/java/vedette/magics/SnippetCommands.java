package vedette.magics;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import vedette.kql.Queries;
import vedette.kql.Snippets;
import vedette.kql.Span;
import vedette.kql.Spelling;

/** The commands for snippets: queries saved under a name that later queries use as a table. */
final class SnippetCommands {

    private static final String SUFFIX = ".kql";

    private SnippetCommands() {}

    /** {@code --save name}, with the query on the same line or below: runs it, and keeps it where it runs. */
    static Optional<Object> save(CommandCall call) {
        Words words = new Words(
                call.call().cellText(),
                call.order().line().start(),
                call.order().line().end());
        Word word = words.skip()
                .next()
                .orElseThrow(() -> call.failure(
                        call.order().nameSpan(),
                        "--save needs a name",
                        "write %%kql --save name, and the query below it"));
        Span query = query(call, word.span().end());
        Optional<Path> file = word.value().endsWith(SUFFIX) ? Optional.of(call.path(word)) : Optional.empty();
        String name = file.map(SnippetCommands::stem).orElse(word.value());
        String text = filled(call, kept(call, word.span().end()));
        requireNoTable(call, name, word);
        with(call, call.session().queries().snippets(), name, text, word);
        Optional<Object> answer = Asking.run(call.session(), call.call(), new KqlCell.Query(call.head(), query, false));
        call.session().queries().change(snippets -> with(call, snippets, name, text, word));
        file.ifPresent(path -> write(call, word, path, text));
        call.print("saved as " + name + ", which queries can use as a table"
                + file.map(path -> "; also in " + path).orElse(""));
        return answer;
    }

    private static Span query(CommandCall call, int start) {
        int end = call.order().below().end();
        List<Span> spans = Queries.split(call.call().cellText().substring(start, end), Queries.Split.NONE);
        if (spans.isEmpty()) {
            throw call.failure(
                    call.order().nameSpan(),
                    "there is no query to save",
                    "write it behind the name, or on the lines below");
        }
        return new Span(
                start + spans.getFirst().start(), start + spans.getFirst().end());
    }

    /** The query with all that stands around it, comments among it: what its author wrote below the name or behind it. */
    private static Span kept(CommandCall call, int start) {
        String text = call.call().cellText();
        int from = start;
        int end = call.order().below().end();
        while (end > start && Character.isWhitespace(text.charAt(end - 1))) {
            end--;
        }
        while (from < end && Character.isWhitespace(text.charAt(from))) {
            from++;
        }
        // The first line keeps its indent where it is a line of its own.
        int line = Math.max(text.lastIndexOf('\n', from - 1), text.lastIndexOf('\r', from - 1)) + 1;
        return new Span(Math.max(start, line) == start ? from : line, end);
    }

    /** The query with the values that its parameters have now. */
    private static String filled(CommandCall call, Span query) {
        Settings settings = call.settings();
        return KqlQuery.prepare(
                        call.call().cellText().substring(query.start(), query.end()),
                        new KqlQuery.Place(call.call().cellText(), query.start()),
                        new KqlQuery.Filling(
                                new Parameters(
                                        settings.map("params_dict")
                                                .<Map<?, ?>>map(map -> map)
                                                .orElse(Map.of()),
                                        call.call().variables()),
                                settings.flag("enable_curly_brackets_params"),
                                () -> tables(call),
                                OptionalLong.empty(),
                                Snippets.NONE,
                                table -> false))
                .text();
    }

    private static Set<String> tables(CommandCall call) {
        return call.session()
                .tables()
                .tables(call.connection(), call.call().cell(), call.call().variables())
                .keySet();
    }

    private static void requireNoTable(CommandCall call, String name, Word word) {
        Opened connection = call.connection();
        if (tables(call).contains(name)) {
            throw call.failure(
                    word.span(),
                    "'" + name + "' is a table of " + connection.name(),
                    "a snippet never stands in for a table; choose another name");
        }
    }

    private static Snippets with(CommandCall call, Snippets snippets, String name, String text, Word word) {
        try {
            return snippets.with(name, text);
        } catch (IllegalArgumentException e) {
            throw call.failure(word.span(), String.valueOf(e.getMessage()), "");
        }
    }

    private static void write(CommandCall call, Word word, Path path, String text) {
        try {
            if (path.getParent() != null) {
                Files.createDirectories(path.getParent());
            }
            Files.writeString(path, text + "\n");
        } catch (IOException e) {
            throw call.failure(word.span(), "the snippet is saved, but not its file: " + e.getMessage(), "");
        }
    }

    private static String stem(Path file) {
        String name = file.getFileName().toString();
        return name.substring(0, name.length() - SUFFIX.length());
    }

    /** {@code --snippets}: all of them; with a folder, its files {@code name.kql} first become snippets. */
    static Optional<Object> list(CommandCall call) {
        call.word().ifPresent(word -> load(call, word));
        StringColumn names = StringColumn.create("snippet");
        StringColumn texts = StringColumn.create("query");
        call.session().queries().snippets().all().forEach((name, text) -> {
            names.append(name);
            texts.append(text);
        });
        return names.isEmpty()
                ? call.print("there are no snippets; %%kql --save name, with a query below, makes one")
                : Optional.of(Table.create("snippets", names, texts));
    }

    private static void load(CommandCall call, Word word) {
        Path folder = call.path(word);
        List<Path> files;
        try (Stream<Path> entries = Files.list(folder)) {
            files = entries.filter(file -> file.getFileName().toString().endsWith(SUFFIX))
                    .sorted()
                    .toList();
        } catch (IOException | UncheckedIOException e) {
            throw call.failure(word.span(), "the folder cannot be read: " + e.getMessage(), "");
        }
        for (Path file : files) {
            try {
                String text = Files.readString(file).replaceFirst("\\R\\z", "");
                call.session().queries().change(snippets -> with(call, snippets, stem(file), text, word));
            } catch (IOException e) {
                throw call.failure(word.span(), file + " cannot be read: " + e.getMessage(), "");
            }
        }
    }

    /** {@code --forget name}. */
    static Optional<Object> forget(CommandCall call) {
        Word name = call.needed("name");
        Snippets known = call.session().queries().snippets();
        if (known.text(name.value()).isEmpty()) {
            throw call.failure(
                    name.span(),
                    "there is no snippet '" + name.value() + "'",
                    Spelling.didYouMean(name.value(), known.all().keySet()));
        }
        call.session().queries().change(snippets -> snippets.without(name.value()));
        return call.print("forgot " + name.value());
    }
}
