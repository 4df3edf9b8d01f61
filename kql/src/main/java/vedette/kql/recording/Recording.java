package vedette.kql.recording;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import vedette.kql.query.QueryResult;

/**
 * A folder of answers, each found again by all that was asked: two questions that differ in anything never share one. Safe
 * for any thread, and for several kernels at once.
 */
public final class Recording {

    private static final String ENDING = ".answer.jsonl";

    private final Path folder;

    /** A recording in a folder, which is made when the first answer comes. */
    public Recording(Path folder) {
        this.folder = folder;
    }

    /** All that makes a question what it is, in an order that is always the same. */
    public record Key(List<String> parts) {

        public Key {
            parts = List.copyOf(parts);
        }

        private String hash() {
            try {
                MessageDigest digest = MessageDigest.getInstance("SHA-256");
                for (String part : parts) {
                    byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
                    // Lengths go first, so that no two lists of parts make the same text.
                    digest.update((bytes.length + ":").getBytes(StandardCharsets.UTF_8));
                    digest.update(bytes);
                }
                return HexFormat.of().formatHex(digest.digest());
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("every JDK has SHA-256", e);
            }
        }
    }

    /** Where the answers lie. */
    public Path folder() {
        return folder;
    }

    /**
     * The answer to a question, where there is one.
     *
     * @throws UncheckedIOException where the file cannot be read or is damaged
     */
    public Optional<QueryResult> find(Key key) {
        try {
            return Optional.of(AnswerFile.read(file(key)).answer());
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
    }

    /**
     * Keeps an answer; a former one to the same question is replaced.
     *
     * @throws UncheckedIOException where it cannot be written
     */
    public void keep(Key key, AnswerFile answer) {
        try {
            answer.write(file(key));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot record into " + folder + ": " + e.getMessage(), e);
        }
    }

    /** How many answers there are. */
    public long size() {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Recording::isAnswer).count();
        } catch (NoSuchFileException e) {
            return 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
    }

    /** Removes all answers, and the folder where nothing else is in it. */
    public void clear() {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(Recording::isAnswer).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (NoSuchFileException e) {
            return;
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
        try {
            Files.deleteIfExists(folder);
        } catch (IOException e) {
            // What is not ours stays, and its folder with it.
            return;
        }
    }

    private static boolean isAnswer(Path file) {
        return file.getFileName().toString().endsWith(ENDING);
    }

    private Path file(Key key) {
        return folder.resolve(key.hash() + ENDING);
    }
}
