package vedette.frame;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"b\" : 1, \"a\":[true ,null]} | {\"b\":1,\"a\":[true,null]}",
                "9223372036854775807 | 9223372036854775807",
                "1.50 | 1.5",
                "1.0 | 1.0",
                "1e-7 | 1E-07",
                "\"\\u00e9\\/\\n\" | \"é/\\n\"",
                "null | null",
            })
    void printsWhatItReadInTheShortestForm(String text, String printed) {
        assertThat(Json.parse(text))
                .hasValueSatisfying(
                        parsed -> assertThat(Json.print(parsed.value())).isEqualTo(printed));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "abc", "[1,]", "{\"a\"}", "01", "1 2", "\"", "{a:1}", "NaN"})
    void whatIsNoJsonIsEmpty(String text) {
        assertThat(Json.parse(text)).isEmpty();
    }

    @Test
    void depthNeverOverflowsTheStack() {
        assertThat(Json.parse("[".repeat(100_000))).isEmpty();
    }
}
