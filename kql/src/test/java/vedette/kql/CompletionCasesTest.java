package vedette.kql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import vedette.frame.ColumnSchema;
import vedette.frame.KqlType;
import vedette.kql.catalogue.Catalogue;
import vedette.kql.completion.Proposal;
import vedette.kql.completion.Proposals;
import vedette.kql.grammar.OperatorSpec;

/** What is proposed at the cursors of text cases, and what words mean. */
class CompletionCasesTest {

    private static final Catalogue CATALOGUE = new Catalogue(Map.of(
            "SigninLogs",
            List.of(
                    new ColumnSchema("TimeGenerated", KqlType.DATETIME),
                    new ColumnSchema("UserName", KqlType.STRING),
                    new ColumnSchema("Attempts", KqlType.LONG),
                    new ColumnSchema("Details", KqlType.DYNAMIC)),
            "Devices",
            List.of(new ColumnSchema("Device Name", KqlType.STRING), new ColumnSchema("Owner", KqlType.STRING))));

    /** As many of each kind as say what came first; the rest is a number. */
    private static final int SHOWN = 6;

    @TestFactory
    Stream<DynamicTest> proposals() {
        return CaseFile.below("completion").stream()
                .map(file -> DynamicTest.dynamicTest(file.path().toString(), () -> {
                    List<CaseFile.Case> found = file.cases().stream()
                            .map(CompletionCasesTest::answered)
                            .toList();
                    if (CaseFile.isUpdate()) {
                        file.write(found);
                    }
                    assertThat(found).containsExactlyElementsOf(CaseFile.isUpdate() ? found : file.cases());
                }));
    }

    private static CaseFile.Case answered(CaseFile.Case one) {
        int cursor = one.input().indexOf('‸');
        String text = one.input().replace("‸", "");
        Proposals proposals = Kql.complete(text, cursor, CATALOGUE);
        List<String> lines = new ArrayList<>();
        lines.add("replaces \""
                + text.substring(
                        proposals.replaced().start(), proposals.replaced().end()) + "\"");
        proposals.items().stream().collect(Collectors.groupingBy(Proposal::kind)).entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(kind -> lines.add(kind.getKey() + " " + shown(kind.getValue())));
        return one.expecting(String.join("\n", lines));
    }

    private static String shown(List<Proposal> proposals) {
        String first = proposals.stream().limit(SHOWN).map(Proposal::text).collect(Collectors.joining("  "));
        return proposals.size() > SHOWN ? first + "  and " + (proposals.size() - SHOWN) + " more" : first;
    }

    @Test
    void describesWordsByWhereTheyStand() {
        String text = "SigninLogs | where UserName has \"x\" | summarize count() by bin(TimeGenerated, 1h)";
        assertThat(described(text, "Signin")).contains("table SigninLogs").contains("  Attempts:long");
        assertThat(described(text, "where")).startsWith("operator where\nKeeps the rows");
        assertThat(described(text, "UserName")).isEqualTo("column UserName:string");
        assertThat(described(text, "count")).contains("count()");
        assertThat(described(text, "bin")).startsWith("bin(");
        assertThat(Kql.describe(text, text.indexOf("\"x\"") + 1, CATALOGUE)).isEmpty();
    }

    private static String described(String text, String word) {
        return Kql.describe(text, text.indexOf(word) + 1, CATALOGUE).orElseThrow();
    }

    @Test
    void neverFailsWhereverTheCursorStands() {
        List<String> texts = OperatorSpec.all().stream()
                .map(OperatorSpec::example)
                .map(example -> "let x = 1; SigninLogs | join (" + example + ") on $left.a == $right.b | where [\"'`")
                .toList();
        for (String text : texts) {
            for (int cursor = 0; cursor <= text.length(); cursor++) {
                Proposals proposals = Kql.complete(text, cursor, CATALOGUE);
                assertThat(proposals.replaced().end()).isEqualTo(cursor);
                Kql.describe(text, cursor, CATALOGUE);
            }
        }
    }
}
