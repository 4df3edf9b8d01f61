package vedette.kql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QueryTemplateTest {

    @Nested
    class WhatIsAParameter {

        @Test
        void aNameInBracesIsOneWhereverAValueMayStand() {
            assertThat(names("T | where a == {x} and b in ({y}) | take {n}")).containsExactly("x", "y", "n");
            assertThat(names("let f = (t: string) { T | where a == {x} }; f({y})"))
                    .containsExactly("x", "y");
            assertThat(names("T | where t > datetime({start})")).containsExactly("start");
            assertThat(names("{x}")).containsExactly("x");
        }

        @Test
        void aPathIsOne() {
            assertThat(names("print {x.y}, {a.b.c}")).containsExactly("x.y", "a.b.c");
            assertThat(names("print datetime({alert.start})")).containsExactly("alert.start");
        }

        @Test
        void rawTextAndNamesAreOnesThatSaySo() {
            assertThat(QueryTemplate.of("{t:id} | where {filter:raw}").parameters())
                    .extracting(QueryTemplate.Parameter::name, QueryTemplate.Parameter::form)
                    .containsExactly(tuple("t", QueryTemplate.Form.NAME), tuple("filter", QueryTemplate.Form.RAW));
        }

        @Test
        void twoBracesStandForOne() {
            assertThat(names("print {{x}}")).isEmpty();
            assertThat(QueryTemplate.of("T {{x}} | where a == {x}")
                            .fill(name -> "1")
                            .text())
                    .isEqualTo("T {x} | where a == 1");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "print \"{x}\"",
                    "print @'{x}'",
                    "print ```{x}```",
                    "print 1 // {x}",
                    "print dynamic({\"a\": {x}})",
                    "let f = (){x}; f",
                    "let f = () {x}; f",
                    "let f = view (a: long) {x}; f",
                    "print { x }",
                    "print {x.}",
                    "print {x:number}",
                    "print {}",
                    "print {1}",
                    "print {x",
                })
        void otherBracesAreNone(String text) {
            assertThat(names(text)).isEmpty();
            assertThat(QueryTemplate.of(text).fill(name -> "!").text()).isEqualTo(text);
        }
    }

    @Nested
    class Filling {

        @Test
        void putsLiteralsInAndLeavesTheRestAsItIs() {
            var filled =
                    QueryTemplate.of(" T // {a}\n| where a == {a} or b == {b};").fill(name -> "'" + name.name() + "'");
            assertThat(filled.text()).isEqualTo(" T // {a}\n| where a == 'a' or b == 'b';");
        }

        @Test
        void doesNotFillWhatAValueHolds() {
            assertThat(QueryTemplate.of("print {a}, {b}").fill(name -> "'{b}'").text())
                    .isEqualTo("print '{b}', '{b}'");
        }

        @Test
        void replacesATypedLiteralByAValueOfThatForm() {
            var template = QueryTemplate.of("print datetime( {t} ) + 1d");
            assertThat(template.fill(name -> "datetime(2026-11-02)").text())
                    .isEqualTo("print datetime(2026-11-02) + 1d");
            assertThat(template.fill(name -> "'2026-11-02'").text()).isEqualTo("print datetime( '2026-11-02' ) + 1d");
        }
    }

    @Nested
    class TheWayBack {

        private static final String TEXT = "T | where a == {a} and b == {b} | summarise x";

        @Test
        void leadsBehindShorterAndLongerValuesToTheSameText() {
            for (List<String> values : List.of(List.of("1", "2"), List.of("'a longer value'", "''"))) {
                var filled = QueryTemplate.of(TEXT).fill(name -> values.get("ab".indexOf(name.name())));
                int at = filled.text().indexOf("summarise");
                Span source = filled.source(new Span(at, at + 9));
                assertThat(TEXT.substring(source.start(), source.end())).isEqualTo("summarise");
            }
        }

        @Test
        void leadsFromAPartOfAValueToTheWholeParameter() {
            var filled = QueryTemplate.of(TEXT).fill(name -> "'value'");
            int at = filled.text().indexOf("lue");
            Span source = filled.source(new Span(at, at + 1));
            assertThat(TEXT.substring(source.start(), source.end())).isEqualTo("{a}");
        }

        @Test
        void isTheIdentityWithoutParameters() {
            var filled = QueryTemplate.of("print 1").fill(name -> "");
            assertThat(filled.source(new Span(3, 7))).isEqualTo(new Span(3, 7));
        }
    }

    private static List<String> names(String text) {
        return QueryTemplate.of(text).parameters().stream()
                .map(QueryTemplate.Parameter::name)
                .toList();
    }
}
