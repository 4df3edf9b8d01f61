package vedette.kql;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Queries that people wrote, where they lie beside the checkout; skipped where they do not. */
class CorpusTest {

    private static final Pattern QUERY = Pattern.compile("\"query\": \"((?:[^\"\\\\]|\\\\.)*+)\"");
    private static final Pattern ESCAPE = Pattern.compile("\\\\(?:u([0-9a-fA-F]{4})|(.))");
    private static final int EACH_FOR_TRUNCATION = 300;

    /** At least so many are accepted; the rest are comparisons by '=', which only another parser takes, and patterns. */
    @ParameterizedTest
    @CsvSource({"corpus.jsonl, 5193", "kusto-verdicts.jsonl, 968", "docs-verdicts.jsonl, 502"})
    void comesBackAsItWasAndIsAccepted(String file, int accepted) throws IOException {
        List<String> queries = queries(file);
        queries.forEach(query -> assertThat(text(query)).isEqualTo(query));
        assertThat(queries.stream().filter(query -> !Kql.parse(query).hasErrors()))
                .hasSizeGreaterThanOrEqualTo(accepted);
    }

    @ParameterizedTest
    @CsvSource({"corpus.jsonl", "kusto-verdicts.jsonl", "docs-verdicts.jsonl"})
    void comesBackAsItWasWhereverItIsCutOff(String file) throws IOException {
        List<String> queries = queries(file);
        for (int i = 0; i < queries.size(); i += EACH_FOR_TRUNCATION) {
            String query = queries.get(i);
            int most = Math.min(query.length(), 1_500);
            for (int end = 0; end < most; end++) {
                assertThat(text(query.substring(0, end))).isEqualTo(query.substring(0, end));
            }
        }
    }

    private static String text(String query) {
        return Kql.parse(query).program().text();
    }

    private static List<String> queries(String file) throws IOException {
        Path folder = Path.of("").toAbsolutePath();
        while (folder != null && !Files.exists(folder.resolve("shared/data/kql").resolve(file))) {
            folder = folder.getParent();
        }
        Assumptions.assumeTrue(folder != null, "no shared/data/kql/" + file + " beside the checkout");
        return Files.readAllLines(folder.resolve("shared/data/kql").resolve(file)).stream()
                .map(QUERY::matcher)
                .filter(Matcher::find)
                .map(found -> decoded(found.group(1)))
                .toList();
    }

    /** A JSON string's value. */
    private static String decoded(String json) {
        return ESCAPE.matcher(json)
                .replaceAll(escape -> Matcher.quoteReplacement(
                        escape.group(1) != null
                                ? Character.toString(Integer.parseInt(escape.group(1), 16))
                                : simple(escape.group(2).charAt(0))));
    }

    private static String simple(char escape) {
        int index = "nrtbf".indexOf(escape);
        return index < 0 ? String.valueOf(escape) : "\n\r\t\b\f".substring(index, index + 1);
    }
}
