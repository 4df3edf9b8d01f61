package vedette.kernel.java;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.lang.ref.WeakReference;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.IntSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vedette.kernel.CellFailure;
import vedette.kernel.Cursor;

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

    /** Cells that nothing names any more once they have run again with another number for {@code #}. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "# + 1",
                "java.util.stream.IntStream.range(0, #).map(n -> n + #).sum()",
                "var other = new Object() { int n = #; };",
                "int f(int n) { return n + #; }\nf(1);",
                "record Thing(int n#) {}\nint size(Thing thing) { return thing.n#(); }\nsize(new Thing(3));",
                "class Stateful { static int n = #; }\nStateful.n++;",
                "enum Kind { A#, B }\nKind kind = Kind.B;",
                "int late() { return nobody(#); }",
                "throw new IllegalStateException(\"#\");",
                "class Own extends Exception { int n = #; }\nthrow new Own();",
                "Thread.currentThread().setUncaughtExceptionHandler((t, e) -> System.out.println(#));",
                "Thread.ofPlatform().start(() -> System.out.println(#)).join();",
                "try (var pool = Executors.newFixedThreadPool(2)) { pool.submit(() -> System.out.println(#)); }",
                "System.out.printf(\"%d%n\", #); display(#);"
            })
    void aCellThatNothingNamesAnyMoreIsCollected(String code) {
        List<WeakReference<ClassLoader>> loaders = new CopyOnWriteArrayList<>();
        System.getProperties().put("vedette.test.loaders", loaders);
        try {
            for (int i = 1; i <= 5; i++) {
                runAnyway(
                        "((List<java.lang.ref.WeakReference<ClassLoader>>) System.getProperties().get(\"vedette.test.loaders\"))"
                                + ".add(new java.lang.ref.WeakReference<>(java.lang.invoke.MethodHandles.lookup().lookupClass()"
                                + ".getClassLoader()));\n" + code.replace("#", String.valueOf(i)));
            }
        } finally {
            System.getProperties().remove("vedette.test.loaders");
        }
        assertThat(loaders).hasSize(5);
        // The newest may live: its names do.
        List<WeakReference<ClassLoader>> old = loaders.subList(0, 4);
        for (int i = 0; i < 50 && old.stream().anyMatch(loader -> loader.get() != null); i++) {
            System.gc();
        }
        assertThat(old).allMatch(loader -> loader.get() == null);
    }

    @Test
    void theHeapDoesNotGrowWithTheCellsThatRan() {
        IntStream.range(0, 200).forEach(this::mixed);
        long before = heap();
        IntStream.range(200, 1_000).forEach(this::mixed);
        assertThat(heap() - before).isLessThan(10L << 20);
    }

    private void mixed(int i) {
        String[] codes = {
            "int f(int n) { return n + #; }\nf(1)",
            "String.valueOf(#).length()",
            "var list = List.of(#).stream().map(n -> n + 1).toList();",
            "record Thing(int n#) {}\nint size(Thing thing) { return thing.n#(); }\nsize(new Thing(3))"
        };
        run(codes[i % codes.length].replace("#", String.valueOf(i)));
        if (i % codes.length == 0) {
            language.complete("list.", new Cursor(5));
        }
    }

    private void runAnyway(String code) {
        try {
            run(code);
        } catch (CellFailure failure) {
            assertThat(failure.name()).isIn("CompileError", "IllegalStateException", "Own");
        }
    }

    private static long heap() {
        MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
        return IntStream.range(0, 3)
                .mapToLong(i -> {
                    memory.gc();
                    return memory.getHeapMemoryUsage().getUsed();
                })
                .min()
                .orElseThrow();
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
