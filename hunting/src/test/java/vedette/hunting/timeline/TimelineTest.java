package vedette.hunting.timeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.InstantColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import vedette.display.MimeBundle;

class TimelineTest {

    private static final Instant START = Instant.parse("2026-11-02T00:00:00Z");

    @Test
    void hasASpecificationAPictureAndAText() {
        MimeBundle bundle = Timeline.of(events(3))
                .lane("lane")
                .title("Hunt")
                .reference(START, "alert")
                .toMimeBundle();

        assertThat(bundle.data()).containsKeys(MimeBundle.VEGA_LITE, MimeBundle.PNG);
        assertThat(bundle.text().orElseThrow())
                .contains("Hunt: 3 events on 2 lanes", "2026-11-02 00:00:00  [a] event 0");
        assertThat(bundle.data().get(MimeBundle.VEGA_LITE).toString()).contains("alert", "strokeDash");
    }

    @Test
    void drawsReferencesIntoThePictureToo() throws IOException {
        Timeline plain = Timeline.of(events(30)).lane("lane");
        byte[] without = picture(plain);
        byte[] with = picture(plain.reference(START.plusSeconds(9), "alert"));

        assertThat(hasRed(without)).isFalse();
        assertThat(hasRed(with)).isTrue();
    }

    @Test
    void saysTheTimeOfAMarkToTheMillisecond() {
        Table table = Table.create(InstantColumn.create("t", START.plusMillis(7)));

        assertThat(Timeline.of(table)
                        .toMimeBundle()
                        .data()
                        .get(MimeBundle.VEGA_LITE)
                        .toString())
                .contains("2026-11-02 00:00:00.007");
    }

    private static byte[] picture(Timeline timeline) throws IOException {
        byte[] png = (byte[]) timeline.toMimeBundle().data().get(MimeBundle.PNG);
        Path folder = Files.createDirectories(Path.of("target", "pictures"));
        Files.write(folder.resolve("timeline-" + timeline.data().references().size() + ".png"), png);
        return png;
    }

    private static boolean hasRed(byte[] png) throws IOException {
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(png));
        return Arrays.stream(image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth()))
                .anyMatch(pixel -> pixel == 0xffd62728);
    }

    @Nested
    class Rows {

        @Test
        void withoutALaneAreNotDropped() {
            Table table = Table.create(InstantColumn.create("t", START, START), StringColumn.create("lane", "a", ""));

            assertThat(Timeline.of(table).lane("lane").data().lanes()).containsExactly("(none)", "a");
        }

        @Test
        void withoutATimeAreCounted() {
            Table table = Table.create(
                    StringColumn.create("t", "2026-11-02 10:00", "not a time", ""),
                    StringColumn.create("what", "x", "y", "z"));
            Timeline timeline = Timeline.of(table);

            assertThat(timeline.data().events()).hasSize(1);
            assertThat(timeline.toMimeBundle().text().orElseThrow()).contains("2 rows have no time");
        }

        @Test
        void atOneMomentAreDrawn() {
            Table table = Table.create(InstantColumn.create("t", START, START, START));

            assertThat(Timeline.of(table).toMimeBundle().data()).containsKey(MimeBundle.PNG);
        }

        @Test
        void beyondTheMostBecomeCountsAndNoneIsLost() {
            TimelineData data = Timeline.of(events(100_000)).lane("lane").data();

            assertThat(data.marks()).hasSizeLessThan(1000);
            assertThat(data.marks().stream().mapToInt(TimelineData.Mark::count).sum())
                    .isEqualTo(100_000);
            assertThat(TimelineText.of(data)).contains("too many to draw one by one");
        }
    }

    @Test
    void interpretsNothingOfTheData() {
        String hostile = "<script>alert(1)</script> {{x}} \u001b[31m \ud800";
        Table table = Table.create(InstantColumn.create("t", START), StringColumn.create("what", hostile));

        MimeBundle bundle =
                Timeline.of(table).lane("what").title(hostile).tooltip("what").toMimeBundle();

        assertThat(bundle.data().get(MimeBundle.VEGA_LITE).toString() + bundle.text())
                .doesNotContain("\u001b", "\ud800");
    }

    @Test
    void ofNothingIsEmpty() {
        MimeBundle bundle = Timeline.of(events(0)).toMimeBundle();

        assertThat(bundle.text().orElseThrow()).contains("0 events");
        assertThat(bundle.data()).doesNotContainKey(MimeBundle.PNG);
    }

    @Test
    void saysWhichColumnsThereAre() {
        assertThatThrownBy(() -> Timeline.of(events(1)).lane("nope"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("nope")
                .hasMessageContaining("lane");
    }

    private static Table events(int rows) {
        InstantColumn time = InstantColumn.create("t");
        StringColumn lane = StringColumn.create("lane");
        StringColumn what = StringColumn.create("what");
        for (int i = 0; i < rows; i++) {
            time.append(START.plusSeconds(i));
            lane.append(i % 2 == 0 ? "a" : "b");
            what.append("event " + i);
        }
        return Table.create("events", time, lane, what);
    }
}
