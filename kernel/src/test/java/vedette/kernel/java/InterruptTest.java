package vedette.kernel.java;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vedette.display.MimeBundle;
import vedette.kernel.CellFailure;

/** Cells that are interrupted stop, and what they had done stays. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class InterruptTest {

    private final JavaLanguage language =
            JavaLanguage.builder().grace(Duration.ofSeconds(20)).build();

    @AfterEach
    void close() {
        language.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "while (true) {}",
                "for (long i = 0; ; i++) { kept = 1 + (int) (i % 1); }",
                "while (true) { try { Thread.onSpinWait(); } catch (Throwable e) {} }",
                "while (true) { try { while (true) { kept = 1; } } catch (Throwable e) {} finally { kept = 1; } }",
                "int down(int n) { return n == 0 ? 0 : down(n - 1); }\nwhile (true) down(100);",
                "Thread.sleep(100_000);",
                "java.util.concurrent.locks.LockSupport.park();",
                "synchronized (lock) { lock.wait(); }",
                "new CountDownLatch(1).await();",
                "IntStream.iterate(0, i -> i + 1).forEach(i -> { kept = 1; });",
                "IntStream.iterate(0, i -> i + 1).parallel().forEach(i -> { kept = 1; });",
                "%timeit -n 1000000000000 kept + 1",
                "%timeit while (true) {}",
                "%time while (true) {}",
                "class Spinner { void spin() { do { kept = 1; } while (true); } }\nnew Spinner().spin();"
            })
    void stopsAndKeepsState(String body) throws Exception {
        language.evaluate("int kept = 0; Object lock = new Object();", new RecordingContext(1));
        CellFailure failure = interrupt("kept = 1;\nSystem.out.println(\"started\");\n" + body);
        assertThat(failure.name()).isEqualTo("KeyboardInterrupt");
        assertThat(result("kept")).isEqualTo("1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"x\".repeat(50_000).replaceAll(\"(.*)(.*)(.*)(.*)y\", \"\");",
                "java.util.regex.Pattern.compile(\"(.*)(.*)(.*)(.*)(.*)y\").asPredicate().test(\"x\".repeat(9_000));",
                "while (true) { try { \"x\".repeat(50_000).split(\"(.*)(.*)(.*)(.*)y\"); } catch (Throwable e) {} }",
                "List.of(\"x\".repeat(50_000)).forEach(s -> s.matches(\"(.*)(.*)(.*)(.*)y\"));",
                "BigInteger.valueOf(3).pow(500_000_000);",
                "BigInteger.ONE.shiftLeft(100_000_000).toString();",
                "Stream.generate(String::new).count();",
                "Stream.iterate(1, UnaryOperator.identity()).filter(Objects::isNull).findAny();",
                "new ArrayList<>(Collections.nCopies(3_000_000, 1)).removeAll(Collections.nCopies(3_000_000, 2));",
                "Collections.nCopies(3_000_000, 1).stream().sorted().allMatch(Collections.nCopies(3_000_000, 2)::contains);"
            })
    void stopsInsideTheJdkAndKeepsState(String body) throws Exception {
        language.evaluate("int kept = 0;", new RecordingContext(1));
        for (int i = 1; i <= 2; i++) {
            CellFailure failure = interrupt("kept = " + i + ";\nSystem.out.println(\"started\");\n" + body);
            assertThat(failure.name()).isEqualTo("KeyboardInterrupt");
            assertThat(failure.value()).doesNotContain("did not stop");
            assertThat(result("kept + \"aab\".replaceAll(\"a+\", \"c\") + BigInteger.TWO.pow(70)"))
                    .isEqualTo(i + "cb1180591620717411303424");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "silent.accept();",
                "silent.setSoTimeout(600_000); silent.accept();",
                "new Socket(\"localhost\", silent.getLocalPort()).getInputStream().read();",
                "new Socket(\"localhost\", silent.getLocalPort()).getOutputStream().write(new byte[200_000_000]);",
                "while (true) new Socket(\"localhost\", silent.getLocalPort());",
                "while (true) new Socket().connect(silent.getLocalSocketAddress(), 600_000);",
                "new DatagramSocket().receive(new DatagramPacket(new byte[9], 9));",
                "URI.create(\"http://localhost:\" + silent.getLocalPort()).toURL().openStream();",
                "javax.net.ssl.SSLSocketFactory.getDefault().createSocket(\"localhost\", silent.getLocalPort())"
                        + ".getInputStream().read();",
                "java.nio.channels.SocketChannel.open(silent.getLocalSocketAddress()).read(ByteBuffer.allocate(9));",
            })
    void stopsInSocketsAndLeavesThemUsable(String body) throws Exception {
        language.evaluate(
                "import java.net.*; import java.nio.*; var silent = new ServerSocket(0, 1); int received = 0;",
                new RecordingContext(1));
        CellFailure failure = interrupt("System.out.println(\"started\");\n" + body);
        assertThat(failure.name()).isEqualTo("KeyboardInterrupt");
        assertThat(failure.value()).doesNotContain("did not stop");
        assertThat(result("""
            silent.close();
            try (var server = new ServerSocket(0);
                    var client = new Socket("localhost", server.getLocalPort());
                    var accepted = server.accept()) {
                client.getOutputStream().write(42);
                received = accepted.getInputStream().read();
            }
            received
            """)).isEqualTo("42");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "process.waitFor();",
                "process.getInputStream().readAllBytes();",
                "process.inputReader().lines().forEach(System.out::println);",
                "while (true) process.getOutputStream().write(new byte[10_000]);",
            })
    void endsTheProcessesThatItStarted(String body) throws Exception {
        language.evaluate("Process process;", new RecordingContext(1));
        CellFailure failure = interrupt("""
            process = new ProcessBuilder("sh", "-c", "sleep 600 | cat").start();
            while (process.descendants().count() < 2) Thread.onSpinWait();
            System.out.println("started");
            """ + body);
        assertThat(failure.name()).isEqualTo("KeyboardInterrupt");
        assertThat(failure.value()).doesNotContain("did not stop");
        assertThat(result("process.onExit().get().isAlive()")).isEqualTo("false");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "new ProcessBuilder(\"sleep\", \"600\").start()",
                "ProcessBuilder.startPipeline(List.of(new ProcessBuilder(\"sleep\", \"600\"))).getFirst()",
                "((Callable<Process>) new ProcessBuilder(\"sleep\", \"600\")::start).call()",
                "Runtime.getRuntime().exec(\"sleep 600\")",
                "Runtime.getRuntime().exec(new String[] {\"sleep\", \"600\"})",
                "Runtime.getRuntime().exec(\"sleep 600\", null)",
                "Runtime.getRuntime().exec(new String[] {\"sleep\", \"600\"}, null)",
                "Runtime.getRuntime().exec(\"sleep 600\", null, null)",
                "Runtime.getRuntime().exec(new String[] {\"sleep\", \"600\"}, null, null)",
            })
    void endsProcessesHoweverTheyWereStarted(String start) throws Exception {
        language.evaluate("import java.util.concurrent.Callable; Process process;", new RecordingContext(1));
        interrupt("process = " + start + "; System.out.println(\"started\"); while (true) {}");
        assertThat(result("process.onExit().get().isAlive()")).isEqualTo("false");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "class Endless extends Exception { public String getMessage() { return go(super.getMessage()); } }",
                "class Endless extends Exception { public Throwable getCause() { go(null); return null; } }",
                "class Endless extends Exception {"
                        + " public StackTraceElement[] getStackTrace() { go(null); return null; } }",
                "class Endless extends Exception {"
                        + " public String getMessage() { return \"x\".repeat(50_000).replaceAll(go(\"(.*)(.*)(.*)(.*)y\"), \"\"); } }",
            })
    void stopsWhileWhatWasThrownIsDescribed(String type) throws Exception {
        language.evaluate("""
            String go(String text) { System.out.println("started"); while (text == null) Thread.onSpinWait(); return text; }
            """, new RecordingContext(1));
        CellFailure failure = interrupt(type + "\nint kept = 7;\nthrow new Endless();");
        assertThat(failure.name()).isEqualTo("Endless");
        assertThat(result("kept")).isEqualTo("7");
    }

    @Test
    void whatWasThrownIsNamedAlsoWhereDescribingItCannotBeStopped() throws Exception {
        try (JavaLanguage impatient =
                JavaLanguage.builder().grace(Duration.ofMillis(200)).build()) {
            RecordingContext stuck = new RecordingContext(1);
            CompletableFuture<CellFailure> given =
                    CompletableFuture.supplyAsync(() -> failureOf(impatient, """
                        class Stuck extends Exception {
                            public String getMessage() {
                                System.out.println("started");
                                new java.util.concurrent.Semaphore(0).acquireUninterruptibly();
                                return "";
                            }
                        }
                        throw new Stuck();
                        """, stuck));
            assertThat(stuck.awaitPrint()).isEqualTo("started\n");
            stuck.interrupt();
            assertThat(given.get().name()).isEqualTo("Stuck");
        }
    }

    @Test
    void aCellThatWasStoppedKeepsItsThreadAndOneThatWasGivenUpDoesNot() throws Exception {
        try (JavaLanguage impatient =
                JavaLanguage.builder().grace(Duration.ofMillis(500)).build()) {
            impatient.evaluate("Thread first = Thread.currentThread();", new RecordingContext(1));
            stopFromAside(impatient, "while (true) {}");
            stopFromAside(impatient, "\"x\".repeat(50_000).replaceAll(\"(.*)(.*)(.*)(.*)y\", \"\");");
            assertThat(isOnFirst(impatient)).isEqualTo("true");
            assertThat(impatient
                            .evaluate("\"aab\".replaceAll(\"a+\", \"c\")", new RecordingContext(2))
                            .flatMap(MimeBundle::text))
                    .contains("cb");
            stopFromAside(impatient, "new java.util.concurrent.Semaphore(0).acquireUninterruptibly();");
            assertThat(isOnFirst(impatient)).isEqualTo("false");
        }
    }

    private static String isOnFirst(JavaLanguage language) {
        return language.evaluate("Thread.currentThread() == first", new RecordingContext(9))
                .flatMap(MimeBundle::text)
                .orElseThrow();
    }

    /** Runs a cell here and interrupts it from another thread. */
    private static void stopFromAside(JavaLanguage language, String body) {
        RecordingContext context = new RecordingContext(2);
        Thread.startVirtualThread(() -> {
            try {
                context.awaitPrint();
                context.interrupt();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        assertThat(failureOf(language, "System.out.println(\"started\");\n" + body, context)
                        .name())
                .isEqualTo(CellFailure.INTERRUPT);
    }

    @Test
    void aProcessOfAnEarlierCellGoesOn() throws Exception {
        language.evaluate(
                "var earlier = Runtime.getRuntime().exec(new String[] {\"sleep\", \"600\"});", new RecordingContext(1));
        interrupt("System.out.println(\"started\"); while (true) {}");
        assertThat(result("boolean alive = earlier.isAlive(); earlier.destroy(); alive"))
                .isEqualTo("true");
    }

    @Test
    void aBackgroundThreadOfAnEarlierCellGoesOn() throws Exception {
        language.evaluate("""
            var counter = new java.util.concurrent.atomic.AtomicLong();
            var thread = new Thread(() -> { while (!Thread.currentThread().isInterrupted()) counter.incrementAndGet(); });
            thread.setDaemon(true);
            thread.start();
            """, new RecordingContext(1));
        interrupt("System.out.println(\"started\"); while (true) {}");
        assertThat(result("thread.isAlive()")).isEqualTo("true");
        assertThat(result("long seen = counter.get(); while (counter.get() == seen) {} thread.interrupt();"
                        + " thread.join(); seen > 0"))
                .isEqualTo("true");
    }

    @Test
    void aCellThatCannotBeStoppedIsGivenUpAndMuted() throws Exception {
        RecordingContext context = new RecordingContext(1);
        CompletableFuture<CellFailure> failure = start("""
            var go = new java.util.concurrent.Semaphore(0);
            System.out.println("started");
            go.acquireUninterruptibly();
            System.out.println("late");
            """, context);
        assertThat(context.awaitPrint()).isEqualTo("started\n");
        try (JavaLanguage impatient =
                JavaLanguage.builder().grace(Duration.ofMillis(200)).build()) {
            RecordingContext stuck = new RecordingContext(1);
            CompletableFuture<CellFailure> given = CompletableFuture.supplyAsync(() -> failureOf(
                    impatient,
                    "System.out.println(\"started\"); new java.util.concurrent.Semaphore(0).acquireUninterruptibly();",
                    stuck));
            assertThat(stuck.awaitPrint()).isEqualTo("started\n");
            stuck.interrupt();
            assertThat(given.get().value()).contains("did not stop");
            assertThat(impatient
                            .evaluate("1 + 1", new RecordingContext(2))
                            .orElseThrow()
                            .text())
                    .hasValue("2");
        }
        context.interrupt();
        language.evaluate("go.release();", new RecordingContext(2));
        assertThat(failure.get().name()).isEqualTo("KeyboardInterrupt");
    }

    private CellFailure interrupt(String code) throws Exception {
        RecordingContext context = new RecordingContext(2);
        CompletableFuture<CellFailure> failure = start(code, context);
        assertThat(context.awaitPrint()).startsWith("started");
        context.interrupt();
        return failure.get();
    }

    private CompletableFuture<CellFailure> start(String code, RecordingContext context) {
        return CompletableFuture.supplyAsync(() -> failureOf(language, code, context), Thread::startVirtualThread);
    }

    private static CellFailure failureOf(JavaLanguage language, String code, RecordingContext context) {
        try {
            language.evaluate(code, context);
        } catch (CellFailure failure) {
            return failure;
        }
        throw new AssertionError("the cell ended");
    }

    private String result(String code) {
        return language.evaluate(code, new RecordingContext(9))
                .orElseThrow()
                .text()
                .orElseThrow();
    }
}
