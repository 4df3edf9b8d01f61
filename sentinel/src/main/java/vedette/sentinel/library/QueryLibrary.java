package vedette.sentinel.library;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tech.tablesaw.api.Table;
import vedette.frame.ColumnSchema;
import vedette.frame.FrameBuilder;
import vedette.frame.KqlType;
import vedette.kql.Spelling;

/**
 * Queries that can be found by name and run with values: query packs in msticpy's format, Sentinel's rules and hunting
 * queries, and the hunts that come with Vedette. Immutable.
 */
public final class QueryLibrary {

    private static final List<String> HUNTS = List.of("endpoint", "identity", "cloud", "network", "linux");
    private static final List<ColumnSchema> COLUMNS = Stream.of(
                    "Name", "Family", "Description", "Parameters", "Tables", "Techniques", "Source")
            .map(name -> new ColumnSchema(name, KqlType.STRING))
            .toList();

    private final List<LibraryQuery> queries;
    private final List<Skipped> skipped;

    private QueryLibrary(List<LibraryQuery> queries, List<Skipped> skipped) {
        this.queries = List.copyOf(queries);
        this.skipped = List.copyOf(skipped);
    }

    /**
     * Something that was looked at and is no query.
     *
     * @param place file, and name within it
     * @param reason why
     */
    public record Skipped(String place, String reason) {}

    /**
     * The queries of files, and of folders with all that is below them. What a folder holds besides is told by
     * {@link #skipped}.
     *
     * @throws QueryLibraryException where a path does not exist, or a file named by itself holds no query
     */
    public static QueryLibrary load(Path... paths) {
        List<LibraryQuery> queries = new ArrayList<>();
        List<Skipped> skipped = new ArrayList<>();
        for (Path path : paths) {
            if (Files.isDirectory(path)) {
                files(path).forEach(file -> readOrSkip(file, queries, skipped));
            } else if (Files.isRegularFile(path)) {
                read(Document.read(path), queries, skipped);
            } else {
                throw new QueryLibraryException(path + ": there is no such file or folder");
            }
        }
        return new QueryLibrary(queries, skipped);
    }

    /** The hunts that come with Vedette. */
    public static QueryLibrary bundled() {
        List<LibraryQuery> queries = new ArrayList<>();
        List<Skipped> skipped = new ArrayList<>();
        for (String hunt : HUNTS) {
            String name = "hunts/" + hunt + ".yaml";
            try (InputStream in = QueryLibrary.class.getResourceAsStream(name)) {
                if (in == null) {
                    throw new IllegalStateException(name + " is not in the library");
                }
                read(Document.yaml(new String(in.readAllBytes(), StandardCharsets.UTF_8), name), queries, skipped);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return new QueryLibrary(queries, skipped);
    }

    private static List<Path> files(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .filter(Document::isNamedAsOne)
                    .sorted()
                    .toList();
        } catch (IOException | UncheckedIOException e) {
            throw new QueryLibraryException(folder + ": cannot be read: " + e.getMessage(), e);
        }
    }

    private static void readOrSkip(Path file, List<LibraryQuery> queries, List<Skipped> skipped) {
        try {
            read(Document.read(file), queries, skipped);
        } catch (QueryLibraryException e) {
            skipped.add(new Skipped(file.toString(), String.valueOf(e.getMessage())));
        }
    }

    private static void read(Entry file, List<LibraryQuery> queries, List<Skipped> skipped) {
        if (PackReader.isPack(file)) {
            PackReader.read(file, queries, skipped);
        } else if (RuleReader.isRule(file)) {
            queries.add(RuleReader.rule(file));
        } else if (RuleReader.isExport(file)) {
            RuleReader.export(file, queries, skipped);
        } else {
            throw new QueryLibraryException(file.place() + ": is neither a query pack (metadata, sources) nor a rule or"
                    + " hunting query (name, query) nor an export of such");
        }
    }

    /** This library and another one's queries. */
    public QueryLibrary with(QueryLibrary other) {
        return new QueryLibrary(
                Stream.concat(queries.stream(), other.queries.stream()).toList(),
                Stream.concat(skipped.stream(), other.skipped.stream()).toList());
    }

    /** All queries, in the order that they were loaded. */
    public List<LibraryQuery> queries() {
        return queries;
    }

    /** What was looked at and cannot be used, with the reasons. */
    public List<Skipped> skipped() {
        return skipped;
    }

    /**
     * The query of a name, or of a rule's id. Case, and what stands between words, do not count. Where several have the
     * name, a family, environment or file before it tells them apart: {@code WindowsSecurity.list_host_logons}.
     *
     * @throws QueryLibraryException where there is none, or more than one
     */
    public LibraryQuery find(String name) {
        List<LibraryQuery> found = queries.stream().filter(named(name)).toList();
        if (found.size() == 1) {
            return found.getFirst();
        }
        if (found.isEmpty()) {
            String hint = Spelling.didYouMean(
                    name, queries.stream().map(LibraryQuery::name).toList());
            throw new QueryLibraryException("there is no query '" + name + "'" + (hint.isEmpty() ? "" : "; " + hint));
        }
        throw new QueryLibraryException(found.size() + " queries are named '" + name + "'; write "
                + found.stream()
                        .map(query -> stem(query) + "." + query.name())
                        .distinct()
                        .collect(Collectors.joining(" or ")));
    }

    private static Predicate<LibraryQuery> named(String written) {
        String plain = plain(written);
        int dot = written.lastIndexOf('.');
        Predicate<LibraryQuery> whole = query -> plain(query.name()).equals(plain)
                || (query instanceof SentinelRule rule && rule.id().equalsIgnoreCase(written.strip()));
        if (dot <= 0) {
            return whole;
        }
        String group = plain(written.substring(0, dot));
        String last = plain(written.substring(dot + 1));
        return whole.or(query -> plain(query.name()).equals(last)
                && groups(query).anyMatch(name -> plain(name).equals(group)));
    }

    private static Stream<String> groups(LibraryQuery query) {
        Stream<String> environments = query instanceof PackQuery pack ? pack.environments().stream() : Stream.empty();
        return Stream.of(query.families().stream(), environments, Stream.of(stem(query)))
                .flatMap(names -> names);
    }

    private static String stem(LibraryQuery query) {
        String file = query.source()
                .substring(
                        Math.max(query.source().lastIndexOf('/'), query.source().lastIndexOf('\\')) + 1);
        return file.replaceFirst("\\.(?i:yaml|yml|json)$", "");
    }

    private static String plain(String name) {
        return name.strip().toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]+", "_");
    }

