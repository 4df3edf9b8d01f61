package vedette.kernel.java;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.SimpleFileServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vedette.display.MimeBundle;
import vedette.kernel.CellFailure;
import vedette.kernel.Cursor;
import vedette.kernel.Detail;

/** Libraries of a repository that a real server offers, with what they need and the services that they bring. */
class MavenMagicTest {

    @TempDir
    private Path folder;

    private final JavaLanguage language = JavaLanguage.builder().build();
    private HttpServer server;
    private String address;

    @BeforeEach
    void publish() throws IOException {
        System.setProperty("maven.repo.local", folder.resolve("local").toString());
        publish(
                "needed",
                "",
                Map.of("test/Needed", "package test; public class Needed { public int n() { return 41; } }"));
        publish(
                "offered",
                "<dependencies><dependency><groupId>test</groupId><artifactId>needed</artifactId>"
                        + "<version>1</version></dependency></dependencies>",
                Map.of(
                        "test/Offered",
                        "package test; public class Offered {\n/** The offer. */\npublic int n() { return new Needed().n() + 1; } }",
                        "test/OfferedLook",
                        """
                        package test;
                        public class OfferedLook implements vedette.display.Renderer<Offered> {
                            public Class<Offered> type() { return Offered.class; }
                            public vedette.display.MimeBundle render(Offered value) {
                                return vedette.display.MimeBundle.text("an offer");
                            }
                        }
                        """,
                        "test/OfferedMagics",
                        """
                        package test;
                        import java.util.*;
                        import vedette.kernel.magic.*;
                        public class OfferedMagics implements MagicLibrary {
                            record Greet(String name, String summary) implements LineMagic {
                                public Optional<Object> run(String arguments, MagicCall call) {
                                    return Optional.of("hello " + arguments);
                                }
                            }
                            public List<LineMagic> lineMagics() { return List.of(new Greet("greet", "Greets.")); }
                            public List<CellMagic> cellMagics() { return List.of(); }
                            public List<String> imports() { return List.of("test.*"); }
                            public void close() {}
                        }
                        """));
        publish("faulty", "", Map.of("test/FaultyLook", """
                        package test;
                        public class FaultyLook implements vedette.display.Renderer<String> {
                            public Class<String> type() { return null; }
                            public vedette.display.MimeBundle render(String value) { return null; }
                        }
                        """));
        server = SimpleFileServer.createFileServer(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                folder.resolve("remote"),
                SimpleFileServer.OutputLevel.NONE);
        server.start();
        address = address(server);
    }

    private static String address(HttpServer server) {
        return "http://" + server.getAddress().getHostString() + ":"
                + server.getAddress().getPort() + "/";
    }

    @AfterEach
    void close() {
        System.clearProperty("maven.repo.local");
        language.close();
        server.stop(0);
    }

    @Test
    void addsALibraryWithWhatItNeedsAndTheServicesThatItBrings() {
        RecordingContext context = new RecordingContext(1);
        language.evaluate("%maven test:offered:1 --repository " + address, context);
        assertThat(context.out.toString()).isEqualTo("added test:offered:1\nadded test:needed:1\n");
        assertThat(context.err.toString()).contains("downloaded offered-1.jar");
        assertThat(result("new Offered().n()")).isEqualTo("42");
        assertThat(result("new Offered()")).isEqualTo("an offer");
        assertThat(result("%greet you")).isEqualTo("hello you");
    }

    /** What fails with an error on a thread of the collector's own is never heard of, and the cell waits for ever. */
    @Test
    void collectsOnTheThreadOfTheCell() throws IOException {
        Set<String> threads = ConcurrentHashMap.newKeySet();
        HttpHandler files = SimpleFileServer.createFileHandler(folder.resolve("remote"));
        HttpServer watching = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        watching.createContext("/", exchange -> {
            Thread.getAllStackTraces().keySet().forEach(thread -> threads.add(thread.getName()));
            files.handle(exchange);
        });
        watching.start();
        try {
            language.evaluate("%maven test:offered:1 --repository " + address(watching), new RecordingContext(1));
        } finally {
            watching.stop(0);
        }
        assertThat(threads).contains("cell").noneMatch(name -> name.startsWith("BfDependencyCollector"));
    }

    @Test
    void sparesWhatIsExcludedAndDownloadsNothingTwice() {
        RecordingContext context = new RecordingContext(1);
        language.evaluate("%maven test:offered:1 -r here=" + address + " -x test:needed", context);
        assertThat(context.out.toString()).isEqualTo("added test:offered:1\n");
        RecordingContext again = new RecordingContext(2);
        language.evaluate("%maven test:offered:1 -r here=" + address + " -x test:*", again);
        assertThat(again.out.toString()).isEqualTo("all of it was there already\n");
        assertThat(again.err.toString()).isEmpty();
    }

    @Test
    void findsSourcesForInspectionWhereTheyAreWantedAndThere() {
        String code = "new Offered().n()";
        language.evaluate("%maven test:offered:1 --sources -r " + address, new RecordingContext(1));

        assertThat(language.inspect(code, new Cursor(code.length() - 2), Detail.BRIEF)
                        .flatMap(MimeBundle::text))
                .contains("Offered: int n()\n\nThe offer.");
        assertThat(result("new Offered().n()")).isEqualTo("42");
    }

