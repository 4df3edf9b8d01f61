package vedette.engine.function;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JavaFunctionsTest {

    @Nested
    class Text {

        @Test
        void hasLooksForWholeTerms() {
            assertThat(call("has", "alpha_beta", "alpha")).isEqualTo(true);
            assertThat(call("has", "alphabet", "alpha")).isEqualTo(false);
            assertThat(call("has", "x", "")).isEqualTo(true);
        }

        @Test
        void positionsCountCodePoints() {
            assertThat(call("substring", "a\uD83D\uDE00b", 2L, 1L)).isEqualTo("b");
            assertThat(call("indexof", "a\uD83D\uDE00b", "b", null, null, null)).isEqualTo(2L);
        }

        @Test
        void aBadPatternNeverThrows() {
            assertThat(call("extract", "(", 0L, "text")).isEqualTo("");
            assertThat(call("replace_regex", "text", "(", "x")).isEqualTo("text");
        }

        @Test
        void hashIsXxHash64() {
            assertThat(call("_hash_xxhash64", "", null)).isEqualTo(0xEF46DB3751D8E999L);
        }
    }

    @Nested
    class LongTexts {

        private static final int LENGTH = 20_000;

        @ParameterizedTest
        @CsvSource({"parse_url, //, a, '#\n'", "parse_url, //a:, b, '#\n'", "parse_ipv6, '', :, x"})
        void takeATimeThatGrowsWithTheirLengthAlone(String function, String start, String middle, String end) {
            long usual = fastest(function, start + middle.repeat(LENGTH) + end);
            long longer = fastest(function, start + middle.repeat(8 * LENGTH) + end);

            assertThat(longer).isLessThan(30 * usual);
        }

        private static long fastest(String function, String text) {
            return LongStream.range(0, 10)
                    .map(i -> {
                        long start = System.nanoTime();
                        call(function, text);
                        return System.nanoTime() - start;
                    })
                    .min()
                    .orElseThrow();
        }
    }

    @Nested
    class Addresses {

        @Test
        void areReadAsNumbersAndCompared() {
            assertThat(call("parse_ipv4", "127.0.0.1")).isEqualTo(2130706433L);
            assertThat(call("ipv4_is_in_range", "192.168.1.6", "192.168.1.0/24"))
                    .isEqualTo(true);
            assertThat(call("ipv4_is_private", "8.8.8.8")).isEqualTo(false);
        }

        @Test
        void namesAreNeverResolved() {
            assertThat(call("parse_ipv6", "localhost")).isEqualTo("");
        }
    }

    @Nested
    class Times {

        @Test
        void weeksBeginOnSunday() {
            long friday = vedette.frame.Ticks.parseDatetime("2024-03-01").orElseThrow();

            assertThat(call("dayofweek", friday)).isEqualTo(5 * vedette.frame.Ticks.PER_DAY);
            assertThat(call("startofweek", friday, null))
                    .isEqualTo(vedette.frame.Ticks.parseDatetime("2024-02-25").orElseThrow());
        }

        @Test
        void theEndOfTheCalendarIsNotPassed() {
            assertThat(call("datetime_add", "year", 1L, vedette.frame.Ticks.MAX_DATETIME))
                    .isNull();
        }
    }

    @Nested
    class Dynamics {

        @Test
        void slicesCountFromBothEnds() {
            assertThat(call("array_slice", List.of(1L, 2L, 3L, 4L), -2L, -1L)).isEqualTo(List.of(3L, 4L));
        }

        @Test
        void whatIsNoArrayHasNoLength() {
            assertThat(call("array_length", "text")).isNull();
        }
    }

    private static @Nullable Object call(String name, @Nullable Object... arguments) {
        return JavaFunctions.all().get(name).body().apply(arguments);
    }
}
