package vedette.engine.source;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import vedette.engine.duckdb.DuckErrors;
import vedette.engine.duckdb.Sql;
import vedette.kql.query.QueryException;

/**
 * Tables out of files: which files make up a table, and, by looking into them, which columns it has. Nothing is kept;
 * whoever asks remembers the answer.
 */
public final class FileSources {

    /*
     * Types are detected from all rows of files up to this size and from the first rows of larger ones, which would take
     * seconds; a later row that does not fit then fails the query with the file's name, and is never dropped.
     */
    private static final long SAMPLED_FROM_BYTES = 64L << 20;
    private static final int SAMPLE_ROWS = 100_000;

    private FileSources() {}

    /**
     * The tables of a data folder: each file whose format is known is one, and each folder of such files. Sorted by name;
     * where a file and a folder share one, both are read.
     */
    public static Map<String, List<Path>> tables(Path folder) {
        Map<String, List<Path>> tables = new LinkedHashMap<>();
        for (Path entry : list(folder)) {
            if (Files.isDirectory(entry)) {
                List<Path> files = known(entry);
                if (!files.isEmpty()) {
                    tables.computeIfAbsent(entry.getFileName().toString(), name -> new ArrayList<>())
                            .addAll(files);
                }
            } else if (FileFormat.of(entry).isPresent()) {
                tables.computeIfAbsent(FileFormat.tableName(entry), name -> new ArrayList<>())
                        .add(entry);
            }
        }
        return tables;
    }

    /** The name of the table that a file or folder holds. */
    public static String tableName(Path path) {
        return FileFormat.tableName(path);
    }

    /** The files of a table: the file itself, or those of a folder whose format is known. */
    public static List<Path> files(Path path) {
        return Files.isDirectory(path) ? known(path) : List.of(path);
    }

    /**
     * Looks into files to find the columns of the table that they hold together.
     *
     * @throws QueryException where a file does not exist, is empty, malformed or of no known format; the message names it
     */
    public static Source detect(Connection connection, String name, List<Path> files) {
        if (files.isEmpty()) {
            throw QueryException.failed("table '" + name + "' has no files; add a CSV, JSON or Parquet file", null);
        }
        FileFormat format = commonFormat(name, files);
        String paths = files.stream()
                .map(file -> Sql.string(file.toAbsolutePath().toString()))
                .collect(Collectors.joining(", ", "[", "]"));
        try {
            return switch (format) {
                case CSV -> csv(connection, name, files, paths);
                case JSON -> json(connection, name, files, paths);
                case PARQUET -> parquet(connection, name, paths);
            };
        } catch (SQLException e) {
            throw QueryException.failed(
                    "cannot read table '" + name + "' from " + shown(files) + ": " + DuckErrors.readable(e), e);
        }
    }

    private static Source csv(Connection connection, String name, List<Path> files, String paths) throws SQLException {
        String options = paths + ", union_by_name = true, null_padding = false, ignore_errors = false, sample_size = "
                + sampleRows(files);
        Map<String, String> types = describe(connection, "read_csv(" + options + ")");
        keepSpelling(connection, paths, types);
        boolean isoDates = !types.containsValue("TIMESTAMP") || hasIsoTimestamps(connection, paths);
        return text(name, "read_csv(" + options, "types", types, isoDates);
    }

