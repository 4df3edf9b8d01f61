package vedette.kql;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ExcerptTest {

    @Test
    void showsTheLineTheCaretsAndTheSuggestion() {
        String text = "SigninLogs\n| summarise count()\n| take 1";
        Problem problem = Problem.of(ProblemCode.UNKNOWN_OPERATOR, new Span(13, 22), "summarise", "did you mean this?");
        assertThat(Excerpt.of(text, problem)).isEqualTo("""
            2:3: unknown operator 'summarise' (KQL103)
              | summarise count()
                ^^^^^^^^^
              did you mean this?\
            """);
    }

    @Test
    void alignsBehindTabsAndWideCharacters() {
        assertThat(lines("\tprint 日本, x", 11, 12)).containsExactly("      print 日本, x", "                  ^");
    }

    @Test
    void pointsBehindTheLineForWhatIsMissing() {
        assertThat(lines("print", 5, 5)).containsExactly("  print", "       ^");
        assertThat(lines("", 0, 0)).containsExactly("  ", "  ^");
    }

    @Test
    void showsTheFirstLineOfSeveral() {
        assertThat(lines("ab\r\ncd", 1, 6)).containsExactly("  ab", "   ^");
    }

    @Test
    void cutsLongLinesAroundThePlace() {
        String text = "a".repeat(500) + "!" + "b".repeat(500);
        var lines = lines(text, 500, 501);
        assertThat(lines[0])
                .hasSizeLessThan(110)
                .contains("a!b")
                .startsWith("  …")
                .endsWith("…");
        assertThat(lines[1].indexOf('^')).isEqualTo(lines[0].indexOf('!'));
    }

    @Test
    void letsNoControlCharacterThrough() {
        String text = "print \u001b[2J\u202e\u0007\u0085\u200b x";
        String excerpt = Excerpt.of(text, Problem.of(ProblemCode.UNKNOWN_CHARACTER, new Span(6, 7), "\u001b"));
        assertThat(excerpt.replace("\n", "").codePoints())
                .noneMatch(c -> Character.isISOControl(c) || Character.getType(c) == Character.FORMAT);
        assertThat(excerpt).contains("␛[2J<U+202E>␇<U+0085><U+200B> x");
    }

    @Test
    void countsColumnsInCodePointsAndLinesByAnyBreak() {
        assertThat(Excerpt.place("😀x", 2)).isEqualTo("1:2");
        assertThat(Excerpt.place("a\r\nb\rc\nd", 7)).isEqualTo("4:1");
        assertThat(Excerpt.place("a", 99)).isEqualTo("1:2");
    }

    /** The line and the carets under it. */
    private static String[] lines(String text, int start, int end) {
        String[] lines = Excerpt.of(text, Problem.of(ProblemCode.EXPECTED, new Span(start, end), "x"))
                .split("\n", -1);
        return new String[] {lines[1], lines[2]};
    }
}
