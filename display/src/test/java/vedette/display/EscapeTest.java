package vedette.display;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EscapeTest {

    @Nested
    class Html {

        @ParameterizedTest
        @ValueSource(
                strings = {"<", ">", "\"", "'", "&x", "{{", "}}", "$x$", "`", "\u001b", "\u202e", "\ud800", "\u2028"})
        void leavesNothingThatAPageWouldRead(String hostile) {
            String escaped = Escape.html(hostile);

            assertThat(escaped.replaceAll("&(amp|lt|gt|quot|#\\d+);", ""))
                    .doesNotContainPattern("[<>\"'&{}$`\u001b\u202e\ud800\u2028]");
        }

        @Test
        void keepsWhatPeopleWrite() {
            assertThat(Escape.html("Grüße, naïve Привет 🐎\nline")).isEqualTo("Grüße, naïve Привет 🐎\nline");
        }
    }

    @Nested
    class Line {

        @Test
        void showsControlCharactersInsteadOfObeyingThem() {
            assertThat(Escape.line("a\u001b[31mb\r\n\tc\0")).isEqualTo("a\\u001b[31mb\\r\\n\\tc\\u0000");
        }

        @Test
        void leavesEveryCharacterOneOfAKind() {
            for (int c = 0; c < 0x3000; c++) {
                String line = Escape.line("x" + Character.toString(c) + "x");

                assertThat(line).startsWith("x").endsWith("x").hasSizeGreaterThanOrEqualTo(3);
                assertThat(line.codePoints().noneMatch(Character::isISOControl)).isTrue();
            }
        }
    }

    @Nested
    class Shortened {

        @Test
        void marksTheCut() {
            assertThat(Escape.shortened("abcdef", 4)).isEqualTo("abc…");
            assertThat(Escape.shortened("abcd", 4)).isEqualTo("abcd");
        }

        @Test
        void neverCutsAPairInHalf() {
            assertThat(Escape.shortened("ab🐎🐎", 4)).isEqualTo("ab…");
        }
    }
}
