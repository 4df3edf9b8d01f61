package vedette.house;

import java.util.Set;
import java.util.stream.Collectors;

/** The file of exceptions: a name, a colon, a reason; one a line. */
final class StyleExceptions {

    private StyleExceptions() {}

    static Set<String> read() {
        return House.read(House.ROOT.resolve("kernelspec/src/test/resources/vedette/house/style-exceptions.txt"))
                .lines()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .map(StyleExceptions::name)
                .collect(Collectors.toUnmodifiableSet());
    }

    private static String name(String line) {
        String[] parts = line.split(": ", 2);
        if (parts.length != 2 || parts[1].isBlank()) {
            throw new IllegalArgumentException("exception must have a reason: " + line);
        }
        return parts[0];
    }
}
