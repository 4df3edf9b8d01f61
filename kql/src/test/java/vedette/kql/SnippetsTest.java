package vedette.kql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vedette.kql.Snippets.Preamble;

class SnippetsTest {

    private static final Predicate<String> NO_TABLE = name -> false;

    private final Snippets snippets = Snippets.NONE
            .with("failures", "SecurityEvent | where EventID == 4625 // the failed ones")
            .with(
                    "accounts",
                    "let most = 5;\nfailures | summarize n = count() by Account | where n > most\n| render piechart");

    @Test
    void whatAQueryNamesIsPutBeforeItAndWhatThatNeedsBeforeThat() {
        Preamble preamble = snippets.preamble("accounts | count", NO_TABLE);

        assertThat(preamble.before("accounts | count")).isEqualTo("""
                let failures = view () {
                SecurityEvent | where EventID == 4625
                };
                let accounts = view () {
                let most = 5;
                failures | summarize n = count() by Account | where n > most
                };
                accounts | count""");
        assertThat(Kql.parse(preamble.before("accounts | count")).problems()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "T | where Account in (failures)",
                "union T, failures",
                "T | join kind=inner (failures | take 1) on Account",
                "print n = toscalar(failures | count)",
                "let x = failures; x",
                "['failures']"
            })
    void snippetsAreNamedWhereverATableCanStand(String query) {
        assertThat(snippets.preamble(query, NO_TABLE).definitions())
                .extracting(Snippets.Definition::name)
                .containsExactly("failures");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "T | where x == \"failures\"",
                "T // failures",
                "let failures = T; failures",
                "let f = (failures: (*)) { failures }; f(T)",
                "Failures | count",
                ""
            })
    void othersNeedNothing(String query) {
        assertThat(snippets.preamble(query, NO_TABLE)).isEqualTo(new Preamble(0, "", List.of(), List.of()));
    }

    @Test
    void aTableGoesBeforeASnippet() {
        Preamble preamble = snippets.preamble("accounts | union failures", "failures"::equals);

        assertThat(preamble.hidden()).containsExactly("failures");
        assertThat(preamble.definitions()).extracting(Snippets.Definition::name).containsExactly("accounts");
    }

    @Test
    void definitionsStandBehindWhatMustComeFirst() {
        String query = "set notruncation;\nfailures | take 1";

        assertThat(snippets.preamble(query, NO_TABLE).before(query))
                .startsWith("set notruncation;let failures = view () {")
                .endsWith("};\n\nfailures | take 1");
    }

    @Test
    void placesTellWhichSnippetTheyBelongTo() {
        Preamble preamble = snippets.preamble("accounts", NO_TABLE);
        String text = preamble.before("accounts");

        assertThat(preamble.at(text.indexOf("4625")))
                .get()
                .extracting(Snippets.Definition::name)
                .isEqualTo("failures");
        assertThat(preamble.at(text.indexOf("most")))
                .get()
                .extracting(Snippets.Definition::name)
                .isEqualTo("accounts");
        assertThat(preamble.at(text.lastIndexOf("accounts"))).isEmpty();
    }

    @Test
    void whatCannotBeASnippetIsRefused() {
        for (String name : List.of("", "a b", "1a", "print", "union", "x.y", "['x']", "x|y", "x;y", "let", "x//")) {
            assertThatThrownBy(() -> snippets.with(name, "T")).as(name).hasMessageContaining("cannot name a snippet");
        }
        for (String text :
                List.of("", "T | where", "T; U", "set x; T", "let a = 1;", "T }; print 1", "T | where x == \"")) {
            assertThatThrownBy(() -> snippets.with("x", text)).as(text).hasMessageContaining("a snippet must be");
        }
    }

    @Test
    void noSnippetUsesItself() {
        assertThatThrownBy(() -> snippets.with("loop", "loop | take 1"))
                .hasMessage("the snippet 'loop' would use itself; save it under another name");
        assertThatThrownBy(() -> snippets.with("failures", "accounts | take 1"))
                .hasMessageContaining("would use itself by way of accounts");
        assertThatThrownBy(() -> snippets.preamble("let failures = T; accounts", NO_TABLE))
                .hasMessageContaining("the query defines 'failures'");
    }

    @Test
    void savedAgainAndTakenAway() {
        assertThat(snippets.with("failures", "T").text("failures")).contains("T");
        assertThat(snippets.without("failures").all()).containsOnlyKeys("accounts");
    }
}
