package vedette.kql.plan;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import vedette.frame.KqlType;

class PlanCheckTest {

    private static final Column FLAG = new Column(0, "Flag", KqlType.BOOL);
    private static final Plan SCAN = new Plan.Scan("T", List.of(FLAG), List.of());

    @Test
    void aScalarMayReferOnlyToWhatItsRelationSees() {
        Plan plan = new Plan.Filter(SCAN, new Scalar.Reference(new Column(7, "Other", KqlType.BOOL)));

        assertThatThrownBy(() -> PlanCheck.verify(plan))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("Other#7 is not visible in Filter, only [Flag#0]");
    }

    @Test
    void theBodyOfAnApplySeesTheInput() {
        Column copy = new Column(1, "Copy", KqlType.BOOL);

        PlanCheck.verify(
                new Plan.Apply(SCAN, new Plan.Rows(List.of(copy), List.of(List.of(new Scalar.Reference(FLAG))))));
    }

    @Test
    void noIdIsDefinedTwice() {
        Plan plan = new Plan.Join(Plan.JoinKind.INNER, SCAN, SCAN, List.of());

        assertThatThrownBy(() -> PlanCheck.verify(plan)).hasMessage("column id defined twice: Flag#0");
    }

    @Test
    void aRewriteMayNotChangeWhatTheUserSees() {
        Plan renamed = new Plan.Scan("T", List.of(new Column(0, "flag", KqlType.BOOL)), List.of());

        assertThatThrownBy(() -> PlanCheck.verify(renamed, SCAN))
                .hasMessage("schema changed from [Flag:bool] to [flag:bool]");
    }

    @Test
    void aFilterNeedsABool() {
        assertThatThrownBy(() -> new Plan.Filter(SCAN, Scalar.Constant.of(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("predicate must be bool: 1");
    }
}
