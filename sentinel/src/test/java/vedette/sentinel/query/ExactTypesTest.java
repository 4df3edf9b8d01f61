package vedette.sentinel.query;

import static org.assertj.core.api.Assertions.assertThat;
import static vedette.sentinel.query.Recorded.answered;
import static vedette.sentinel.query.Recorded.table;

import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TimeZone;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;
import vedette.frame.Frames;
import vedette.frame.KqlType;
import vedette.frame.Reals;
import vedette.frame.Ticks;
import vedette.kql.query.QueryResult;

/** Every form in which services send KQL's values, and each must come out exactly. */
class ExactTypesTest {

    private static List<Object> column(String type, String... cells) throws IOException {
        List<String> rows = new ArrayList<>();
        for (String cell : cells) {
            rows.add("[" + cell + "]");
        }
        return values(
                answered(table("x:" + type, String.join(",", rows))).table().column(0));
    }

    private static List<Object> values(Column<?> column) {
        List<Object> values = new ArrayList<>();
        for (int row = 0; row < column.size(); row++) {
            Optional<Object> value = Frames.value(column, row);
            values.add(value.orElse(null));
        }
        return values;
    }

    @Test
    void recordedRowOfAllTypes() throws IOException {
        Table table = answered(table(
                        "dt:datetime,b:bool,g:guid,i:int,l:long,d:real,s:string,ts:timespan,dec:decimal,dyn:dynamic",
                        """
                                ["2015-12-31T23:59:59.9Z",false,"74be27de-1e4e-49d9-b579-fe0b331d3642",12345,\
                                9223372036854775807,12345.6789,"string value","00:00:10","0.10101","{\\"a\\":123}"]"""))
                .table();

        assertThat(Frames.schema(table).toString())
                .isEqualTo("[dt:datetime, b:bool, g:guid, i:int, l:long, d:real, s:string, ts:timespan, dec:decimal,"
                        + " dyn:dynamic]");
        assertThat(table.columns().stream().map(column -> Frames.text(column, 0)))
                .containsExactly(
                        "2015-12-31T23:59:59.9000000Z",
                        "False",
                        "74be27de-1e4e-49d9-b579-fe0b331d3642",
                        "12345",
                        "9223372036854775807",
                        "12345.6789",
                        "string value",
                        "00:00:10",
                        "0.10101",
                        "{\"a\":123}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0001-01-01T00:00:00Z",
                "9999-12-31T23:59:59.9999999Z",
                "2276-06-15T12:00:00.0000001Z",
                "2024-02-29T23:59:59.1234567Z",
                "1900-03-01T00:00:00.1Z",
                "1970-01-01T00:00:00.12Z",
                "1969-12-31T23:59:59.9999999Z",
                "2000-12-31T00:00:00.100000Z"
            })
    void datetimesKeepEveryTickInEveryYear(String text) throws IOException {
        assertThat(column("datetime", "\"" + text + "\"")).containsExactly(Instant.parse(text));
    }

    @Test
    void datetimesAreUtcInEveryZoneOfTheMachine() throws IOException {
        TimeZone before = TimeZone.getDefault();
        TimeZone.setDefault(TimeZone.getTimeZone("America/New_York"));
        try {
            assertThat(column("datetime", "\"2024-07-01T00:00:00Z\"", "\"2024-07-01T00:00:00\""))
                    .containsExactly(Instant.parse("2024-07-01T00:00:00Z"), Instant.parse("2024-07-01T00:00:00Z"));
        } finally {
            TimeZone.setDefault(before);
        }
    }

    @Test
    void datetimesInOtherFormsAreReadToo() throws IOException {
        assertThat(column("datetime", "\"2024-01-01T02:00:00+02:00\"", "\"2024-01-01 00:00:00\"", "null"))
                .containsExactly(Instant.parse("2024-01-01T00:00:00Z"), Instant.parse("2024-01-01T00:00:00Z"), null);
    }

    @ParameterizedTest
    @CsvSource({
        "1.00:00:00.3272427, 867272427",
        "-00:00:01, -10000000",
        "10675199.02:48:05.4775807, 9223372036854775807",
        "-10675199.02:48:05.4775808, -9223372036854775808",
        "00:00:00, 0",
        "7.04:44:01.5115511, 6218415115511",
        "01:05:51.7680000, 39517680000",
        "00:00:00.0000001, 1",
        "-1.02:03:04.5000000, -937845000000"
    })
    void timespansKeepEveryTick(String text, long ticks) throws IOException {
        long known = text.equals("1.00:00:00.3272427") ? Ticks.PER_DAY + 3_272_427 : ticks;

        assertThat(column("timespan", "\"" + text + "\"")).containsExactly(Ticks.toDuration(known));
    }

    @Test
    void longsNeverGoThroughDoubleAndNullsStayNull() throws IOException {
        assertThat(column(
                        "long",
                        "9007199254740993",
                        "null",
                        "\"9223372036854775807\"",
                        "-9223372036854775808",
                        "1.0",
                        "12e2"))
                .containsExactly(9007199254740993L, null, Long.MAX_VALUE, Long.MIN_VALUE, 1L, 1200L);
        assertThat(column("int", "-2147483648", "\"7\"", "null")).containsExactly(Integer.MIN_VALUE, 7, null);
    }

