package vedette.frame;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import vedette.display.MimeBundle;

class TableRendererTest {

    private static final String HOSTILE =
            "<script>alert(1)</script>\"><img src=x onerror=alert(1)> {{7*7}} '\\ \u001b[31m \ud800";

    @Nested
    class Html {

        @Test
        void interpretsNothingOfNamesAndValues() {
            String html = html(Table.create("t", StringColumn.create(HOSTILE, HOSTILE)));

            assertThat(html)
                    .doesNotContain("<script", "<img", "{{", "\u001b", "\ud800")
                    .contains("&lt;script&gt;");
        }

        @Test
        void saysHowManyRowsOfHowManyItShows() {
            assertThat(html(numbers(50))).contains("50 rows, 1 column").doesNotContain("first");
            assertThat(html(numbers(1234))).contains("first 50 of 1,234 rows, 1 column");
            assertThat(html(numbers(1234)).split("<tr>", -1)).hasSize(52);
        }

        @Test
        void tellsNullFromTheEmptyString() {
            FrameBuilder builder = new FrameBuilder(
                    List.of(new ColumnSchema("s", KqlType.STRING), new ColumnSchema("n", KqlType.LONG)));
            builder.append(0, "");
            builder.appendMissing(1);

            assertThat(html(builder.build("t")).split(">null<", -1)).hasSize(2);
        }

        @Test
        void namesTheTypesOfKql() {
            FrameBuilder builder = new FrameBuilder(
                    List.of(new ColumnSchema("t", KqlType.DATETIME), new ColumnSchema("d", KqlType.DYNAMIC)));
            builder.append(0, Ticks.UNIX_EPOCH);
            builder.append(1, "{\"a\":1}");

            assertThat(html(builder.build("t")))
                    .contains("datetime", "dynamic", "1970-01-01 00:00:00", "&#123;&quot;a&quot;:1&#125;");
        }

        @Test
        void keepsTheWholeOfALongCellInItsTitle() {
            String command = "powershell -enc " + "A".repeat(500);

            assertThat(html(Table.create("t", StringColumn.create("c", command))))
                    .contains("title=\"" + command + "\"")
                    .contains("…</td>");
        }
    }

    @Nested
    class Text {

        @Test
        void alignsNumbersRightAndTextsLeft() {
            Table table = Table.create("t", StringColumn.create("name", "a", "bcd"), IntColumn.create("n", 5, 1000));

            assertThat(TextTable.of(table, 10)).isEqualTo("""
                name     n
                ----  ----
                a        5
                bcd   1000
                2 rows, 2 columns\
                """);
        }

        @Test
        void countsWideCharactersAsTwo() {
            Table table = Table.create("t", StringColumn.create("a", "日本", "x"), StringColumn.create("b", "1", "2"));

            assertThat(TextTable.of(table, 10).lines().skip(2)).startsWith("日本  1", "x     2");
        }

        @Test
        void obeysNoTerminalSequence() {
            assertThat(TextTable.of(Table.create("t", StringColumn.create("a", HOSTILE)), 10))
                    .doesNotContain("\u001b", "\ud800");
        }
    }

    private static String html(Table table) {
        return (String) new TableRenderer().render(table).data().get(MimeBundle.HTML);
    }

    private static Table numbers(int rows) {
        IntColumn column = IntColumn.create("n");
        for (int i = 0; i < rows; i++) {
            column.append(i);
        }
        return Table.create("numbers", column);
    }
}
