package vedette.magics;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import vedette.kql.Spelling;
import vedette.magics.OptionSpec.State;
import vedette.magics.OptionSpec.Type;

/**
 * All options of {@code %kql}, from the one file that also help, completion, {@code --config} and the page for users are
 * made of. Read when first asked for.
 */
final class OptionTable {

    private static final String FILE = "options.txt";

    private OptionTable() {}

    private static final class Loaded {
        private static final List<OptionSpec> ALL = read();
        private static final Map<String, OptionSpec> BY_NAME = index();

        private static List<OptionSpec> read() {
            List<OptionSpec> options = new ArrayList<>();
            String heading = "";
            for (String line : lines()) {
                if (line.startsWith("## ")) {
                    heading = line.substring(3);
                } else if (!line.isBlank() && !line.startsWith("#")) {
                    options.add(option(line, heading));
                }
            }
            return List.copyOf(options);
        }

        private static OptionSpec option(String line, String heading) {
            String[] cells = line.split("\\|", 7);
            List<String> parts = Arrays.stream(cells).map(String::strip).toList();
            return new OptionSpec(
                    parts.get(0),
                    list(parts.get(1)),
                    Type.valueOf(parts.get(2).toUpperCase(Locale.ROOT)),
                    Optional.of(parts.get(3)).filter(text -> !text.isEmpty()),
                    list(parts.get(4)),
                    State.valueOf(parts.get(5).toUpperCase(Locale.ROOT)),
                    parts.get(6),
                    heading);
        }

        private static List<String> list(String cell) {
            return Arrays.stream(cell.split(","))
                    .map(String::strip)
                    .filter(text -> !text.isEmpty())
                    .toList();
        }

        private static Map<String, OptionSpec> index() {
            Map<String, OptionSpec> byName = new LinkedHashMap<>();
            for (OptionSpec option : ALL) {
                byName.putIfAbsent(normal(option.name()), option);
            }
            for (OptionSpec option : ALL) {
                option.abbreviations().forEach(name -> byName.putIfAbsent(normal(name), option));
            }
            return byName;
        }

        private static List<String> lines() {
            try (InputStream in = OptionTable.class.getResourceAsStream(FILE)) {
                return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                        .lines()
                        .toList();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** All options in the order of the file. */
    static List<OptionSpec> all() {
        return Loaded.ALL;
    }

    /** The option of a name or abbreviation; case, hyphens and underscores do not count. */
    static Optional<OptionSpec> find(String written) {
        return Optional.ofNullable(Loaded.BY_NAME.get(normal(written)));
    }

    /**
     * The option of a name that the code knows.
     *
     * @throws IllegalArgumentException where the table has no such option
     */
    static OptionSpec get(String name) {
        return find(name).orElseThrow(() -> new IllegalArgumentException("name must be an option's: " + name));
    }

    /** A word on what an unknown name was meant to be. */
    static String advice(String written) {
        List<String> names = Loaded.ALL.stream().map(OptionSpec::name).toList();
        return Spelling.nearest(normal(written), List.copyOf(Loaded.BY_NAME.keySet()))
                .map(near -> "did you mean '-" + Loaded.BY_NAME.get(near).name() + "'?")
                .or(() -> Spelling.nearest(written, names).map(near -> "did you mean '-" + near + "'?"))
                .orElse("%kql --help options lists them");
    }

    /** A name as names are compared. */
    static String normal(String name) {
        return name.toLowerCase(Locale.ROOT).replace("-", "").replace("_", "");
    }
}