    @Test
    void realsArriveAsWholeNumbersOrStringsAndKeepTheirNaN() throws IOException {
        List<Object> values =
                column("real", "1", "2.5", "\"NaN\"", "\"Infinity\"", "\"-Infinity\"", "null", "\"1e-3\"", "-0.0");

        assertThat(values)
                .containsExactly(
                        1.0, 2.5, Reals.NAN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, null, 0.001, -0.0);
        assertThat(Reals.isNaN((Double) values.get(2))).isTrue();
    }

    @Test
    void boolsArriveInFourForms() throws IOException {
        assertThat(column("bool", "true", "1", "\"true\"", "false", "0", "\"False\"", "null"))
                .containsExactly(true, true, true, false, false, false, null);
    }

    @Test
    void decimalsKeepAllDigits() throws IOException {
        assertThat(column("decimal", "\"1234567890123456789012345678901234\"", "0.1", "null", "\"12345678.90\""))
                .containsExactly(
                        new BigDecimal("1234567890123456789012345678901234"),
                        new BigDecimal("0.1"),
                        null,
                        new BigDecimal("12345678.90"));
    }

    @Test
    void guids() throws IOException {
        UUID guid = UUID.fromString("74be27de-1e4e-49d9-b579-fe0b331d3642");

        assertThat(column("guid", "\"" + guid + "\"", "\"74BE27DE-1E4E-49D9-B579-FE0B331D3642\"", "null"))
                .containsExactly(guid, guid, null);
    }

    @Test
    void stringsAreNeverNull() throws IOException {
        assertThat(column("string", "\"\"", "null", "\"\\u0000é😀\\n\"", "12", "{\"a\": 1}"))
                .containsExactly("", "", "\u0000é😀\n", "12", "{\"a\":1}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '§',
            value = {
                "{\"a\": {\"b\":[1, \"x\"]}}§{\"a\":{\"b\":[1,\"x\"]}}",
                "\"{\\\"a\\\":1}\"§{\"a\":1}",
                "\"123\"§123",
                "123§123",
                "1.50§1.50",
                "true§true",
                "\"boundedElastic-1\"§\"boundedElastic-1\"",
                "\"\\\"x\\\"\"§\"x\"",
                "\"\"§\"\"",
                "\"[1,2\"§\"[1,2\"",
                "\"10.0.0.1\"§\"10.0.0.1\"",
                "\"say \\\"hi\\\"\"§\"say \\\"hi\\\"\"",
                "[]§[]"
            })
    void dynamicsAreJsonWhateverFormTheyCameIn(String cell, String json) throws IOException {
        assertThat(column("dynamic", cell)).containsExactly(json);
    }

    @Test
    void dynamicNullIsMissing() throws IOException {
        assertThat(column("dynamic", "null", "\"null\"")).containsExactly(null, null);
    }

    @ParameterizedTest
    @CsvSource({
        "Int64, LONG",
        "SByte, BOOL",
        "time, TIMESPAN",
        "TimeSpan, TIMESPAN",
        "date, DATETIME",
        "double, REAL",
        "System.Int32, INT",
        "Object, DYNAMIC",
        "SqlDecimal, DECIMAL",
        "uuid, GUID",
        "uniqueid, GUID",
        "DateTime, DATETIME",
        "Boolean, BOOL",
        "String, STRING",
        "System.Data.SqlTypes.SqlDecimal, DECIMAL"
    })
    void olderNamesOfTypesAreKnown(String name, KqlType type) throws IOException {
        QueryResult result = answered(table("x:" + name, ""));

        assertThat(Frames.type(result.table().column(0))).isEqualTo(type);
        assertThat(result.warnings()).isEmpty();
    }

    @Test
    void unknownTypesAreTextWithAWarning() throws IOException {
        QueryResult result = answered(table("x:vector16", "[\"a\"],[1]"));

        assertThat(values(result.table().column(0))).containsExactly("a", "1");
        assertThat(result.warnings()).singleElement().asString().contains("x", "vector16", "string");
    }

    @Test
    void valuesThatAreNoneOfTheirTypeAreMissingWithOneWarning() throws IOException {
        QueryResult result = answered(table("n:long", "[1],[\"abc\"],[9223372036854775808],[1.5]"));

        assertThat(values(result.table().column(0))).containsExactly(1L, null, null, null);
        assertThat(result.warnings())
                .containsExactly("column n holds what is no long, shown as missing: 3 times, first 'abc' in row 2");
    }

    @Test
    void keysAreKnownInDataExplorersSpellingToo() throws IOException {
        Table table = answered("""
                        {"Tables":[{"TableName":"Table_0","Columns":[{"ColumnName":"a","DataType":"Int64"},\
                        {"ColumnName":"b","DataType":"SByte","ColumnType":"bool"}],"Rows":[[1,1]]}]}""").table();

        assertThat(Frames.schema(table).toString()).isEqualTo("[a:long, b:bool]");
        assertThat(Frames.value(table.column("b"), 0)).contains(true);
    }
}
