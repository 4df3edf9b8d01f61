package vedette.kernel.java;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.WeakReference;
import java.util.function.IntSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A session may grow long: cells stay as fast as they were, and what nothing needs any more is given back. */
class LongSessionTest {

    private final JavaLanguage language = JavaLanguage.builder().build();

    @AfterEach
    void close() {
        language.close();
    }

    @Test
    void cellsStayFastInALongSession() {
        String fifty = IntStream.range(0, 50)
                .mapToObj(i -> "var v" + i + " = List.of(" + i + ").stream().map(x -> x + 1).toList();")
                .collect(Collectors.joining("\n"));
        IntStream.range(0, 50).forEach(i -> run("int warm" + i + " = " + i + ";"));
        IntStream.range(0, 4).forEach(i -> run(fifty));
        double trivial = median(() -> run("1 + 1"));
        double many = median(() -> run(fifty));
        IntStream.range(0, 300).forEach(i -> run("int live" + i + " = " + i + ";"));
        double trivialLater = median(() -> run("1 + 1"));
        double manyLater = median(() -> run(fifty));
        assertThat(trivialLater).isLessThan(3 * trivial + 10);
        assertThat(manyLater).isLessThan(3 * many + 10);
    }

    @Test
    void theClassOfACellThatNothingNamesIsCollected() {
        WeakReference<ClassLoader> loader = loaderOfForgottenCell();
        for (int i = 0; i < 50 && loader.get() != null; i++) {
            run("int again = " + i + ";");
            System.gc();
        }
        assertThat(loader.get()).isNull();
    }

    private WeakReference<ClassLoader> loaderOfForgottenCell() {
        run("class Kept { static Class<?> last; }");
        run("Kept.last = new Object() {}.getClass();");
        ClassLoader[] found = new ClassLoader[1];
        System.getProperties().put("vedette.test.holder", found);
        try {
            run("((ClassLoader[]) System.getProperties().get(\"vedette.test.holder\"))[0] ="
                    + " Kept.last.getClassLoader(); Kept.last = null;");
        } finally {
            System.getProperties().remove("vedette.test.holder");
        }
        return new WeakReference<>(found[0]);
    }

    private int run(String code) {
        return language.evaluate(code, new RecordingContext(1)).isPresent() ? 1 : 0;
    }

    private static double median(IntSupplier work) {
        double[] times = IntStream.range(0, 9)
                .mapToDouble(i -> {
                    long start = System.nanoTime();
                    var _ = work.getAsInt();
                    return (System.nanoTime() - start) / 1e6;
                })
                .sorted()
                .toArray();
        return times[times.length / 2];
    }
}
