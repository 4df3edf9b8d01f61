package vedette.kernel.java;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import vedette.kernel.CellFailure;

/** What is shown of the text that is wrong: the carets stand under it, and there is never more than one can read. */
class ExcerptTest {

    private final JavaLanguage language = JavaLanguage.builder().build();

    @AfterEach
    void close() {
        language.close();
    }

    /** In each text the stretch stands between angle quotes, which are not part of it. */
    static Stream<Arguments> texts() {
        return Stream.of(
                Arguments.of("int x = ‹\"a\"›;", "int x = \"a\";", "        ^^^"),
                Arguments.of("first\nthen ‹wrong›\nlast", "then wrong", "     ^^^^^"),
                Arguments.of("first\r\nthen ‹wrong›\r\nlast", "then wrong", "     ^^^^^"),
                Arguments.of("a ‹b\nc› d", "a b", "  ^"),
                Arguments.of("missing‹›", "missing", "       ^"),
                Arguments.of("", "", "^"),
                Arguments.of("\t\tx ‹y›", "\t\tx y", "\t\t  ^"),
                Arguments.of("var 名前 = ‹x›;", "var 名前 = x;", "           ^"),
                Arguments.of("f(\"ｶﾅ\", ‹カナ›)", "f(\"ｶﾅ\", カナ)", "        ^^^^"),
                Arguments.of("\"😀\" + ‹😀›;", "\"😀\" + 😀;", "       ^^"),
                Arguments.of("\"𝒳𝒴\" + ‹z›", "\"𝒳𝒴\" + z", "       ^"),
                Arguments.of("\"e\u0301\" + ‹z›", "\"e\u0301\" + z", "      ^"),
                Arguments.of("\"\u001b[1m\" + ‹z›", "\"\\u001b[1m\" + z", "              ^"),
                Arguments.of(
                        "x".repeat(500) + " ‹wrong› " + "y".repeat(500),
                        "…" + "x".repeat(39) + " wrong " + "y".repeat(74) + "…",
                        " ".repeat(41) + "^^^^^"),
                Arguments.of("‹" + "x".repeat(500) + "›", "x".repeat(120) + "…", "^".repeat(120)),
                Arguments.of("x".repeat(500) + "‹›", "…" + "x".repeat(40), " ".repeat(41) + "^"),
                Arguments.of("𝒳".repeat(300) + "!‹z›", "…" + "𝒳".repeat(20) + "!z", " ".repeat(22) + "^"),
                Arguments.of("‹z›!!" + "𝒳".repeat(300), "z!!" + "𝒳".repeat(58) + "…", "^"));
    }

    @ParameterizedTest
    @MethodSource("texts")
    void caretsStandUnderTheText(String marked, String line, String carets) {
        int start = Math.max(0, marked.indexOf('‹'));
        int end = Math.max(0, marked.indexOf('›') - 1);
        assertThat(Excerpt.of(marked.replaceAll("[‹›]", ""), start, end)).isEqualTo(new Excerpt(line, carets));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "String text = \"#\"; int x = text;",
                "int x = \"a\"; String text = \"#\";",
                "/* # */ int x = \"a\"; /* # */",
                "int # = \"a\";",
                "new #()",
                "value.#",
                "throw new IllegalStateException(\"!\".repeat(5_000_000));",
                "throw new IllegalStateException(\"!\\n\".repeat(5_000_000));",
                "throw new IllegalStateException(\"short\", new RuntimeException(\"!\".repeat(5_000_000)));",
                "%#",
                "%who #",
                "%cd #",
                "%load #",
                "%history #",
                "%jars /#",
                "%%#\nx",
            })
    void whatIsShownOfAFailureIsBounded(String template) {
        String code = template.replace("#", "x".repeat(1_000_000));
        CellFailure failure =
                catchThrowableOfType(CellFailure.class, () -> language.evaluate(code, new RecordingContext(1)));
        if (failure != null) {
            assertThat(failure.value()).hasSizeLessThan(3_000);
            assertThat(String.join("\n", failure.traceback())).hasSizeLessThan(50_000);
        }
    }

    @Test
    void aProblemInALineOfManyMegabytesIsFoundInIt() {
        String code = "String text = \"\"; /* " + "x".repeat(21_000_000) + " */ int x = text;";
        CellFailure failure =
                catchThrowableOfType(CellFailure.class, () -> language.evaluate(code, new RecordingContext(1)));
        assertThat(failure.traceback().getLast()).endsWith(" ^^^^");
        assertThat(failure.traceback().get(1)).endsWith("*/ int x = text;").hasSizeLessThan(100);
    }
}
