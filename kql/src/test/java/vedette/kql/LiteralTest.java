package vedette.kql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tech.tablesaw.api.StringColumn;
import vedette.frame.Ticks;
import vedette.kql.catalogue.Catalogue;
import vedette.kql.plan.Plan;
import vedette.kql.plan.Scalar;

/** What is written as a literal and read by KQL is the value again. */
class LiteralTest {

    private static final String[] PARTS = {
        "\"",
        "'",
        "\\",
        "\n",
        "\r",
        "\t",
        "\0",
        "\u001b",
        "\ud800",
        "\udc00",
        "🐎",
        "{x}",
        "``" + "`",
        "//",
        "|",
        ";",
        "@\"",
        "\" or 1 == 1",
        "\\u0041",
        "é",
        "\u2028",
        "a",
        " ",
        "h\"",
        "dynamic(",
        ")"
    };

    @Test
    void tenThousandHostileStringsAreThemselvesAgain() {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(1);
        for (int i = 0; i < 10_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int parts = random.nextInt(8); parts >= 0; parts--) {
                text.append(PARTS[random.nextInt(PARTS.length)]);
            }

            assertThat(read(Literal.print(text.toString()))).isEqualTo(text.toString());
        }
    }

    @Test
    void everyCharacterIsItselfAgain() {
        for (int c = 0; c <= Character.MAX_VALUE; c += 1) {
            String text = String.valueOf((char) c);

            assertThat(read(Literal.print(text))).isEqualTo(text);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, -1, Long.MAX_VALUE, Long.MIN_VALUE})
    void longsAreThemselvesAgain(long value) {
        assertThat(read(Literal.print(value))).isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -7, Integer.MAX_VALUE, Integer.MIN_VALUE})
    void intsAreThemselvesAgain(int value) {
        assertThat(read(Literal.print(value))).isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(
            doubles = {
                0,
                -0.0,
                0.1,
                1e300,
                Double.MIN_VALUE,
                Double.NaN,
                Double.POSITIVE_INFINITY,
                Double.NEGATIVE_INFINITY
            })
    void realsAreThemselvesAgain(double value) {
        assertThat(read(Literal.print(value))).isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0001-01-01T00:00:00Z", "9999-12-31T23:59:59.9999999Z", "2026-11-02T10:11:12.1234567Z"})
    void datetimesAreThemselvesAgainToAHundredNanoseconds(String text) {
        Instant instant = Instant.parse(text);

        assertThat(read(Literal.print(instant))).isEqualTo(Ticks.of(instant));
    }

    @Test
    void durationsAreThemselvesAgain() {
        for (Duration duration : List.of(
                Duration.ZERO,
                Duration.ofNanos(-100),
                Duration.ofDays(-3).plusNanos(700),
                Duration.ofDays(10_000_000))) {
            assertThat(read(Literal.print(duration)))
                    .isEqualTo(duration.toSeconds() * Ticks.PER_SECOND + duration.toNanosPart() / 100);
        }
    }

    @Test
    void othersAreThemselvesAgain() {
        UUID guid = UUID.fromString("74be27de-1e4e-49d9-b579-fe0b331d3642");

        assertThat(read(Literal.print(guid))).isEqualTo(guid);
        assertThat(read(Literal.print(new BigDecimal("0.10")))).isEqualTo(new BigDecimal("0.10"));
        assertThat(read(Literal.print(true))).isEqualTo(true);
        assertThat(read(Literal.print(Map.of("k\"", List.of(1L, "x\\"))))).isEqualTo("{\"k\\\"\":[1,\"x\\\\\"]}");
        assertThat(read(Literal.print(null))).isNull();
    }

    @Test
    void listsAreWhatInTakes() {
        assertThat(Literal.print(List.of("a", "b\""))).isEqualTo("\"a\", \"b\\\"\"");
        assertThat(Literal.print(new int[] {1, 2})).isEqualTo("int(1), int(2)");
        assertThat(Literal.print(StringColumn.create("c", "x", "y"))).isEqualTo("\"x\", \"y\"");
        assertThat(Literal.print(List.of())).isEqualTo("dynamic([])");
    }

    @Test
    void whatKqlHasNoTypeForIsRefusedByName() {
        assertThatThrownBy(() -> Literal.print(new Object()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("java.lang.Object");
    }

    private static @Nullable Object read(String literal) {
        Bound bound = Kql.bind(Kql.parse("print x = " + literal), Catalogue.EMPTY, Instant.EPOCH);
        assertThat(bound.problems()).as(literal).isEmpty();
        Plan.Rows rows = (Plan.Rows) bound.results().getFirst();
        return ((Scalar.Constant) rows.rows().getFirst().getFirst()).value();
    }
}
