package vedette.kernelspec;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The tree that this program was started from.
 *
 * @param home the directory that holds {@code bin}, {@code lib} and {@code examples}
 * @param java the program of the JDK that runs it
 */
record Product(Path home, Path java) {

    private static final boolean WINDOWS = System.getProperty("os.name").startsWith("Windows");

    /** The product that runs now, as its launcher says. */
    static Product current() {
        String home = System.getProperty("vedette.home");
        if (home == null) {
            throw new CommandFailure("start me by bin/vedette; it says where the product is");
        }
        Path java = Path.of(System.getProperty("java.home"), "bin", WINDOWS ? "java.exe" : "java");
        return new Product(Path.of(home).toAbsolutePath().normalize(), java);
    }

    /** The program that finds the JVM's flags. */
    Path launcher() {
        Path launcher = home.resolve("bin").resolve(WINDOWS ? "vedette.cmd" : "vedette");
        if (!Files.isRegularFile(launcher)) {
            throw new CommandFailure("the product is incomplete: there is no " + launcher);
        }
        return launcher;
    }
}
