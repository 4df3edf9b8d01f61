package vedette.kernel.java;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vedette.display.MimeBundle;
import vedette.kernel.CellFailure;

/** The rich looks of values, and those that libraries bring; what cells say of them in text is in display.case. */
class DisplayTest {

    @TempDir
    private Path folder;

    private final JavaLanguage language = JavaLanguage.builder().build();

    @AfterEach
    void close() {
        language.close();
    }

    @Test
    void exceptionsAreEscapedAndTrimmed() {
        MimeBundle look = look("""
                Exception thrown;
                try { throw new IllegalStateException("<script>alert(1)</script>"); } catch (Exception e) { thrown = e; }
                thrown
                """);

        assertThat(look.text()).contains("IllegalStateException: <script>alert(1)</script>\n    at cell [1] line 2");
        assertThat(String.valueOf(look.data().get(MimeBundle.HTML)))
                .contains("&lt;script&gt;", "at cell [1] line 2")
                .doesNotContain("<script>", "vedette", "\u001b");
    }

    @Test
    void namesOfOursAreOutOfSightInHtmlToo() {
        assertThat(String.valueOf(
                        look("class Own {}\nMap.of(\"k\", new Own())").data().get(MimeBundle.HTML)))
                .contains(">Own@")
                .doesNotContain("Cell");
    }

    @Test
    void aStopReachesTheCodeThatShowsAValue() throws Exception {
        RecordingContext context = new RecordingContext(1);
        CompletableFuture<CellFailure> failure = CompletableFuture.supplyAsync(
                () -> catchThrowableOfType(CellFailure.class, () -> language.evaluate("""
                        class Slow {
                            public String toString() {
                                System.out.println("shown");
                                while (true) {}
                            }
                        }
                        List.of(new Slow(), new Slow())
                        """, context)));
        context.awaitPrint();
        context.interrupt();

        assertThat(failure.get().name()).isEqualTo(CellFailure.INTERRUPT);
    }

    @Test
    void renderersOfAddedJarsShowTheirValuesAndBrokenOnesAreTold() throws IOException {
        Path jar = library(Map.of(
                "test/Offer",
                "package test; public record Offer(int price) {}",
                "test/OfferLook",
                """
                package test;
                import vedette.display.*;
                public class OfferLook implements Renderer<Offer> {
                    public Class<Offer> type() { return Offer.class; }
                    public MimeBundle render(Offer offer) {
                        if (offer.price() < 0) throw new IllegalArgumentException("a price of " + offer.price());
                        return MimeBundle.html("<b>offer</b>", "an offer of " + offer.price());
                    }
                }
                """,
                "test/BrokenLook",
                """
                package test;
                import vedette.display.*;
                public class BrokenLook implements Renderer<Integer> {
                    public BrokenLook() { throw new IllegalStateException("not today"); }
                    public Class<Integer> type() { return Integer.class; }
                    public MimeBundle render(Integer number) { return MimeBundle.text("never"); }
                }
                """));
        RecordingContext adding = new RecordingContext(1);
        language.evaluate("%jars " + jar, adding);

        assertThat(adding.err.toString()).startsWith("note: ").contains("test.BrokenLook");
        assertThat(look("new test.Offer(3)").data())
                .containsEntry(MimeBundle.HTML, "<b>offer</b>")
                .containsEntry(MimeBundle.TEXT, "an offer of 3");
        assertThat(look("7").text()).contains("7");
        RecordingContext failing = new RecordingContext(2);
        assertThat(language.evaluate("new test.Offer(-1)", failing).flatMap(MimeBundle::text))
                .contains("Offer[price=-1]");
        assertThat(failing.err.toString())
                .startsWith("note: OfferLook cannot show this Offer:\n")
                .contains("a price of -1");
    }

    private MimeBundle look(String cell) {
        return language.evaluate(cell, new RecordingContext(1)).orElseThrow();
    }

    /** A jar of compiled sources whose looks and a look that does not exist are services. */
    private Path library(Map<String, String> sources) throws IOException {
        Path classes = Files.createDirectories(folder.resolve("classes"));
        List<String> arguments = new java.util.ArrayList<>(
                List.of("-proc:none", "-d", classes.toString(), "-cp", System.getProperty("java.class.path")));
        for (Map.Entry<String, String> source : sources.entrySet()) {
            Path file = folder.resolve("source").resolve(source.getKey() + ".java");
            Files.createDirectories(file.getParent());
            Files.writeString(file, source.getValue());
            arguments.add(file.toString());
        }
        assertThat(ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(String[]::new)))
                .isZero();
        Path services = Files.createDirectories(classes.resolve("META-INF/services"));
        Files.writeString(
                services.resolve("vedette.display.Renderer"), "test.NoSuchLook\ntest.BrokenLook\ntest.OfferLook\n");
        Path jar = folder.resolve("offers.jar");
        try (OutputStream out = Files.newOutputStream(jar);
                JarOutputStream entries = new JarOutputStream(out);
                Stream<Path> files = Files.walk(classes)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                entries.putNextEntry(new JarEntry(classes.relativize(file).toString()));
                entries.write(Files.readAllBytes(file));
                entries.closeEntry();
            }
        }
        return jar;
    }
}
