package vedette.engine.rewrite;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import vedette.frame.KqlType;
import vedette.kql.plan.Column;
import vedette.kql.plan.Plan;
import vedette.kql.plan.PlanText;
import vedette.kql.plan.Scalar;

class RewritesTest {

    private static final Column HOST = new Column(0, "Host", KqlType.STRING);
    private static final Column ID = new Column(1, "Id", KqlType.LONG);
    private static final Plan SCAN = new Plan.Scan("T", List.of(HOST, ID), List.of());
    private static final Scalar IS_X = call("==", ref(HOST), Scalar.Constant.of("x"));
    private static final Scalar IS_EMPTY = call("==", ref(HOST), Scalar.Constant.of(""));
    private static final Scalar IS_5 = call("==", ref(ID), Scalar.Constant.of(5));

    @Nested
    class MergeFilters {

        @Test
        void twoFiltersBecomeOne() {
            Plan plan = new Plan.Filter(new Plan.Filter(SCAN, IS_EMPTY), IS_5);

            assertThat(after("merge-filters", plan)).isEqualTo("""
                Filter and(==(Host#0, ""), ==(Id#1, 5))
                Scan T\
                """);
        }

        @Test
        void aTakeBetweenThemKeepsThemApart() {
            Plan plan = new Plan.Filter(new Plan.Take(new Plan.Filter(SCAN, IS_5), Scalar.Constant.of(1)), IS_5);

            assertThat(after("merge-filters", plan)).isEqualTo(PlanText.of(plan));
        }
    }

    @Nested
    class TestStoredStrings {

        @Test
        void aConditionThatNoEmptyStringMeetsMovesIntoTheScan() {
            Plan plan = new Plan.Filter(SCAN, call("and", IS_X, IS_5));

            assertThat(after("test-stored-strings", plan)).isEqualTo("""
                Filter ==(Id#1, 5)
                Scan T [==(Host#0, "x")]\
                """);
        }

        @Test
        void aConditionThatAnEmptyStringMeetsStays() {
            Plan plan = new Plan.Filter(SCAN, IS_EMPTY);

            assertThat(after("test-stored-strings", plan)).isEqualTo(PlanText.of(plan));
        }

        @Test
        void aNegatedConditionStays() {
            Plan plan = new Plan.Filter(SCAN, call("not", IS_X));

            assertThat(after("test-stored-strings", plan)).isEqualTo(PlanText.of(plan));
        }
    }

    private static String after(String rewrite, Plan plan) {
        Set<String> others = new java.util.HashSet<>(Rewrites.names());
        others.remove(rewrite);
        return PlanText.of(Rewrites.apply(plan, others));
    }

    private static Scalar ref(Column column) {
        return new Scalar.Reference(column);
    }

    private static Scalar call(String function, Scalar... arguments) {
        return new Scalar.Call(function, KqlType.BOOL, arguments);
    }
}
