package vedette.kql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vedette.kql.Queries.Split;

class QueriesTest {

    @Nested
    class Splitting {

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "let x = \"Hello\"; let y = 10;\n\nprint x, y",
                    "T\n| where a == 1\n\n| take 5",
                    "T | where a in (1,\n\n2)",
                    "T | where a == 1 and\n\nb == 2",
                    "T | summarize count()\n\nby a",
                    "T | join (U\n\n| take 1)\n\non a",
                    "print ```a\n\nb```",
                    "T | where\n\n// why\n\na == 1",
                    "T | extend a =\r\n \t\r\n1",
                    "T\n\n// the end",
                })
        void keepsAQueryWithEmptyLinesWhole(String text) {
            assertThat(Queries.split(text, Split.SMART)).hasSize(1);
        }

        @Test
        void cutsWhereOneQueryEndsAndAnotherBegins() {
            assertThat(texts("T | take 1\n\n// next\nU | count\n \t \r\nprint 1", Split.SMART))
                    .containsExactly("T | take 1", "// next\nU | count", "print 1");
        }

        @Test
        void cutsAtAllEmptyLinesOrNoneWhereTold() {
            assertThat(texts("T\n\n| take 5", Split.BLANK)).containsExactly("T", "| take 5");
            assertThat(texts("T\n\nU", Split.NONE)).containsExactly("T\n\nU");
        }

        @Test
        void findsNothingInCommentsAlone() {
            assertThat(texts(" // nothing\n\n// here", Split.SMART)).isEmpty();
        }

        private static List<String> texts(String text, Split split) {
            return Queries.split(text, split).stream()
                    .map(span -> text.substring(span.start(), span.end()))
                    .toList();
        }
    }

    @Nested
    class Time {

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "T | where TimeGenerated > x",
                    "T | where Started between (datetime(2026-01-01) .. 1d)",
                    "T | where Started > ago(1d)",
                    "let since = ago(1d); T | where Started >= since",
                    "union (T | where Started < now()), U",
                    "find where TimeGenerated > ago(1h)",
                })
        void isLimitedByAConditionOnIt(String query) {
            assertThat(Queries.limitsTime(query)).isTrue();
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "T",
                    "T | where a > 1",
                    "T | project TimeGenerated | summarize max(TimeGenerated)",
                    "T | extend age = now() - TimeGenerated",
                    "T | where a == \"ago(1d)\" // TimeGenerated > ago(1d)",
                })
        void isNotLimitedByWhatIsNoCondition(String query) {
            assertThat(Queries.limitsTime(query)).isFalse();
        }
    }

    @Test
    void aTakeGoesBeforeRenderAndComments() {
        assertThat(taken("T | where a | render timechart")).isEqualTo("T | where a<take> | render timechart");
        assertThat(taken("T | render piechart")).isEqualTo("T<take> | render piechart");
        assertThat(taken("let x = 1; T | where a == x // done\n"))
                .isEqualTo("let x = 1; T | where a == x<take> // done\n");
        assertThat(taken("T;")).isEqualTo("T<take>;");
    }

    private static String taken(String query) {
        int offset = Queries.takeOffset(query).orElseThrow();
        return query.substring(0, offset) + "<take>" + query.substring(offset);
    }

    @Test
    void borrowedNamesStandAloneBehindLetAndAreNotDefinedAbove() {
        assertThat(Queries.borrowedNames("let a = x; let b = a; let c = x + 1; let d = (y); T")
                        .values())
                .containsExactly("x");
    }
}
