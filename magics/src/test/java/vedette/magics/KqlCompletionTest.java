package vedette.magics;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vedette.display.MimeBundle;
import vedette.display.Renderers;
import vedette.kernel.Completion;
import vedette.kernel.Cursor;
import vedette.kernel.Detail;
import vedette.kernel.java.JavaLanguage;

/** What a notebook proposes and explains inside {@code %kql} cells; {@code ‸} marks the cursor. */
class KqlCompletionTest {

    private final JavaLanguage language = JavaLanguage.builder()
            .renderers(Renderers.load(KqlCompletionTest.class.getClassLoader()))
            .magics(List.of(new KqlLibrary()))
            .build();

    @BeforeEach
    void define() {
        language.evaluate("""
            Table logons = Table.create("logons",
                StringColumn.create("Account", "anna", "bo"),
                IntColumn.create("Failures", 3, 4));
            int threshold = 5;
            """, new RecordingCell());
    }

    @AfterEach
    void close() {
        language.close();
    }

    @Test
    void framesAndTheirColumns() {
        assertThat(proposed("%%kql\nlog‸")).contains("logons");
        assertThat(proposed("%%kql\nlogons | where ‸")).startsWith("Account", "Failures");
        assertThat(proposed("%kql logons | project F‸")).startsWith("Failures");
        assertThat(proposed("%%kql failing <<\nlogons\n| summarize n = count() by Account\n| sort by ‸"))
                .startsWith("Account", "n");
    }

    @Test
    void columnsBehindAParameter() {
        assertThat(proposed("%%kql\nlogons | where Failures > {threshold} | extend Hot = Failures | project H‸"))
                .startsWith("Hot");
    }

    @Test
    void theSecondQueryOfACell() {
        assertThat(proposed("%%kql\nlogons | take 1\n\nlogons | where A‸")).startsWith("Account");
        assertThat(proposed("%%kql\nlogons | take 1\n\nlog‸")).contains("logons");
    }

    @Test
    void javaVariablesInBraces() {
        assertThat(proposed("%%kql\nlogons | where Failures > {thr‸")).containsExactly("threshold");
    }

    @Test
    void optionsTheirValuesAndCommands() {
        assertThat(proposed("%%kql -split‸")).contains("-split=", "-split_by=");
        assertThat(proposed("%%kql -split=s‸")).containsExactly("smart");
        assertThat(proposed("%kql --sch‸")).containsExactly("--schema");
        assertThat(proposed("%kql -conn=l‸")).containsExactly("local");
    }

    @Test
    void namesOfQueriesAndSnippetsBehindCommands() {
        language.evaluate("%%kql --save failing\nlogons | where Failures > 3", new RecordingCell());

        assertThat(proposed("%kql --run faili‸")).containsExactly("failing");
        assertThat(proposed("%kql --forget ‸")).containsExactly("failing");
        assertThat(proposed("%kql --forget f‸")).containsExactly("failing");
        List<String> hunts = proposed("%kql --run ‸");
        assertThat(hunts).contains("failing").hasSizeGreaterThan(5);
        assertThat(proposed("%kql --query_help ‸")).doesNotContain("failing").hasSize(hunts.size() - 1);
        String hunt = hunts.getLast();
        assertThat(proposed("%kql --query_help " + hunt.substring(0, hunt.length() - 1) + "‸"))
                .contains(hunt);
        assertThat(proposed("%kql --run " + hunt + " ‸"))
                .allSatisfy(name -> assertThat(name).endsWith("="));
        assertThat(proposed("%kql --run " + hunt + " -tak‸")).containsExactly("-take=");
    }

    @Test
    void namesWithBlanksComeInQuotes(@TempDir Path folder) throws Exception {
        Files.writeString(folder.resolve("rule.yaml"), """
                id: 00000000-0000-0000-0000-0000000000a1
                name: Quaint "quoted" sign-ins
                description: x
                query: |
                  SigninLogs | take 1
                """);
        RecordingCell cell = new RecordingCell();
        language.evaluate("%kql --load_queries \"" + folder.toString().replace("\\", "/") + "\"", cell);

        assertThat(proposed("%kql --run Qua‸")).containsExactly("\"Quaint \\\"quoted\\\" sign-ins\"");
        assertThat(proposed("%kql --run \"quaint ‸")).containsExactly("\"Quaint \\\"quoted\\\" sign-ins\"");
        Completion completion = complete("%kql --run \"quaint ‸");
        assertThat(completion.start()).isEqualTo(new Cursor("%kql --run ".length()));
        assertThat(completion.end()).isEqualTo(new Cursor("%kql --run \"quaint ".length()));
    }

    @Test
    void otherNamesBehindCommands() {
        assertThat(proposed("%kql --conn ‸")).containsExactly("local");
        assertThat(proposed("%kql --schema log‸")).contains("logons");
        assertThat(proposed("%kql --config split‸")).containsExactly("split", "split_by");
        assertThat(proposed("%kql --help par‸")).containsExactly("parameters");
        assertThat(proposed("%kql --version ‸")).isEmpty();
        assertThat(proposed("%kql --ru‸")).containsExactly("--run");
    }

    @Test
    void theQueryThatIsSaved() {
        assertThat(proposed("%%kql --save failing\nlog‸")).contains("logons");
        assertThat(proposed("%%kql --save failing\nlogons | where A‸")).startsWith("Account");
        assertThat(proposed("%kql --save failing logons | where {thr‸")).containsExactly("threshold");
        assertThat(proposed("%%kql --save log‸")).isEmpty();
        assertThat(proposed("%kql --submit logons | where A‸")).startsWith("Account");
    }

    @Test
    void replacesTheWordAlone() {
        Completion completion = complete("%%kql\nlogons | where Fail‸ > 1");

        assertThat(completion.start()).isEqualTo(new Cursor(21));
        assertThat(completion.end()).isEqualTo(new Cursor(25));
    }

    @Test
    void inspectionTellsWhatAWordMeans() {
        assertThat(inspected("%%kql\nlogons | where Fail‸ures > 1")).isEqualTo("column Failures:int");
        assertThat(inspected("%%kql\nlogons | summ‸arize count()")).startsWith("operator summarize");
        assertThat(inspected("%%kql\nlog‸ons")).startsWith("table logons");
    }

    private List<String> proposed(String marked) {
        return complete(marked).candidates().stream()
                .map(Completion.Candidate::text)
                .toList();
    }

    private Completion complete(String marked) {
        return language.complete(marked.replace("‸", ""), new Cursor(marked.indexOf('‸')));
    }

    private String inspected(String marked) {
        MimeBundle bundle = language.inspect(marked.replace("‸", ""), new Cursor(marked.indexOf('‸')), Detail.BRIEF)
                .orElseThrow();
        return String.valueOf(bundle.data().get(MimeBundle.TEXT));
    }
}
