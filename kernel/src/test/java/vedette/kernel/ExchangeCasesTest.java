package vedette.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Scripts of exchanges, each run in memory and over sockets. A block is a request, {@code --}, and what comes of it: the
 * lines on iopub and the reply. With {@code -Dupdate} the blocks are written anew.
 */
@Timeout(60)
class ExchangeCasesTest {

    private static final Path CASES = Path.of("src/test/resources/cases/protocol");
    private static final String SEPARATOR = "\n--\n";

    @TempDir
    private Path directory;

    static List<Path> scripts() throws IOException {
        try (Stream<Path> files = Files.list(CASES)) {
            return files.sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("scripts")
    void holdInMemory(Path script) throws IOException {
        try (ScriptedLanguage language = new ScriptedLanguage();
                TestClient client = new TestClient("key", new MemoryPipes("key", language))) {
            check(script, client);
        }
    }

    @ParameterizedTest
    @MethodSource("scripts")
    void holdOverSockets(Path script) throws IOException {
        ConnectionFile file = ConnectionFile.create(directory.resolve("kernel.json"));
        try (Kernel kernel = Kernel.open(
                        file, ScriptedLanguage::new, new KernelOptions("vedette", "test", Optional.empty(), 40));
                TestClient client = new TestClient(kernel.connection())) {
            check(script, client);
        }
    }

    @Test
    void coverEachRequest() throws IOException {
        String all = String.join(
                "\n", scripts().stream().map(ExchangeCasesTest::read).toList());

        for (Class<?> request : vedette.kernel.message.Request.class.getPermittedSubclasses()) {
            if (request.isRecord()) {
                assertThat(all).contains("# " + request.getSimpleName());
            }
        }
    }

    private static void check(Path script, TestClient client) throws IOException {
        List<String> blocks = new ArrayList<>();
        for (String block : read(script).strip().split("\n\n")) {
            String request = block.split(SEPARATOR)[0];
            String[] words = request.lines()
                    .reduce((first, second) -> second)
                    .orElseThrow()
                    .split(" ", 3);
            String id = client.send(words[0], words[1], words[2]);
            String reply = words[1].endsWith("_request") && !words[1].startsWith("no_")
                    ? "\nreply " + steady(client.reply(id).toString())
                    : "";
            String published = steady(String.join("\n", client.published(id)).replace("\n\n", "\n"));
            blocks.add(request + SEPARATOR + published + reply);
        }
        String actual = String.join("\n\n", blocks) + "\n";
        if (Boolean.getBoolean("update")) {
            Files.writeString(script, actual);
        }
        assertThat(actual).isEqualTo(read(script));
    }

    /** Messages without what differs from run to run: ids, and what is measured. */
    private static String steady(String reply) {
        return reply.replaceAll("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "ID")
                .replaceAll("\"hostname\":\"[^\"]*\"", "\"hostname\":\"HOST\"")
                .replaceAll(
                        "(\"(?:pid|kernel_\\w+|cpu_count|host_cpu_percent|total|available|used|free|percent)\":)[\\d.E]+",
                        "$1N");
    }

    private static String read(Path script) {
        try {
            return Files.readString(script);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
