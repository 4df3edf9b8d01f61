package vedette.kql.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimeRangeTest {

    private static final Instant NOW = Instant.parse("2026-03-10T12:30:00Z");

    @ParameterizedTest
    @CsvSource({
        "24h, PT24H",
        "10m, PT10M",
        "90s, PT90S",
        "7d, P7D",
        "2w, P14D",
        "PT10M, PT10M",
        "P1DT12H, PT36H",
        "1.12:00:00, PT36H",
        "500ms, PT0.5S",
        "1h10m, PT70M",
        "1h 10m, PT70M",
        "2w3d, PT408H",
        "1 day 12 hours, PT36H",
        "1d2h3m4s5ms, PT26H3M4.005S",
        "1.5h, PT90M",
        "0.5w, PT84H",
        "250us, PT0.00025S",
        "10 MIN, PT10M",
        "P2W, PT336H",
        "P1W2D, PT216H",
        "P2WT3H, PT339H",
        "pt1h30m, PT90M",
        "00:30, PT30M",
    })
    void readsDurationsAsPeopleWriteThem(String text, Duration expected) {
        assertThat(TimeRange.parseDuration(text)).isEqualTo(expected);
        assertThat(TimeRange.parse(text, NOW)).isEqualTo(TimeRange.before(NOW, expected));
    }

    @ParameterizedTest
    @CsvSource({
        "2026-01-01..2026-01-02, 2026-01-01T00:00:00Z, 2026-01-02T00:00:00Z",
        "2026-01-01/2026-01-02T06:00Z, 2026-01-01T00:00:00Z, 2026-01-02T06:00:00Z",
        "2026-01-01/7d, 2026-01-01T00:00:00Z, 2026-01-08T00:00:00Z",
        "P7D/2026-01-08, 2026-01-01T00:00:00Z, 2026-01-08T00:00:00Z",
        "2d..1d, 2026-03-08T12:30:00Z, 2026-03-09T12:30:00Z",
        "2026-03-10.., 2026-03-10T00:00:00Z, 2026-03-10T12:30:00Z",
        "2026-03-10, 2026-03-10T00:00:00Z, 2026-03-10T12:30:00Z",
        "today, 2026-03-10T00:00:00Z, 2026-03-10T12:30:00Z",
        "2026-03-09T10:00:00+02:00..now, 2026-03-09T08:00:00Z, 2026-03-10T12:30:00Z",
    })
    void readsStretchesOfTime(String text, Instant from, Instant to) {
        assertThat(TimeRange.parse(text, NOW)).isEqualTo(new TimeRange(from, to));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "7", "soon", "2026-01-02..2026-01-01", "0h", "2026-13-01"})
    void refusesTheRestWithAWordOnWhatWouldBeRight(String text) {
        assertThatThrownBy(() -> TimeRange.parse(text, NOW)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({"-1h30m, PT-90M", "-PT5H, PT-5H", "-1.12:00:00, PT-36H", "-2w, PT-336H", "-P1D, PT-24H"})
    void readsNegativeDurations(String text, Duration expected) {
        assertThat(TimeRange.parseDuration(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "7",
                "-7",
                "--1h",
                "1h1h",
                "10m1h",
                "1h 10",
                "h",
                "1x",
                "1hm",
                "1h,10m",
                "P",
                "PT",
                "PW",
                "1h-10m",
                "25:00:00",
                "99999999999d",
                "999999999w",
                "P99999999999D",
                "1e3s",
                "½h",
                "１h"
            })
    void refusesWhatIsNoDuration(String text) {
        assertThatThrownBy(() -> TimeRange.parseDuration(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("is no duration");
    }

    @Test
    void saysOfABareNumberThatItLacksAUnit() {
        assertThatThrownBy(() -> TimeRange.parseDuration("30")).hasMessageContaining("it has no unit");
    }

    @Test
    void refusesMonthsSinceMinutesAreMeant() {
        assertThatThrownBy(() -> TimeRange.parse("P10M", NOW))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("10m or PT10M");
    }
}
