package vedette.kernel.java;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vedette.display.MimeBundle;
import vedette.kernel.CellFailure;

/** Which classes cells see: those of folders and jars, wherever in a jar they lie, without opening all jars. */
class ClassPathTest {

    @TempDir
    private Path folder;

    private JavaLanguage language = JavaLanguage.builder().build();

    @AfterEach
    void close() {
        language.close();
    }

    @Test
    void aFolder() throws IOException {
        run("%jars " + classes("one.A", 1));
        assertThat(result("one.A.N")).isEqualTo("1");
    }

    @Test
    void aJarWithTheJarsThatItsManifestNames() throws IOException {
        jar("far.jar", classes("far.C", 3), "", "");
        jar("near.jar", classes("near.B", 2), "", "far.jar absent.jar");
        run("%jars " + jar("first.jar", classes("first.A", 1), "", "near.jar first.jar"));
        assertThat(result("first.A.N + near.B.N + far.C.N")).isEqualTo("6");
    }

    @Test
    void aPackageThatOnlyNewerJavasHave() throws IOException {
        run("%jars " + jar("newer.jar", classes("newer.A", 5), "META-INF/versions/21/", ""));
        assertThat(result("newer.A.N")).isEqualTo("5");
    }

    @Test
    void twoJarsThatShareAPackage() throws IOException {
        run("%jars " + jar("one.jar", classes("shared.A", 1), "", "") + " "
                + jar("two.jar", classes("shared.B", 2), "", ""));
        assertThat(result("import shared.*;\nA.N + B.N")).isEqualTo("3");
    }

    @Test
    void aJarIsAddedAfterItsPackageWasLookedForInVain() throws IOException {
        assertThat(failure("late.A.N").name()).isEqualTo("CompileError");
        run("%jars " + jar("late.jar", classes("late.A", 1), "", ""));
        assertThat(result("late.A.N")).isEqualTo("1");
    }

    @Test
    void whatIsNoJarIsRefusedAndHarmsNothing() throws IOException {
        Path broken = Files.writeString(folder.resolve("broken.jar"), "no zip");
        assertThat(failure("%jars " + broken).value()).contains("broken.jar is no jar that can be read");
        assertThat(result("1 + 1")).isEqualTo("2");
    }

    @Test
    void whatTheJarsHaveIsKeptInAFile() throws IOException {
        Path index = folder.resolve("kept.index");
        for (int session = 0; session < 2; session++) {
            language.close();
            language = JavaLanguage.builder().jarIndex(index).build();
            assertThat(result("org.slf4j.helpers.NOPLogger.NOP_LOGGER.getName()"))
                    .isEqualTo("NOP");
            assertThat(Files.readAllLines(index))
                    .contains("\torg.slf4j.helpers", "\tMETA-INF/services/org.slf4j.spi.SLF4JServiceProvider");
        }
    }

    @Test
    void anIndexThatCannotBeReadCostsTimeAlone() throws IOException {
        Path index = Files.createDirectory(folder.resolve("a-folder.index"));
        language.close();
        language = JavaLanguage.builder().jarIndex(index).build();
        assertThat(result("org.slf4j.helpers.NOPLogger.NOP_LOGGER.getName()")).isEqualTo("NOP");
    }

    private void run(String cell) {
        language.evaluate(cell, new RecordingContext(1));
    }

    private String result(String cell) {
        return language.evaluate(cell, new RecordingContext(9))
                .flatMap(MimeBundle::text)
                .orElseThrow();
    }

    private CellFailure failure(String cell) {
        return catchThrowableOfType(CellFailure.class, () -> run(cell));
    }

    /** A folder with a class that has a number. */
    private Path classes(String name, int number) throws IOException {
        int dot = name.lastIndexOf('.');
        Path target = folder.resolve("classes-" + name);
        Path source =
                Files.createDirectories(folder.resolve("source-" + name)).resolve(name.substring(dot + 1) + ".java");
        Files.writeString(
                source,
                "package %s; public class %s { public static int N = %d; }"
                        .formatted(name.substring(0, dot), name.substring(dot + 1), number));
        assertThat(ToolProvider.getSystemJavaCompiler()
                        .run(null, null, null, "-proc:none", "-d", target.toString(), source.toString()))
                .isZero();
        return target;
    }

    private Path jar(String name, Path classes, String prefix, String beside) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MULTI_RELEASE, "true");
        manifest.getMainAttributes().put(Attributes.Name.CLASS_PATH, beside);
        Path target = folder.resolve(name);
        try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(target), manifest);
                Stream<Path> files = Files.walk(classes)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                jar.putNextEntry(new JarEntry(prefix + classes.relativize(file)));
                jar.write(Files.readAllBytes(file));
                jar.closeEntry();
            }
        }
        return target;
    }
}