    /*
     * DuckDB reads 0x3e7 and 007 as numbers. To whoever hunts they are identifiers, and a number would lose how they were
     * written: such columns stay text.
     */
    private static void keepSpelling(Connection connection, String paths, Map<String, String> types)
            throws SQLException {
        List<String> numbers = types.entrySet().stream()
                .filter(column -> column.getValue().equals("BIGINT"))
                .map(Map.Entry::getKey)
                .toList();
        if (numbers.isEmpty()) {
            return;
        }
        String checks = numbers.stream()
                .map(column -> "bool_or(regexp_matches(" + Sql.identifier(column) + ", '^\\s*[-+]?0[0-9a-zA-Z_]|_'))")
                .collect(Collectors.joining(", "));
        String asText = types.entrySet().stream()
                .map(column -> Sql.string(column.getKey()) + ": 'VARCHAR'")
                .collect(Collectors.joining(", ", "{", "}"));
        String query = "SELECT " + checks + " FROM (SELECT * FROM read_csv(" + paths
                + ", union_by_name = true, types = " + asText + ") LIMIT " + SAMPLE_ROWS + ")";
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            for (int i = 0; i < numbers.size(); i++) {
                if (row.getBoolean(i + 1)) {
                    types.put(numbers.get(i), "VARCHAR");
                }
            }
        }
    }

    private static Source json(Connection connection, String name, List<Path> files, String paths) throws SQLException {
        String options = paths + ", union_by_name = true, ignore_errors = false, maximum_object_size = 67108864";
        Map<String, String> types = describe(
                connection,
                "read_json(" + options + ", maximum_depth = 2, convert_strings_to_integers = false, sample_size = "
                        + sampleRows(files) + ")");
        return text(name, "read_json(" + options, "columns", types, true);
    }

    private static Source parquet(Connection connection, String name, String paths) throws SQLException {
        String relation = "read_parquet(" + paths + ", union_by_name = true)";
        List<SourceColumn> columns = new ArrayList<>();
        describe(connection, relation).forEach((column, type) -> columns.add(ColumnMapping.of(column, type)));
        return new Source(name, relation, columns);
    }

    /** A source whose files are text: datetimes are read as text and converted by us, the rest as detected. */
    private static Source text(
            String name, String call, String option, Map<String, String> types, boolean isoTimestamps) {
        List<SourceColumn> columns = new ArrayList<>();
        List<String> read = new ArrayList<>();
        types.forEach((column, type) -> {
            boolean timestamp = type.startsWith("TIMESTAMP") && isoTimestamps;
            // Text that looks like a UUID is text: which case it is written in must not change.
            String readAs = timestamp || type.equals("UUID") ? "VARCHAR" : isNested(type) ? "JSON" : type;
            columns.add(timestamp ? ColumnMapping.datetimeText(column) : ColumnMapping.of(column, readAs));
            read.add(Sql.string(column) + ": " + Sql.string(readAs));
        });
        return new Source(name, call + ", " + option + " = {" + String.join(", ", read) + "})", columns);
    }

    private static boolean isNested(String type) {
        return type.endsWith("]") || type.startsWith("STRUCT") || type.startsWith("MAP");
    }

    private static boolean hasIsoTimestamps(Connection connection, String paths) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery("SELECT TimestampFormat FROM sniff_csv(" + firstOf(paths) + ")")) {
            return !rows.next()
                    || Optional.ofNullable(rows.getString(1)).orElse("").isEmpty();
        }
    }

    private static String firstOf(String paths) {
        return "list_extract(" + paths + ", 1)";
    }

    private static Map<String, String> describe(Connection connection, String relation) throws SQLException {
        Map<String, String> types = new LinkedHashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("DESCRIBE SELECT * FROM " + relation)) {
            while (rows.next()) {
                types.put(rows.getString(1), rows.getString(2));
            }
        }
        return types;
    }

    private static FileFormat commonFormat(String name, List<Path> files) {
        List<FileFormat> formats = files.stream()
                .map(file -> FileFormat.of(file)
                        .orElseThrow(() -> QueryException.failed(
                                "cannot tell the format of " + file
                                        + "; its name must end in .csv, .tsv, .json, .jsonl or .parquet, perhaps with"
                                        + " .gz",
                                null)))
                .distinct()
                .toList();
        for (Path file : files) {
            if (!Files.isReadable(file)) {
                throw QueryException.failed(
                        "the file " + file + " of table '" + name + "' does not exist or cannot be read", null);
            }
        }
        if (formats.size() > 1) {
            throw QueryException.failed(
                    "the files of table '" + name + "' have different formats: "
                            + formats.stream()
                                    .map(format -> format.name().toLowerCase(Locale.ROOT))
                                    .collect(Collectors.joining(" and "))
                            + "; put them into tables of their own",
                    null);
        }
        return formats.getFirst();
    }

    private static long sampleRows(List<Path> files) {
        try {
            long bytes = 0;
            for (Path file : files) {
                bytes += Files.size(file);
            }
            return bytes < SAMPLED_FROM_BYTES ? -1 : SAMPLE_ROWS;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Path> known(Path folder) {
        return list(folder).stream()
                .filter(file -> Files.isRegularFile(file) && FileFormat.of(file).isPresent())
                .toList();
    }

    private static List<Path> list(Path folder) {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(entry -> !entry.getFileName().toString().startsWith("."))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw QueryException.failed("cannot read the folder " + folder + ": " + e.getMessage(), e);
        }
    }

    private static String shown(List<Path> files) {
        return files.size() == 1
                ? files.getFirst().toString()
                : files.getFirst() + " and " + (files.size() - 1) + " more";
    }
}
