package vedette.kernelspec;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the JVM learnt by watching a session, kept beside {@code kernel.json} to make later starts quick. It is made when the
 * kernel is installed and again by a kernel that finds it outdated, after an update of the product or the JDK. Its name
 * holds a sum over what it was made from, see {@code bin/vedette}, so that an outdated one is never used.
 */
record StartCache(Kernelspec kernelspec) {

    private static final Logger LOG = LoggerFactory.getLogger(StartCache.class);
    private static final String ARCHIVE = ".aot";
    private static final String UNFINISHED = ".new";

    /** The first cells of a session have the processors for themselves. */
    private static final long DELAY_SECONDS = 10;

    /**
     * What came of making one.
     *
     * @param cache the file; none where the JVM wrote none
     * @param failure why the session that was to be watched did not work
     */
    record Outcome(Optional<Path> cache, Optional<String> failure) {}

    /** Runs a session with everyday cells and keeps what the JVM learns, in the place of anything older. */
    Outcome make() {
        Map<String, String> environment = new HashMap<>(kernelspec.environment());
        environment.put("VEDETTE_TRAIN", "1");
        try {
            delete("*" + ARCHIVE + UNFINISHED);
            KernelTrial.Outcome session =
                    new KernelTrial(kernelspec.command("{connection_file}"), environment).run(TrainingCells.read());
            return new Outcome(finish(), session.failure());
        } catch (IOException e) {
            return new Outcome(Optional.empty(), Optional.of(String.valueOf(e)));
        }
    }

    private Optional<Path> finish() throws IOException {
        Path directory = kernelspec.directory();
        try (DirectoryStream<Path> found = Files.newDirectoryStream(directory, "*" + ARCHIVE + UNFINISHED)) {
            for (Path unfinished : found) {
                String name = unfinished.getFileName().toString().replace(UNFINISHED, "");
                delete("vedette-*" + ARCHIVE);
                String sum = name.substring(0, name.length() - ARCHIVE.length());
                try (DirectoryStream<Path> indexes = Files.newDirectoryStream(directory, "vedette-*.jars")) {
                    for (Path index : indexes) {
                        if (!index.getFileName().toString().startsWith(sum + ".")) {
                            Files.delete(index);
                        }
                    }
                }
                return Optional.of(Files.move(unfinished, directory.resolve(name), StandardCopyOption.ATOMIC_MOVE));
            }
        }
        return Optional.empty();
    }

    private void delete(String pattern) throws IOException {
        try (DirectoryStream<Path> found = Files.newDirectoryStream(kernelspec.directory(), pattern)) {
            for (Path file : found) {
                Files.delete(file);
            }
        }
    }

    /** Makes it anew on a thread of its own; of many kernels that start at once, one does. */
    void remakeLater() {
        Thread.ofPlatform().daemon().name("vedette-start-cache").start(() -> {
            try {
                TimeUnit.SECONDS.sleep(DELAY_SECONDS);
                remake();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (IOException e) {
                LOG.info("the start-up cache could not be made anew", e);
            }
        });
    }

    private void remake() throws IOException {
        Path lockFile = kernelspec.directory().resolve("start-cache.lock");
        try (FileChannel channel = FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = channel.tryLock()) {
            if (lock != null) {
                Outcome outcome = make();
                LOG.info(
                        "start-up cache: {}",
                        outcome.cache().map(Path::toString).or(outcome::failure).orElse("none"));
            }
        }
    }
}
