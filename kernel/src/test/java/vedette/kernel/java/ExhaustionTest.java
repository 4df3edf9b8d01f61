package vedette.kernel.java;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vedette.kernel.CellFailure;

/** Cells that use up the heap or the stack: the kernel answers and lives on. */
class ExhaustionTest {

    @Test
    void aCellThatUsesUpTheHeapIsAnsweredAndItsVariablesAreLetGo() {
        try (JavaLanguage language = JavaLanguage.builder().build()) {
            RecordingContext context = new RecordingContext(1);
            String code = "var big = new ArrayList<byte[]>();\nwhile (true) big.add(new byte[64 << 10]);";
            // The second time the variable is that of the earlier cell.
            for (String again : List.of(code, code)) {
                CellFailure failure = catchThrowableOfType(CellFailure.class, () -> language.evaluate(again, context));
                assertThat(failure.name()).isEqualTo("OutOfMemoryError");
                assertThat(context.err.toString()).endsWith("set to null: big\n");
                assertThat(language.evaluate("big == null", new RecordingContext(2))
                                .orElseThrow()
                                .text())
                        .hasValue("true");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "int[] huge = new int[Integer.MAX_VALUE];",
                "int[] huge = new int[Integer.MAX_VALUE - 8];",
                "throw new OutOfMemoryError(\"mine\");"
            })
    void whereMemoryIsLeftVariablesAreKept(String code) {
        try (JavaLanguage language = JavaLanguage.builder().build()) {
            RecordingContext context = new RecordingContext(1);
            CellFailure failure = catchThrowableOfType(
                    CellFailure.class, () -> language.evaluate("var data = List.of(1, 2);\n" + code, context));
            assertThat(failure.name()).isEqualTo("OutOfMemoryError");
            assertThat(context.err).isEmpty();
            assertThat(language.evaluate("data", new RecordingContext(2))
                            .orElseThrow()
                            .text())
                    .hasValue("[1, 2]");
        }
    }

    @Test
    void aThreadOfACellPrintsToItsOwnCellAlsoLater() throws Exception {
        try (JavaLanguage language = JavaLanguage.builder().build()) {
            RecordingContext first = new RecordingContext(1);
            language.evaluate("""
                var gate = new CountDownLatch(1);
                var late = new Thread(() -> { try { gate.await(); } catch (InterruptedException e) {} System.out.println("late"); });
                late.start();
                """, first);
            RecordingContext second = new RecordingContext(2);
            language.evaluate("gate.countDown(); late.join(); System.out.println(\"second\");", second);
            assertThat(first.out).hasToString("late\n");
            assertThat(second.out).hasToString("second\n");
        }
    }

    @Test
    void linesOfTheUserComeByTheContext() {
        try (JavaLanguage language = JavaLanguage.builder().build()) {
            RecordingContext context = new RecordingContext(1);
            context.answers.add("typed");
            context.answers.add("secret");
            context.answers.add("4 5");
            assertThat(language.evaluate(
                                    "var in = new Scanner(System.in);\n"
                                            + "input(\"name? \") + password(\"word? \") + (in.nextInt() + in.nextInt())",
                                    context)
                            .orElseThrow()
                            .text())
                    .hasValue("typedsecret9");
            assertThat(context.shown).containsExactly("input name? ", "password word? ", "input ");
        }
    }

    @Test
    void warmingUpDeclaresNothing() {
        try (JavaLanguage language = JavaLanguage.builder().build()) {
            language.prewarm();
            RecordingContext context = new RecordingContext(1);
            language.evaluate("%who", context);
            assertThat(context.out).hasToString("no variables\n");
        }
    }
}
