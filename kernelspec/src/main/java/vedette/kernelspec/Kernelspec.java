package vedette.kernelspec;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What Jupyter reads to start the kernel. Paths are absolute, because not every front end replaces placeholders.
 *
 * @param directory of {@code kernel.json}; also where the start-up cache lies, which the installer may write there
 * @param product what it starts
 */
record Kernelspec(Path directory, Product product) {

    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    /**
     * The first version in which a launcher may hand over a registration file in place of a connection file; naming it is
     * how a kernel says that it reads both. Launchers without that handshake do not read the field. What a message's
     * header says is another matter: that is the version of its content.
     */
    private static final String PROTOCOL_VERSION = "5.6.0";

    private static final List<String> LOGOS = List.of("logo-32x32.png", "logo-64x64.png", "logo-svg.svg");

    /** The command line, with Jupyter's placeholder for the connection file. */
    List<String> command() {
        return command("{connection_file}");
    }

    /** The command line for a connection file. */
    List<String> command(String connectionFile) {
        return List.of(product.launcher().toString(), "kernel", "--connection-file=" + connectionFile);
    }

    /** What the launcher needs to know: the JDK that was installed with, and where its cache is. */
    Map<String, String> environment() {
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put("VEDETTE_JAVA", product.java().toString());
        environment.put("VEDETTE_CACHE", directory.toString());
        return environment;
    }

    /** Writes the directory anew; a start-up cache of before goes. */
    void write() throws IOException {
        remove();
        Files.createDirectories(directory);
        for (String logo : LOGOS) {
            try (InputStream image = Kernelspec.class.getResourceAsStream(logo)) {
                if (image == null) {
                    throw new IllegalStateException("this build lacks " + logo);
                }
                Files.copy(image, directory.resolve(logo), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        Map<String, Object> content = new LinkedHashMap<>();
        content.put("argv", command());
        content.put("display_name", "Java (Vedette)");
        content.put("language", "java");
        content.put("interrupt_mode", "message");
        content.put("kernel_protocol_version", PROTOCOL_VERSION);
        content.put("env", environment());
        content.put("metadata", Map.of("supported_encryption", List.of("curve")));
        Files.writeString(directory.resolve("kernel.json"), JSON.writeValueAsString(content) + "\n");
    }

    /**
     * Removes the directory with all that an installation wrote.
     *
     * @return whether there was one
     */
    boolean remove() throws IOException {
        if (!Files.isDirectory(directory)) {
            return false;
        }
        try (Stream<Path> files = Files.list(directory)) {
            files.forEach(Kernelspec::delete);
        }
        Files.delete(directory);
        return true;
    }

    private static void delete(Path file) {
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete " + file, e);
        }
    }
}