    @Test
    void tellsOnceOfARendererThatDoesNotSayWhatItRenders() {
        RecordingContext context = new RecordingContext(1);

        language.evaluate("%maven test:faulty:1 -r " + address, context);

        assertThat(context.err.toString())
                .containsOnlyOnce("note: test.FaultyLook shows nothing, since it does not say what it renders");
        context.err.setLength(0);
        assertThat(language.evaluate("\"hey\"", context).flatMap(MimeBundle::text))
                .contains("hey");
        assertThat(context.err.toString()).isEmpty();
    }

    @Test
    void saysWhatIsWrong() {
        assertThat(failure("%maven test:absent:1 --offline").traceback())
                .anySatisfy(line -> assertThat(line).contains("test:absent"))
                .contains("nothing was downloaded, since Maven is offline");
        assertThat(failure("%maven nonsense").value()).contains("nonsense").contains("group:artifact:version");
        for (String written :
                List.of("../../etc:x:1", "test:..:1", "test:a:..", "test:a/b:1", "test", "test:a:b:c:d:1")) {
            assertThat(failure("%maven " + written).value())
                    .isEqualTo("these are no coordinates: " + written
                            + "; write group:artifact:version, for example org.apache.commons:commons-csv:1.14.1");
        }
        assertThat(failure("%maven test:a:1 -r nowhere").value()).contains("no address of a repository: nowhere");
    }

    @Test
    void saysWhereItLookedAndWhatItMetThere() {
        server.stop(0);
        for (String coordinates : List.of("test:absent", "test:absent:1")) {
            CellFailure failure =
                    failure("%maven " + coordinates + " -r central=" + address.replace("//", "//me:hunter2@"));
            assertThat(failure.value())
                    .contains("test:absent")
                    .contains("refused")
                    .doesNotContain("hunter2");
            assertThat(failure.traceback())
                    .anySatisfy(line ->
                            assertThat(line).contains("looked in central (").contains("me:***@"))
                    .noneSatisfy(line -> assertThat(line).contains("hunter2"))
                    .noneSatisfy(line -> assertThat(line).contains("org.eclipse.aether"));
        }
    }

    private CellFailure failure(String cell) {
        return catchThrowableOfType(CellFailure.class, () -> language.evaluate(cell, new RecordingContext(1)));
    }

    private String result(String cell) {
        return language.evaluate(cell, new RecordingContext(9))
                .flatMap(MimeBundle::text)
                .orElseThrow();
    }

    private void publish(String name, String dependencies, Map<String, String> sources) throws IOException {
        Path target = Files.createDirectories(folder.resolve("remote/test/" + name + "/1"));
        Files.writeString(
                target.resolve(name + "-1.pom"),
                "<project><modelVersion>4.0.0</modelVersion><groupId>test</groupId><artifactId>" + name
                        + "</artifactId><version>1</version>" + dependencies + "</project>");
        Path classes = Files.createDirectories(folder.resolve("classes-" + name));
        for (Map.Entry<String, String> source : sources.entrySet()) {
            Path file = folder.resolve("source-" + name).resolve(source.getKey() + ".java");
            Files.createDirectories(file.getParent());
            Files.writeString(file, source.getValue());
        }
        try (Stream<Path> files = Files.walk(folder.resolve("source-" + name))) {
            List<String> arguments = new java.util.ArrayList<>(List.of(
                    "-proc:none",
                    "-d",
                    classes.toString(),
                    "-cp",
                    System.getProperty("java.class.path")
                            + java.io.File.pathSeparator
                            + folder.resolve("classes-needed")));
            files.filter(file -> file.toString().endsWith(".java")).forEach(file -> arguments.add(file.toString()));
            assertThat(ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(String[]::new)))
                    .isZero();
        }
        service(classes, sources, "Look", "vedette.display.Renderer");
        service(classes, sources, "Magics", "vedette.kernel.magic.MagicLibrary");
        jar(classes, target.resolve(name + "-1.jar"));
        if (name.equals("offered")) {
            jar(folder.resolve("source-" + name), target.resolve(name + "-1-sources.jar"));
        }
    }

    private static void service(Path classes, Map<String, String> sources, String suffix, String kind)
            throws IOException {
        for (String name : sources.keySet()) {
            if (name.endsWith(suffix)) {
                Path services = Files.createDirectories(classes.resolve("META-INF/services"));
                Files.writeString(services.resolve(kind), name.replace('/', '.'));
            }
        }
    }

    private static void jar(Path classes, Path target) throws IOException {
        try (OutputStream out = Files.newOutputStream(target);
                JarOutputStream jar = new JarOutputStream(out);
                Stream<Path> files = Files.walk(classes)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                jar.putNextEntry(new JarEntry(classes.relativize(file).toString()));
                jar.write(Files.readAllBytes(file));
                jar.closeEntry();
            }
        }
    }
}
