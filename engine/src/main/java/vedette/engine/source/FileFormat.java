package vedette.engine.source;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The kinds of file that hold a table, told by the ends of their names, of which the longest that fits counts. */
enum FileFormat {
    CSV(".csv", ".tsv", ".csv.gz", ".tsv.gz"),
    JSON(".json", ".jsonl", ".ndjson", ".json.gz", ".jsonl.gz", ".ndjson.gz"),
    PARQUET(".parquet");

    private final List<String> endings;

    FileFormat(String... endings) {
        this.endings = List.of(endings);
    }

    /** The format of a file, empty where its name tells none. */
    static Optional<FileFormat> of(Path file) {
        for (FileFormat format : values()) {
            if (format.ending(file).isPresent()) {
                return Optional.of(format);
            }
        }
        return Optional.empty();
    }

    /** The name that a file's table has: the file's own without the ending. */
    static String tableName(Path file) {
        String name = file.getFileName().toString();
        return of(file).flatMap(format -> format.ending(file))
                .map(ending -> name.substring(0, name.length() - ending.length()))
                .orElse(name);
    }

    private Optional<String> ending(Path file) {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        return endings.stream().filter(name::endsWith).findFirst();
    }
}
