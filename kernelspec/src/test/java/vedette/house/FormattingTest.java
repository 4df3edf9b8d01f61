package vedette.house;

import static org.assertj.core.api.Assertions.assertThat;

import com.palantir.javaformat.java.Formatter;
import com.palantir.javaformat.java.FormatterException;
import com.palantir.javaformat.java.ImportOrderer;
import com.palantir.javaformat.java.JavaFormatterOptions;
import com.palantir.javaformat.java.JavaFormatterOptions.Style;
import com.palantir.javaformat.java.RemoveUnusedImports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * All sources look as palantir-java-format prints them. A test and no build plugin, because the formatter parses with the
 * compiler of the Java it runs on: plugins run on Maven's, which may be too old for the language we write.
 */
class FormattingTest {

    private static final boolean UPDATE = Boolean.getBoolean("update");

    private final Formatter formatter = Formatter.createFormatter(
            JavaFormatterOptions.builder().style(Style.PALANTIR).build());

    @Test
    void everySourceIsFormatted() throws FormatterException, IOException {
        List<Path> unformatted = new ArrayList<>();
        List<Path> sources = Stream.concat(House.sources("main").stream(), House.sources("test").stream())
                .toList();
        for (Path source : sources) {
            String text = House.read(source);
            String formatted = format(text);
            if (!formatted.equals(text)) {
                unformatted.add(House.ROOT.relativize(source));
                if (UPDATE) {
                    Files.writeString(source, formatted);
                }
            }
        }

        assertThat(sources).hasSizeGreaterThan(100);
        assertThat(unformatted)
                .as("not formatted; mvn -pl kernelspec -am test -Dtest=FormattingTest -Dupdate formats them")
                .isEmpty();
    }

    private String format(String text) throws FormatterException {
        String ordered = ImportOrderer.reorderImports(RemoveUnusedImports.removeUnusedImports(text), Style.PALANTIR);
        return formatter.formatSource(ordered);
    }
}
