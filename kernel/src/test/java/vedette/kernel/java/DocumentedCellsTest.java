package vedette.kernel.java;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The page on Java in cells tells the truth: each example gives what stands under it. */
class DocumentedCellsTest {

    private static final Path PAGE = Path.of("../docs/java-cells.md");
    private static final Pattern EXAMPLE = Pattern.compile("(?s)```java\n(.*?)\n```\n```text\n(.*?)```");

    @Test
    void examplesGiveWhatStandsUnderThem() throws IOException {
        String page = Files.readString(PAGE);
        StringBuilder actual = new StringBuilder();
        for (String section : page.split("(?m)(?=^## )", -1)) {
            actual.append(replay(section));
        }
        assertThat(page).contains("```java");
        assertThat(actual.toString()).isEqualTo(page);
    }

    private static String replay(String section) {
        Matcher example = EXAMPLE.matcher(section);
        try (JavaLanguage language = JavaLanguage.builder().build()) {
            int[] count = {0};
            return example.replaceAll(found -> {
                List<String> lines = CellCasesTest.evaluate(language, found.group(1), ++count[0]);
                String given = lines.isEmpty() ? "" : String.join("\n", lines) + "\n";
                return Matcher.quoteReplacement("```java\n" + found.group(1) + "\n```\n```text\n" + given + "```");
            });
        }
    }
}
