package vedette.kernel.message;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {

    private record Host(String hostName, int alerts, List<Duration> gaps) {}

    private static String written(Object value) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("v", value);
        String json = new String(Json.write(object), UTF_8);
        assertThat(json).startsWith("{\"v\":").endsWith("}");
        return json.substring(5, json.length() - 1);
    }

    private static Map<String, Object> read(String json) throws MalformedMessageException {
        return Json.object(json.getBytes(UTF_8));
    }

    @Test
    void plainValues() {
        assertThat(written(null)).isEqualTo("null");
        assertThat(written(true)).isEqualTo("true");
        assertThat(written(
                        List.of(1, 2L, (short) 3, new AtomicInteger(4), new BigInteger("5"), new BigDecimal("6.50"))))
                .isEqualTo("[1,2,3,4,5,6.50]");
        assertThat(written(Arrays.asList(0.5, 1.5f, Double.NaN, Float.NEGATIVE_INFINITY)))
                .isEqualTo("[0.5,1.5,null,null]");
        assertThat(written(List.of("a", 'b', new StringBuilder("c"), TimeUnit.DAYS)))
                .isEqualTo("[\"a\",\"b\",\"c\",\"DAYS\"]");
        assertThat(written(Map.of(1, List.of(Map.of())))).isEqualTo("{\"1\":[{}]}");
        assertThat(written(new byte[] {1, 2, 3})).isEqualTo("\"AQID\"");
    }

    @Test
    void textThatIsNone() {
        assertThat(written("\"\\\n\u0001\u2028/<\uD83D\uDE00"))
                .isEqualTo("\"\\\"\\\\\\n\\u0001\\u2028/<\uD83D\uDE00\"");
        assertThat(written("a\uD800b\uDC00\uD800")).isEqualTo("\"a\uFFFDb\uFFFD\uFFFD\"");
        assertThat(new String(Json.write(Map.of("\uDC00", 1)), UTF_8)).isEqualTo("{\"\uFFFD\":1}");
        String long1 = "x".repeat(8191) + "\uD83D\uDE00" + "y".repeat(100_000);
        assertThat(written(long1)).isEqualTo('"' + long1 + '"');
    }

    @Test
    void whatUsersPutThere() {
        assertThat(written(new Host("a", 1, List.of(Duration.ofSeconds(5)))))
                .isEqualTo("{\"hostName\":\"a\",\"alerts\":1,\"gaps\":[\"PT5S\"]}");
        assertThat(written(new int[][] {{1, 2}, {}})).isEqualTo("[[1,2],[]]");
        assertThat(written(new Object[] {"a", Double.NaN})).isEqualTo("[\"a\",null]");
        assertThat(written(Instant.EPOCH)).isEqualTo("\"1970-01-01T00:00:00Z\"");
        Path path = Path.of("x");
        assertThat(written(path)).isEqualTo('"' + path.toUri().toString() + '"');
        assertThat(written(new Object())).isEqualTo("{}");
        assertThat(written(new Host("a\uD800", 1, null))).contains("\"a\uFFFD\"");
    }

    @Test
    void rings() {
        List<Object> ring = new ArrayList<>();
        ring.add(ring);
        assertThatThrownBy(() -> written(ring))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("holds itself");
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("me", map);
        assertThatThrownBy(() -> written(map)).isInstanceOf(IllegalArgumentException.class);
        Object[] array = new Object[1];
        array[0] = array;
        assertThatThrownBy(() -> written(array)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void numbersKeepTheirValue() throws MalformedMessageException {
        assertThat(
                        read(
                                "{\"n\": [1, -2147483648, 2147483648, 9223372036854775807, 9223372036854775808, 0.10, 1e400, -0]}"))
                .isEqualTo(Map.of(
                        "n",
                        List.of(
                                1,
                                Integer.MIN_VALUE,
                                2147483648L,
                                new BigInteger("9223372036854775807"),
                                new BigInteger("9223372036854775808"),
                                new BigDecimal("0.10"),
                                new BigDecimal("1e400"),
                                0)));
    }

    @Test
    void objectsKeepTheirOrderAndNulls() throws MalformedMessageException {
        Map<String, Object> object = read("{\"z\": null, \"a\": [null, \"\\ud83d\\ude00\"], \"z2\": {}}");
        assertThat(object.keySet()).containsExactly("z", "a", "z2");
        assertThat(object.get("a")).isEqualTo(Arrays.asList(null, "\uD83D\uDE00"));
        assertThat(read("null")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "{]",
                "[1]",
                "1",
                "{\"a\" 1}",
                "{\"a\": 01}",
                "{'a': 1}",
                "{a: 1}",
                "{\"a\": NaN}",
                "{\"a\": 1,}",
                "{} {}",
                "{\"a\": \"\n\"}",
                "{\"a\": \"\\x\"}",
                "{\"a\": tru}",
                "// {}"
            })
    void whatIsNoObject(String json) {
        assertThatThrownBy(() -> read(json)).isInstanceOf(MalformedMessageException.class);
    }

    @Test
    void whatIsTooMuch() {
        assertThatThrownBy(() -> read("{\"a\":" + "[".repeat(100_000))).isInstanceOf(MalformedMessageException.class);
        assertThatThrownBy(() -> read("{\"a\":" + "9".repeat(1_000_000) + "}"))
                .isInstanceOf(MalformedMessageException.class);
    }

    @Test
    void bytesThatAreNoText() {
        assertThatThrownBy(() -> Json.object("{\"a\": \"ä\"}".getBytes(ISO_8859_1)))
                .isInstanceOf(MalformedMessageException.class)
                .hasMessageContaining("no valid text");
    }

    @Test
    void fieldsOfTheWrongTypeAreNamed() throws MalformedMessageException {
        FieldReader fields = Json.fields(
                "{\"o\": {}, \"t\": \"x\", \"n\": 3.0, \"f\": 3.5, \"l\": 4294967296, \"z\": null, \"m\": {\"a\": []}}"
                        .getBytes(UTF_8));

        assertThat(fields.text("n")).isEqualTo("3.0");
        assertThat(fields.number("n")).isEqualTo(3);
        assertThat(fields.number("z")).isNull();
        assertThat(fields.isSet("z")).isFalse();
        assertThat(fields.object("absent")).isEqualTo(Collections.emptyMap());
        assertThatThrownBy(() -> fields.text("o")).hasMessage("o must be a text");
        assertThatThrownBy(() -> fields.number("t")).hasMessage("t must be a whole number");
        assertThatThrownBy(() -> fields.number("f")).hasMessage("f must be a whole number");
        assertThatThrownBy(() -> fields.number("l")).hasMessage("l must be a whole number");
        assertThatThrownBy(() -> fields.flag("t")).hasMessage("t must be true or false");
        assertThatThrownBy(() -> fields.object("t")).hasMessage("t must be an object");
        assertThatThrownBy(() -> fields.texts("m")).hasMessage("a must be a text");
        assertThatThrownBy(() -> fields.requiredText("z")).hasMessage("z is null");
        assertThatThrownBy(() -> fields.requiredText("absent")).hasMessage("absent is missing");
    }
}
