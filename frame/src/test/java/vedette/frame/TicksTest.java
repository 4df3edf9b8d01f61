package vedette.frame;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TicksTest {

    @Nested
    class Datetimes {

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "2024-01-31T13:45:00.1234567Z | 2024-01-31T13:45:00.1234567Z",
                    "2024-01-31 13:45 | 2024-01-31T13:45:00.0000000Z",
                    "2024-01-31T01:00:00+02:00 | 2024-01-30T23:00:00.0000000Z",
                    "1/2/2020 3:04 PM | 2020-01-02T15:04:00.0000000Z",
                    "12-02-2022 | 2022-12-02T00:00:00.0000000Z",
                    "Sat, 8 Nov 14 15:05:02 GMT | 2014-11-08T15:05:02.0000000Z",
                    "0001-01-01 | 0001-01-01T00:00:00.0000000Z",
                    "9999-12-31T23:59:59.9999999Z | 9999-12-31T23:59:59.9999999Z",
                })
        void areReadInManyFormsAndPrintedInOne(String text, String printed) {
            assertThat(Ticks.formatDatetime(Ticks.parseDatetime(text).orElseThrow()))
                    .isEqualTo(printed);
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "not a date", "2024-13-01", "2023-02-29", "2024-01-01T25:00"})
        void thatAreNoneAreEmpty(String text) {
            assertThat(Ticks.parseDatetime(text)).isEmpty();
        }

        @Test
        void keepHundredsOfNanosecondsAsInstants() {
            Instant instant = Instant.parse("1601-01-01T00:00:00.000000100Z");

            assertThat(Ticks.toInstant(Ticks.of(instant))).isEqualTo(instant);
        }
    }

    @Nested
    class Timespans {

        @ParameterizedTest
        @CsvSource({
            "1.02:03:04.5, 1.02:03:04.5000000",
            "-00:30:00, -00:30:00",
            "13:00, 13:00:00",
            "1d, 1.00:00:00",
            "1.5h, 01:30:00",
            "0:0:0.001, 00:00:00.0010000",
            "10675199.02:48:05.4775807, 10675199.02:48:05.4775807",
        })
        void areReadInTwoFormsAndPrintedInOne(String text, String printed) {
            assertThat(Ticks.formatTimespan(Ticks.parseTimespan(text).orElseThrow()))
                    .isEqualTo(printed);
        }

        @Test
        void printTheLeastOfAll() {
            assertThat(Ticks.formatTimespan(Long.MIN_VALUE)).isEqualTo("-10675199.02:48:05.4775808");
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "1.5", "24:00", "10:60", "x"})
        void thatAreNoneAreEmpty(String text) {
            assertThat(Ticks.parseTimespan(text)).isEmpty();
        }
    }
}
