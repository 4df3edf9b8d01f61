package vedette.engine.source;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.concurrent.ConcurrentHashMap;
import vedette.kql.query.QueryException;

/**
 * The tables that lie in files: named ones and all of the data folders. Folders are looked into at each question, so that
 * a file put there is a table at once; what was detected of a table holds until one of its files changes. Safe for any
 * thread.
 */
public final class FileTables {

    private final Map<String, List<Path>> named;
    private final List<Path> folders;
    private final Map<String, Detected> detected = new ConcurrentHashMap<>();

    /** Tables of given files or folders by name, and those of data folders. Where names meet, the given ones win. */
    public FileTables(Map<String, List<Path>> named, List<Path> folders) {
        this.named = new LinkedHashMap<>(named);
        this.folders = List.copyOf(folders);
    }

    /** All names, given ones first; none is looked into. */
    public SequencedSet<String> names() {
        return all().sequencedKeySet();
    }

    /**
     * The table of a name, case-sensitive, looked into where that is not known yet.
     *
     * @throws QueryException where its files cannot be read; the message names them
     */
    public Optional<Source> find(String name, ConnectionSupplier connections) {
        List<Path> files = all().get(name);
        if (files == null) {
            return Optional.empty();
        }
        List<Stamp> stamps = files.stream().map(Stamp::of).toList();
        Detected known = detected.get(name);
        if (known == null || !known.stamps.equals(stamps)) {
            known = new Detected(stamps, connections.with(connection -> FileSources.detect(connection, name, files)));
            detected.put(name, known);
        }
        return Optional.of(known.source);
    }

    private LinkedHashMap<String, List<Path>> all() {
        LinkedHashMap<String, List<Path>> tables = new LinkedHashMap<>();
        named.forEach((name, paths) -> tables.put(
                name,
                paths.stream().flatMap(path -> FileSources.files(path).stream()).toList()));
        for (Path folder : folders) {
            FileSources.tables(folder).forEach((name, files) -> {
                if (!named.containsKey(name)) {
                    tables.merge(name, files, FileTables::joined);
                }
            });
        }
        return tables;
    }

    private static List<Path> joined(List<Path> one, List<Path> other) {
        List<Path> files = new ArrayList<>(one);
        files.addAll(other);
        return files;
    }

    /** Somewhere to look into files from. */
    @FunctionalInterface
    public interface ConnectionSupplier {

        /** Lends a connection for the time of one call. */
        Source with(java.util.function.Function<Connection, Source> use);
    }

    private record Detected(List<Stamp> stamps, Source source) {}

    private record Stamp(Path file, FileTime modified, long bytes) {

        static Stamp of(Path file) {
            try {
                return new Stamp(file, Files.getLastModifiedTime(file), Files.size(file));
            } catch (IOException e) {
                throw QueryException.failed("the file " + file + " does not exist or cannot be read", e);
            }
        }
    }
}