    /**
     * The queries in which all words of a text occur. A word may say where it must occur: {@code table:SigninLogs},
     * {@code parameter:host_name}, {@code family:WindowsSecurity}, {@code technique:T1059}, {@code name:logon}.
     */
    public List<LibraryQuery> search(String words) {
        List<Predicate<LibraryQuery>> conditions = Stream.of(words.strip().split("\\s+"))
                .filter(word -> !word.isEmpty())
                .map(QueryLibrary::condition)
                .toList();
        return queries.stream()
                .filter(query -> conditions.stream().allMatch(condition -> condition.test(query)))
                .toList();
    }

    private static Predicate<LibraryQuery> condition(String word) {
        int colon = word.indexOf(':');
        String field = colon < 0 ? "" : word.substring(0, colon).toLowerCase(Locale.ROOT);
        String text = word.substring(colon + 1);
        return switch (field) {
            case "table" -> query -> anyContains(query.tables(), text);
            case "parameter" ->
                query -> query.parameters().stream()
                        .anyMatch(parameter ->
                                contains(parameter.name(), text) || anyContains(parameter.aliases(), text));
            case "family" -> query -> anyContains(groups(query).toList(), text);
            case "technique" -> query -> anyContains(query.techniques(), text);
            case "name" -> query -> contains(query.name(), text);
            default -> query -> contains(searchable(query), word);
        };
    }

    private static String searchable(LibraryQuery query) {
        List<String> parts = new ArrayList<>(List.of(query.name(), query.description(), query.text()));
        parts.addAll(query.families());
        parts.addAll(query.techniques());
        parts.addAll(query.tables());
        query.parameters().forEach(parameter -> parts.add(parameter.name()));
        return String.join("\n", parts);
    }

    private static boolean anyContains(List<String> texts, String part) {
        return texts.stream().anyMatch(text -> contains(text, part));
    }

    private static boolean contains(String text, String part) {
        return text.toLowerCase(Locale.ROOT).contains(part.toLowerCase(Locale.ROOT));
    }

    /** Queries as a frame to look through: one row each. */
    public static Table table(List<LibraryQuery> queries) {
        FrameBuilder frame = new FrameBuilder(COLUMNS);
        for (LibraryQuery query : queries) {
            List<String> cells = List.of(
                    query.name(),
                    String.join(", ", query.families()),
                    query.description().lines().findFirst().orElse(""),
                    query.parameters().stream()
                            .map(parameter -> parameter.name() + (parameter.isRequired() ? "" : "?"))
                            .collect(Collectors.joining(", ")),
                    String.join(", ", query.tables()),
                    String.join(", ", query.techniques()),
                    stem(query));
            for (int column = 0; column < cells.size(); column++) {
                frame.append(column, cells.get(column));
            }
        }
        return frame.build("queries");
    }

    /** All queries as a frame. */
    public Table table() {
        return table(queries);
    }

    @Override
    public String toString() {
        return queries.size() + " queries" + (skipped.isEmpty() ? "" : ", " + skipped.size() + " skipped");
    }

    /** The query that stands alone in a file, for whoever names the file and not the query. */
    public Optional<LibraryQuery> only() {
        return queries.size() == 1 ? Optional.of(queries.getFirst()) : Optional.empty();
    }
}
