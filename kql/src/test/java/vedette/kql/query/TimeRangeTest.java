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

    @Test
    void refusesMonthsSinceMinutesAreMeant() {
        assertThatThrownBy(() -> TimeRange.parse("P10M", NOW))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("10m or PT10M");
    }
}
