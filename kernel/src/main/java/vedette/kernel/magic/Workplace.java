package vedette.kernel.magic;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import vedette.kernel.CellFailure;

/**
 * The folder and the environment that the magics and shell commands of one kernel work in. Those of the JVM itself
 * cannot be changed: {@code Path.of} and {@code System.getenv} go on as the kernel was started. Safe for any thread.
 */
public final class Workplace {

    private final AtomicReference<Path> folder =
            new AtomicReference<>(Path.of("").toAbsolutePath());
    private final Map<String, String> changes = new ConcurrentHashMap<>();

    /** The folder that relative paths start from. */
    public Path folder() {
        return folder.get();
    }

    /** A path as the user wrote it; a tilde is the user's home. */
    public Path resolve(String written) {
        String home = System.getProperty("user.home");
        String path = written.equals("~") ? home : written.startsWith("~/") ? home + written.substring(1) : written;
        return folder.get().resolve(path).normalize();
    }

    /** Moves to another folder. */
    void move(String written) {
        Path target = resolve(written);
        if (!Files.isDirectory(target)) {
            String text = "there is no folder " + target;
            throw new CellFailure("NoSuchFolder", text, java.util.List.of(text), null);
        }
        folder.set(target);
    }

    /** What the kernel was started with and what was set since, in order. */
    public Map<String, String> environment() {
        Map<String, String> all = new HashMap<>(System.getenv());
        all.putAll(changes);
        return new TreeMap<>(all);
    }

    void set(String name, String value) {
        changes.put(name, value);
    }
}
