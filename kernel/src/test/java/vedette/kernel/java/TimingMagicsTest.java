package vedette.kernel.java;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import vedette.display.MimeBundle;
import vedette.kernel.CellFailure;

/** What {@code %time}, {@code %%time} and {@code %timeit} run and tell. */
class TimingMagicsTest {

    private static final String DURATION = "\\d[\\d.]* (ns|µs|ms|s)";
    private static final String TOOK = "took " + DURATION + "(, and " + DURATION + " to compile)?\n";

    private final JavaLanguage language = JavaLanguage.builder().build();
    private final RecordingContext context = new RecordingContext(1);

    @AfterEach
    void close() {
        language.close();
    }

    @Test
    void aLineIsTimedAndGivesItsValue() {
        assertThat(result("%time Thread.sleep(20); 1 + 1")).contains("2");
        assertThat(context.out.toString()).matches(TOOK).doesNotContain("ns").doesNotContain("µs");
    }

    @Test
    void aLineThatThrowsIsTimed() {
        assertThat(failure("%time Integer.parseInt(\"x\")").name()).isEqualTo("NumberFormatException");
        assertThat(context.out.toString()).matches(TOOK);
    }

    @Test
    void whatDoesNotCompileIsNot() {
        assertThat(failure("%time nope").name()).isEqualTo("CompileError");
        assertThat(context.out.toString()).isEmpty();
    }

    @Test
    void magicsAreTimedAsWell() {
        assertThat(result("%%time\nint timed = 6;\n%who\nvar lines = !echo hi\ntimed + lines.size()"))
                .contains("7");
        assertThat(context.out.toString()).matches("int timed\n" + TOOK);

        context.out.setLength(0);
        assertThat(result("%time %who timed")).isEmpty();
        assertThat(context.out.toString()).matches("no variables of these types\n" + TOOK);

        context.out.setLength(0);
        assertThat(result("%%time\n%%sh\necho hi")).isEmpty();
        assertThat(context.out.toString()).matches("hi\n" + TOOK);
    }

    @Test
    void aLoopRunsAsOftenAsWantedAndTellsHowLongOneTurnTakes() {
        result("int turns = 0;");

        assertThat(result("%timeit -n 10 -r3 turns++")).isEmpty();
        assertThat(result("turns")).contains("30");
        assertThat(context.out.toString())
                .matches(DURATION + " ± " + DURATION + ", best " + DURATION
                        + " \\(mean ± standard deviation of 3 runs of 10 loops\\)\n");
    }

    @Test
    void aLoopGrowsUntilItCanBeMeasured() {
        result("%timeit -r 1 \"threat\".hashCode()");

        assertThat(context.out.toString()).contains("of 1 run of ").containsPattern("\\d,000 loops");
    }

    /** The value of each turn is computed: a loop of long turns takes longer than one of short turns. */
    @Test
    void aTurnIsNotLeftOut() {
        result("double seed = 2;");
        result("double slow() { double x = seed; for (int i = 0; i < 100_000; i++) x = Math.sqrt(x + i); return x; }");

        result("%timeit -n 20 -r 3 slow()");

        assertThat(context.out.toString()).containsPattern("best \\d[\\d.]* (µs|ms|s) ");
    }

    private Optional<String> result(String cell) {
        return language.evaluate(cell, context).flatMap(MimeBundle::text);
    }

    private CellFailure failure(String cell) {
        return catchThrowableOfType(CellFailure.class, () -> language.evaluate(cell, context));
    }
}
