package vedette.kernel.java;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Methods near the size that a class file allows, to which the checks by which a cell is stopped add some. */
class LargeCellsTest {

    private static final String LOOPS = "for (int i = 0; i < 1; i++) count++;\n".repeat(2_900);
    private static final String NOTE = "~ note: %s is so large that an interrupt cannot stop its loops";

    private final JavaLanguage language = JavaLanguage.builder().build();

    @AfterEach
    void close() {
        language.close();
    }

    @Test
    void aMethodWithoutRoomForChecksRunsWithoutThem() {
        assertThat(evaluate("int count = 0; int one() { return 1; }")).isEmpty();
        assertThat(evaluate("void large() {\n" + LOOPS + "count += one(); }")).containsExactly(NOTE.formatted("large"));
        assertThat(evaluate("large(); count")).containsExactly("= 2901");
    }

    @Test
    void soDoesACell() {
        assertThat(evaluate("int count = 0;")).isEmpty();
        assertThat(evaluate(LOOPS)).containsExactly(NOTE.formatted("the cell"));
        assertThat(evaluate("count")).containsExactly("= 2900");
    }

    @Test
    void itEndsNeitherTheKernelNorLosesItsLines() {
        assertThat(evaluate("int count = 0;\nclass Large { void run() {\n" + LOOPS + "System.exit(1); } }"))
                .isEmpty();
        assertThat(evaluate("new Large().run();"))
                .contains(NOTE.formatted("run"), "!       at Large.run (cell [1] line 2903)");
    }

    @Test
    void whatIsTooLargeForAClassFileIsTheCompilersError() {
        assertThat(evaluate("int count = 0;\nvoid larger() {\n" + LOOPS.repeat(2) + "}"))
                .contains("! CompileError: code too large");
        assertThat(evaluate("1 + 1")).containsExactly("= 2");
    }

    private List<String> evaluate(String code) {
        return CellCasesTest.evaluate(language, code, 1);
    }
}
