package vedette.kql;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A text file of cases. A case is a line {@code # title}, the input, a line {@code --} and what is expected. With
 * {@code -Dupdate} the expected parts are written anew from what is found; a person reads the difference.
 *
 * @param path the file, in the sources
 * @param cases in their order
 */
public record CaseFile(Path path, List<Case> cases) {

    /** An input and what is expected of it, both without a final line break. */
    public record Case(String title, String input, String expected) {
        Case expecting(String found) {
            return new Case(title, input, found);
        }
    }

    /** All files below a folder of the test resources. */
    public static List<CaseFile> below(String folder) {
        try (Stream<Path> files = Files.walk(Path.of("src/test/resources/cases", folder))) {
            return files.filter(file -> file.toString().endsWith(".case"))
                    .sorted()
                    .map(CaseFile::read)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether expected parts are to be written rather than compared. */
    public static boolean isUpdate() {
        return Boolean.getBoolean("update");
    }

    static CaseFile read(Path path) {
        try {
            List<Case> cases = new ArrayList<>();
            for (String block : Files.readString(path).split("(?m)^# ")) {
                if (!block.isBlank()) {
                    cases.add(parse(block));
                }
            }
            return new CaseFile(path, List.copyOf(cases));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Case parse(String block) {
        int titleEnd = block.indexOf('\n');
        String[] parts = block.substring(titleEnd + 1).split("(?m)^--$", 2);
        String expected = parts.length == 1 ? "" : parts[1];
        return new Case(block.substring(0, titleEnd), stripped(parts[0]), stripped(expected));
    }

    private static String stripped(String text) {
        return text.replaceAll("^\n+|\n+$", "");
    }

    /** Writes the cases with what was found. */
    void write(List<Case> found) {
        StringBuilder text = new StringBuilder();
        for (Case one : found) {
            text.append("# ").append(one.title()).append('\n').append(one.input());
            text.append(one.expected().isEmpty() ? "\n\n" : "\n--\n" + one.expected() + "\n\n");
        }
        try {
            Files.writeString(path, text.toString().stripTrailing() + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
