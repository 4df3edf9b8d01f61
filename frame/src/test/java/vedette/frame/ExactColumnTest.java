package vedette.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tech.tablesaw.selection.Selection;

class ExactColumnTest {

    private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.9999999Z");

    private static ExactColumn<Instant> datetimes(Instant... values) {
        ExactColumn<Instant> column = new ExactColumn<>("t", KqlType.DATETIME);
        for (Instant value : values) {
            column.append(value);
        }
        return column;
    }

    @Test
    void keepsEveryTickOfEveryYear() {
        Instant tick = Instant.parse("2024-02-29T12:34:56.1234567Z");

        assertThat(datetimes(FIRST, null, LAST, tick).asObjectArray()).containsExactly(FIRST, null, LAST, tick);
    }

    @Test
    void refusesWhatIsNoDatetimeOfKql() {
        assertThatThrownBy(() -> datetimes(FIRST.minusNanos(100))).hasMessageContaining("years 1 to 9999");
        assertThatThrownBy(() -> datetimes(LAST.plusNanos(100))).hasMessageContaining("years 1 to 9999");
    }

    @Test
    void keepsTheShortestAndLongestTimespan() {
        ExactColumn<Duration> column = new ExactColumn<>("d", KqlType.TIMESPAN);
        List<Duration> durations = new ArrayList<>();
        for (long ticks : new long[] {Long.MIN_VALUE, -1, 0, 1, Long.MAX_VALUE}) {
            durations.add(Ticks.toDuration(ticks));
            assertThat(Frames.ticks(Ticks.toDuration(ticks))).isEqualTo(ticks);
        }
        durations.forEach(column::append);

        assertThat(column.asObjectArray()).containsExactlyElementsOf(durations);
        assertThat(column.getString(0)).isEqualTo("-10675199.02:48:05.4775808");
    }

    @Test
    void keepsGuidsAndWhatIsMissing() {
        UUID guid = UUID.fromString("74be27de-1e4e-49d9-b579-fe0b331d3642");
        ExactColumn<UUID> column = new ExactColumn<>("g", KqlType.GUID);
        for (int i = 0; i < 100; i++) {
            column.append(i % 3 == 0 ? null : guid);
        }

        assertThat(column.countMissing()).isEqualTo(34);
        assertThat(column.get(1)).isEqualTo(guid);
        assertThat(column.isMissing(3)).isTrue();
        assertThat(column.unique().size()).isEqualTo(2);
    }

    @Test
    void sortsChoosesAndLagsAsBefore() {
        ExactColumn<Instant> column = datetimes(LAST, null, FIRST);

        assertThat(column.where(Selection.with(2, 1)).asObjectArray()).containsExactly(null, FIRST);
        assertThat(column.lag(1).asObjectArray()).containsExactly(null, LAST, null);
        assertThat(column.removeMissing().asObjectArray()).containsExactly(LAST, FIRST);
        column.sortAscending();
        assertThat(column.asObjectArray()).containsExactly(null, FIRST, LAST);
        column.sortDescending();
        assertThat(column.asObjectArray()).containsExactly(LAST, FIRST, null);
    }

    @Test
    void copiesAreIndependentAndAppendingOneToItselfDoublesIt() {
        ExactColumn<Instant> column = datetimes(FIRST, null);
        ExactColumn<Instant> copy = column.copy();
        copy.set(0, LAST).setMissing(1);
        column.append(copy);

        assertThat(column.asObjectArray()).containsExactly(FIRST, null, LAST, null);
        assertThat(column.emptyCopy(2).asObjectArray()).containsExactly(null, null);
        column.set(1, FIRST);
        assertThat(column.isMissing(1)).isFalse();
        assertThat(copy.append(copy).size()).isEqualTo(4);
    }
}
