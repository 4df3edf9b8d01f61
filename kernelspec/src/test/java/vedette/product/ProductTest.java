package vedette.product;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The tree that the build lays out. */
final class ProductTest {

    private static final Path PRODUCT = Path.of(System.getProperty("product", "target/vedette"));

    @Test
    void holdsTheLauncherTheLibrariesAndTheLicences() {
        assertThat(PRODUCT.resolve("bin/vedette")).isExecutable();
        assertThat(PRODUCT.resolve("lib/jvm-flags")).isRegularFile();
        assertThat(PRODUCT.resolve("LICENSE")).isRegularFile();
        assertThat(PRODUCT.resolve("NOTICE")).isRegularFile();
    }

    @Test
    void holdsTheExamplesAndTheirData() throws IOException {
        try (Stream<Path> data = Files.list(PRODUCT.resolve("examples/data"))) {
            assertThat(data.map(file -> file.getFileName().toString())).contains("SecurityEvent.parquet");
        }
    }

    @Test
    void theNoticeListsExactlyTheLibrariesOfOthers() throws IOException {
        List<String> noticed;
        try (Stream<String> lines = Files.lines(PRODUCT.resolve("NOTICE"))) {
            noticed = lines.filter(line -> line.matches("\\S+ \\S+ {2,}\\S+"))
                    .map(line -> line.replaceFirst(" ", "-").replaceFirst(" .*", ".jar"))
                    .toList();
        }
        try (Stream<Path> libraries = Files.list(PRODUCT.resolve("lib"))) {
            assertThat(libraries
                            .map(file -> file.getFileName().toString())
                            .filter(name -> name.endsWith(".jar") && !name.startsWith("vedette-"))
                            .collect(Collectors.toSet()))
                    .containsExactlyInAnyOrderElementsOf(noticed);
        }
    }
}
