package vedette.kql.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vedette.kql.query.Sending.Tag;

class SendingTest {

    @ParameterizedTest
    @ValueSource(strings = {"", " ", " x", "x ", "a\r\nX-Evil: 1", "a\nb", "tab\t", "é", "a\u0000", "\u007f", "😀"})
    void aTagThatCouldBeMoreThanATagIsRefused(String text) {
        assertThatThrownBy(() -> new Sending(OptionalInt.empty(), Map.of(Tag.USER, text)))
                .hasMessageContaining("the tag USER must be");
    }

    @Test
    void aTagMayHoldWhatIsVisible() {
        String text = "night shift; case #4711 \"quoted\" a=b";

        assertThat(new Sending(OptionalInt.empty(), Map.of(Tag.ID, text)).tag(Tag.ID))
                .hasValue(text);
        assertThatThrownBy(() -> new Sending(OptionalInt.empty(), Map.of(Tag.ID, "x".repeat(201))))
                .hasMessageContaining("200");
    }

    @Test
    void retriesAreBounded() {
        assertThat(new Sending(OptionalInt.of(0), Map.of()).retries()).hasValue(0);
        assertThatThrownBy(() -> new Sending(OptionalInt.of(-1), Map.of())).hasMessageContaining("-1");
        assertThatThrownBy(() -> new Sending(OptionalInt.of(101), Map.of())).hasMessageContaining("101");
    }

    @Test
    void itGoesWithEachFormOfARequest() {
        Sending sending = new Sending(OptionalInt.of(7), Map.of());
        QueryRequest request = new QueryRequest("T").withSending(sending);

        assertThat(request.withText("U").sending()).isEqualTo(sending);
        assertThat(request.withTimeRange(TimeRange.after(java.time.Instant.EPOCH, java.time.Duration.ofDays(1)))
                        .sending())
                .isEqualTo(sending);
    }
}
