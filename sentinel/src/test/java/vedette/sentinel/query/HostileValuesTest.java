package vedette.sentinel.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tech.tablesaw.api.Table;
import vedette.frame.Frames;
import vedette.kql.Literal;
import vedette.kql.query.Connection;
import vedette.kql.query.QueryContext;
import vedette.kql.query.QueryRequest;

/** Ten thousand values that want to be more than values, sent as parameters and answered over HTTP, are themselves again. */
@Timeout(180)
class HostileValuesTest {

    private static final int QUERIES = 100;
    private static final int VALUES_IN_A_QUERY = 100;
    private static final long SEED = 20_261_103;
    private static final int LONGEST_TEXT = 14;

    /** Pieces of KQL, SQL, HTML, shells and JSON, quotes of all kinds, controls, and characters that are not one char. */
    private static final List<String> PIECES = List.of(
            "\"",
            "'",
            "\\",
            "`",
            "```",
            "~~~",
            "@\"",
            "h'",
            "{",
            "}",
            "{{",
            "{x}",
            "[",
            "]",
            "(",
            ")",
            ";",
            "|",
            "//",
            "/*",
            "--",
            "\n",
            "\r",
            "\t",
            "\0",
            "\u0007",
            "\u001b[31m",
            "\u200b",
            "\u2028",
            "\uFEFF",
            "é",
            "漢",
            "🙂",
            " | take 0",
            "; .drop table T",
            "') or 1==1 //",
            "$(id)",
            "<script>",
            "\\u0041",
            "\\n",
            "null",
            "%",
            "a",
            " ");

    private final Random random = new Random(SEED);

    @Test
    void areThemselvesAgain() {
        try (Lab lab = new Lab(Map.of(), options -> options);
                Connection connection = lab.workspace()) {
            for (int query = 0; query < QUERIES; query++) {
                List<Object> values = new ArrayList<>();
                StringBuilder text = new StringBuilder("print ");
                for (int i = 0; i < VALUES_IN_A_QUERY; i++) {
                    values.add(value());
                    text.append(i == 0 ? "" : ", ").append("v").append(i).append(" = ");
                    text.append(Literal.print(values.getLast()));
                }
                Table answer = connection
                        .execute(QueryContext.NONE, new QueryRequest(text.toString()))
                        .table();

                for (int i = 0; i < VALUES_IN_A_QUERY; i++) {
                    Object answered = Frames.value(answer.column(i), 0).orElse("missing");
                    assertThat(plain(answered)).as(Literal.print(values.get(i))).isEqualTo(plain(values.get(i)));
                }
            }
        }
    }

    /** Decimals may be written with more zeros than they came with. */
    private static Object plain(Object value) {
        return value instanceof BigDecimal decimal ? decimal.stripTrailingZeros() : value;
    }

    private Object value() {
        return switch (random.nextInt(10)) {
            case 0 -> random.nextBoolean() ? random.nextLong() : Long.MAX_VALUE;
            case 1 ->
                List.of(Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.MIN_VALUE, -0.1, random.nextDouble())
                        .get(random.nextInt(5));
            // As many digits behind the point as the local engine keeps, which answers here.
            case 2 -> new BigDecimal(new BigInteger(80, random), random.nextInt(11));
            case 3 ->
                Duration.ofMillis(random.nextLong() % 100_000_000_000_000L).plusNanos(100L * random.nextInt(10_000));
            case 4 -> Instant.ofEpochSecond(random.nextInt() * 20L, 100L * random.nextInt(10_000_000));
            case 5 -> new UUID(random.nextLong(), random.nextLong());
            default -> text();
        };
    }

    private String text() {
        StringBuilder text = new StringBuilder();
        for (int i = 1 + random.nextInt(LONGEST_TEXT); i > 0; i--) {
            text.append(PIECES.get(random.nextInt(PIECES.size())));
        }
        return text.toString();
    }
}
