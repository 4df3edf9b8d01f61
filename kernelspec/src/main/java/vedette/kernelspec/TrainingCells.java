package vedette.kernelspec;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;

/** What the kernel does while the JVM watches it for the start-up cache: the cells of an ordinary first minute. */
final class TrainingCells {

    private static final Pattern SEPARATOR = Pattern.compile("(?m)^// ----$\\R?");

    private TrainingCells() {}

    static List<String> read() {
        try (InputStream cells = TrainingCells.class.getResourceAsStream("training-cells.java.txt")) {
            if (cells == null) {
                throw new IllegalStateException("this build lacks its training cells");
            }
            return SEPARATOR
                    .splitAsStream(new String(cells.readAllBytes(), StandardCharsets.UTF_8))
                    .filter(cell -> !cell.isBlank())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
