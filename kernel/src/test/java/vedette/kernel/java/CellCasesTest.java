package vedette.kernel.java;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import vedette.display.MimeBundle;
import vedette.kernel.CellFailure;

/**
 * Runs the cells of each case file as one session. A cell starts behind a line {@code >>>}; behind its line {@code --}
 * stands what it gives (frames of the JDK left out): {@code =} a result, {@code |} printed to out, {@code ~} printed to
 * err, {@code *} displayed,
 * {@code !} an error. {@code -Dupdate} writes what cells give now.
 */
class CellCasesTest {

    private static final Path CASES = Path.of("src/test/resources/cases/java");

    @TestFactory
    Stream<DynamicTest> sessions() throws IOException {
        try (Stream<Path> files = Files.walk(CASES)) {
            List<Path> cases = files.filter(file -> file.toString().endsWith(".case"))
                    .sorted()
                    .toList();
            return cases.stream()
                    .map(file -> DynamicTest.dynamicTest(CASES.relativize(file).toString(), () -> check(file)));
        }
    }

    private static void check(Path file) throws IOException {
        String expected = Files.readString(file);
        String actual = replay(expected);
        if (Boolean.getBoolean("update") && !actual.equals(expected)) {
            Files.writeString(file, actual);
            return;
        }
        assertThat(actual).isEqualTo(expected);
    }

    private static String replay(String text) {
        String[] parts = text.split("(?m)^>>>\n", -1);
        StringBuilder actual = new StringBuilder(parts[0]);
        try (JavaLanguage language = JavaLanguage.builder().build()) {
            for (int i = 1; i < parts.length; i++) {
                int end = parts[i].indexOf("--\n");
                String code = end < 0 ? parts[i] : parts[i].substring(0, end);
                actual.append(">>>\n").append(code).append("--\n");
                evaluate(language, code.strip().isEmpty() ? code : code.substring(0, code.length() - 1), i)
                        .forEach(line -> actual.append(line).append('\n'));
                actual.append(comments(parts[i].substring(Math.max(end, 0))));
            }
        }
        return actual.toString();
    }

    /** What stands between two cells besides expectations: blank lines and remarks. */
    private static String comments(String text) {
        return text.lines()
                .filter(line -> line.isBlank() || line.startsWith("#"))
                .map(line -> line + "\n")
                .reduce("", String::concat);
    }

    static List<String> evaluate(JavaLanguage language, String code, int count) {
        RecordingContext context = new RecordingContext(count);
        List<String> lines = new ArrayList<>();
        List<String> end = new ArrayList<>();
        try {
            Optional<MimeBundle> result = language.evaluate(code, context);
            result.ifPresent(bundle -> note(end, "= ", bundle.text().orElse(bundle.toString())));
        } catch (CellFailure failure) {
            note(end, "! ", failure.name() + ": " + failure.value());
            failure.traceback().stream()
                    .filter(line -> !line.contains("at java.base/"))
                    .forEach(line -> note(end, "!   ", line.replaceAll("\u001b\\[[\\d;]*m", "")));
        }
        note(lines, "| ", context.out.toString());
        note(lines, "~ ", context.err.toString());
        context.shown.forEach(line -> note(lines, "* ", line));
        lines.addAll(end);
        return lines;
    }

    private static void note(List<String> lines, String mark, String text) {
        String here = Path.of("").toAbsolutePath().toString();
        text.lines().forEach(line -> lines.add((mark + line.replace(here, ".")).stripTrailing()));
    }
}
