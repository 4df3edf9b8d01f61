package vedette.hunting.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.InstantColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import vedette.display.MimeBundle;

class ChartTest {

    private static final Instant START = Instant.parse("2026-11-02T00:00:00Z");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "timechart",
                "linechart",
                "areachart",
                "scatterchart",
                "barchart",
                "columnchart",
                "piechart",
                "anomalychart"
            })
    void everyKindHasASpecificationAPictureAndAText(String kind) {
        MimeBundle bundle =
                Chart.of(logons(12), kind, Map.of("title", "Logons")).toMimeBundle();

        assertThat(bundle.data()).containsKeys(MimeBundle.VEGA_LITE, MimeBundle.PNG);
        assertThat(bundle.text().orElseThrow()).contains("Logons", kind, "12 points");
        assertThat((byte[]) bundle.data().get(MimeBundle.PNG)).startsWith(0x89, 'P', 'N', 'G');
    }

    @Nested
    class Columns {

        @Test
        void aTextTellsSeriesApart() {
            assertThat(values(Chart.of(logons(4), "timechart", Map.of())))
                    .extracting(value -> value.get("series"))
                    .containsExactly("FIN-01", "FIN-02", "FIN-01", "FIN-02");
        }

        @Test
        void propertiesChooseThem() {
            Table table = logons(4).addColumns(DoubleColumn.create("m", 9, 9, 9, 9));

            assertThat(values(Chart.of(table, "timechart", Map.of("ycolumns", "m"))))
                    .allSatisfy(value -> assertThat(value).containsEntry("y", 9.0));
            assertThatThrownBy(() -> Chart.of(table, "timechart", Map.of("xcolumn", "nope")))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("nope");
        }

        @Test
        void thatAreMissingAreNamed() {
            Table texts = Table.create(StringColumn.create("a", "x"), StringColumn.create("b", "y"));

            assertThatThrownBy(() -> Chart.of(texts, "barchart", Map.of())).hasMessageContaining("numbers");
            assertThatThrownBy(() -> Chart.of(texts, "timechart", Map.of())).hasMessageContaining("datetimes");
            assertThatThrownBy(() -> Chart.of(texts, "ladderchart", Map.of())).hasMessageContaining("timechart");
        }

        @Test
        void withOddNamesAreNoPathsOrExpressions() {
            Table table = Table.create(StringColumn.create("a.b[0]", "x"), DoubleColumn.create("datum['y']", 1.0));

            assertThat(values(Chart.of(table, "barchart", Map.of())).getFirst().keySet())
                    .containsExactlyInAnyOrder("x", "y", "series");
        }
    }

    @Nested
    class Values {

        @Test
        void thatAreMissingOrNoNumbersAreCountedAndNotDrawn() {
            Table table = Table.create(
                    InstantColumn.create("t", START, START, START),
                    DoubleColumn.create("n", Double.POSITIVE_INFINITY, Double.NaN, 1));
            Chart chart = Chart.of(table, "timechart", Map.of());

            assertThat(values(chart)).hasSize(1);
            assertThat(chart.toMimeBundle().text().orElseThrow()).contains("2 values are missing or no numbers");
        }

        @Test
        void beyondTheMostAreThinnedAndTheTitleSaysSo() {
            Chart chart = Chart.of(logons(25_000), "timechart", Map.of());

            assertThat(values(chart)).hasSizeLessThanOrEqualTo(Chart.MOST_POINTS);
            assertThat(spec(chart).get("title")).isEqualTo("one of 3 drawn, of 25,000 points");
        }

        @Test
        void ofHostileTextsAreJustTexts() {
            Table table = Table.create(
                    StringColumn.create("<script>", "\ud800\u001b[31m{{x}}", "\"><img src=x>"),
                    DoubleColumn.create("n", 1, 2));
            MimeBundle bundle =
                    Chart.of(table, "columnchart", Map.of("title", "\ud800")).toMimeBundle();

            assertThat(bundle.data().toString()).doesNotContain("\u001b", "\ud800");
        }
    }

    @Test
    void hidesItsLegendWhereAsked() {
        assertThat(spec(Chart.of(logons(4), "timechart", Map.of("legend", "hidden")))
                        .get("config"))
                .isEqualTo(Map.of("legend", Map.of("disable", true)));
    }

    @Test
    void stacksAreasOnlyWhereAsked() {
        assertThat(spec(Chart.of(logons(4), "areachart", Map.of())).toString()).contains("stack=false");
        assertThat(spec(Chart.of(logons(4), "stackedareachart", Map.of())).toString())
                .contains("stack=zero");
    }

    @Test
    void barsOfACategoryStandSideBySideUnlessStacked() {
        assertThat(spec(Chart.of(logons(4), "columnchart", Map.of())).toString())
                .contains("xOffset");
        assertThat(spec(Chart.of(logons(4), "columnchart", Map.of("kind", "stacked")))
                        .toString())
                .doesNotContain("xOffset");
    }

    @Test
    void nothingToDrawIsAnEmptyChart() {
        MimeBundle bundle = Chart.of(logons(0), "timechart", Map.of()).toMimeBundle();

        assertThat(bundle.text().orElseThrow()).contains("0 points");
        assertThat(bundle.data()).doesNotContainKey(MimeBundle.PNG);
    }

    private static Map<?, ?> spec(Chart chart) {
        return (Map<?, ?>) chart.toMimeBundle().data().get(MimeBundle.VEGA_LITE);
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> values(Chart chart) {
        return (List<Map<String, Object>>) ((Map<?, ?>) spec(chart).get("data")).get("values");
    }

    private static Table logons(int rows) {
        InstantColumn time = InstantColumn.create("TimeGenerated");
        StringColumn computer = StringColumn.create("Computer");
        DoubleColumn count = DoubleColumn.create("n");
        for (int i = 0; i < rows; i++) {
            time.append(START.plusSeconds(3600L * i));
            computer.append(i % 2 == 0 ? "FIN-01" : "FIN-02");
            count.append(i % 7);
        }
        return Table.create("logons", time, computer, count);
    }
}
