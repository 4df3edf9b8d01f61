package vedette.kernel;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.zeromq.SocketType;
import org.zeromq.ZMQ;
import vedette.kernel.wire.Registration;

@Timeout(60)
class RegistrationTest {

    private static final String FILE = """
            {"kernel_id": "a-b", "transport": "tcp", "registration_ip": "127.0.0.1", "registration_port": 4711,
             "signature_scheme": "hmac-sha512", "key": "sesame"}
            """;

    @TempDir
    private Path directory;

    private ConnectionFile read(String content) throws IOException {
        return ConnectionFile.read(
                Files.writeString(directory.resolve("registration.json"), content), directory.resolve("runtime"));
    }

    @Nested
    class RegistrationFiles {

        @Test
        void leaveThePortsToTheKernel() throws IOException {
            ConnectionFile file = read(FILE);

            assertThat(file.registration()).contains(new Registration("127.0.0.1", 4711, "a-b"));
            assertThat(file.ports()).isEqualTo(ConnectionFile.Ports.ANY);
            assertThat(file.ip()).isEqualTo("127.0.0.1");
            assertThat(file.key()).isEqualTo("sesame");
            assertThat(file.signatureScheme()).isEqualTo("hmac-sha512");
            assertThat(file.path()).isEqualTo(directory.resolve("runtime/kernel-a-b.json"));
        }

        @Test
        void mayHoldThePortAsText() throws IOException {
            assertThat(read(FILE.replace("4711", "\"4711\"")).registration())
                    .contains(new Registration("127.0.0.1", 4711, "a-b"));
        }

        @Test
        void areKnownByTheirPortWhateverElseStandsInThem() throws IOException {
            ConnectionFile file = read(FILE.replace("{", "{\"shell_port\": 1, \"hb_port\": 2,"));

            assertThat(file.registration()).isPresent();
            assertThat(file.ports()).isEqualTo(ConnectionFile.Ports.ANY);
        }

        @Test
        void mayNameTheAddressWhereTheLauncherLooksForTheKernel() throws IOException {
            assertThat(read(FILE.replace("{", "{\"ip\": \"127.0.0.2\",")).ip()).isEqualTo("127.0.0.2");
        }

        @ParameterizedTest
        @ValueSource(strings = {"localhost", "127.0.0.3", "::1"})
        void keepAKernelWhereItsLauncherIs(String ip) throws IOException {
            assertThat(read(FILE.replace("127.0.0.1", ip)).ip()).isEqualTo(ip);
        }

        @Test
        void ofAnotherMachineMakeAKernelListenWhereItIsReached() throws IOException {
            // An address for documentation: no machine has it, but a way leads to it where there is any network.
            try {
                InetAddress ours = InetAddress.getByName(new Registration("192.0.2.1", 4711, "a-b").reachableIp());

                assertThat(NetworkInterface.getByInetAddress(ours)).isNotNull();
                assertThat(ours.isLoopbackAddress()).isFalse();
            } catch (SocketException thereIsNoNetwork) {
                assertThatThrownBy(() -> read(FILE.replace("127.0.0.1", "192.0.2.1")))
                        .hasMessageContaining("registration_ip cannot be reached");
            }
        }

        @Test
        void withAnIdThatIsNoFileNameStayInTheirDirectory() throws IOException {
            assertThat(read(FILE.replace("a-b", "../a b")).path())
                    .isEqualTo(directory.resolve("runtime/kernel-.._a_b.json"));
        }

        @Test
        void nameAllThatIsWrongWithThemButTheKey() {
            String broken = "{\"registration_port\": \"x\", \"transport\": \"ipc\", \"signature_scheme\": \"none\", "
                    + "\"registration_ip\": \"127.0.0.1\", \"key\": [\"sesame\"]}";

            assertThatThrownBy(() -> read(broken))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContainingAll(
                            "registration_port must be a port",
                            "kernel_id is missing",
                            "transport must be tcp",
                            "signature_scheme is unknown",
                            "key must be a text")
                    .message()
                    .doesNotContain("sesame", "shell_port");
        }

        @Test
        void needAnAddressAndAPort() {
            assertThatThrownBy(() -> read(FILE.replace("registration_ip", "address")))
                    .hasMessageContaining("registration_ip is missing");
            assertThatThrownBy(() -> read(FILE.replace("4711", "0")))
                    .hasMessageContaining("registration_port must be a port where somebody listens");
        }

        @Test
        void keepTheirKeyOutOfLogs() throws IOException {
            assertThat(read(FILE).toString()).doesNotContain("sesame");
        }
    }

    /** A launcher that answers the first kernel which it hears; closing it waits for that. */
    private static final class Launcher implements AutoCloseable {
        private final ZMQ.Context context = ZMQ.context(1);
        private final ZMQ.Socket socket = context.socket(SocketType.ROUTER);
        private final AtomicReference<String> content = new AtomicReference<>("");
        private final Thread thread;
        final int port;

        Launcher(UnaryOperator<List<String>> answer) {
            port = socket.bindToRandomPort("tcp://127.0.0.1");
            socket.setReceiveTimeOut(20_000);
            thread = Thread.ofPlatform().start(() -> {
                List<byte[]> frames = new ArrayList<>();
                do {
                    frames.add(socket.recv());
                } while (socket.hasReceiveMore());
                content.set(new String(frames.getLast(), UTF_8));
                socket.sendMore(frames.getFirst());
                List<String> parts = answer.apply(frames.stream()
                        .skip(1)
                        .map(frame -> new String(frame, UTF_8))
                        .toList());
                for (String part : parts.subList(0, parts.size() - 1)) {
                    socket.sendMore(part);
                }
                socket.send(parts.getLast());
            });
        }

        String content() {
            return content.get();
        }

        @Override
        public void close() {
            try {
                thread.join();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
            socket.close();
            context.term();
        }
    }

    @Nested
    class Acknowledgements {

        private ConnectionFile file(Launcher launcher) throws IOException {
            return read(FILE.replace("4711", String.valueOf(launcher.port)).replace("sha512", "sha256"));
        }

        @Test
        void letTheKernelStart() throws IOException {
            // An echo is signed with the key, and what an acknowledgement says is the launcher's affair.
            try (Launcher launcher = new Launcher(frames -> frames);
                    Kernel kernel = Kernel.open(file(launcher), ScriptedLanguage::new, KernelOptions.defaults());
                    TestClient client = new TestClient(kernel.connection())) {
                assertThat(client.execute("value 1").reply().path("status").asText())
                        .isEqualTo("ok");
                JsonNode told = new JsonMapper().readTree(launcher.content());
                assertThat(told).hasSize(6);
                assertThat(told.path("kernel_id").asText()).isEqualTo("a-b");
                assertThat(told.path("shell_port").textValue())
                        .isEqualTo(String.valueOf(kernel.connection().ports().shell()));
            }
        }

        @ParameterizedTest
        @ValueSource(strings = {"<IDS|MSG>,bad,ACK", "<IDS|MSG>,,ACK", "ACK", "<IDS|MSG>,ACK", "<IDS|MSG>"})
        void thatTheKeyDidNotSignAreNone(String answer) throws IOException {
            AtomicBoolean isMade = new AtomicBoolean();
            try (Launcher launcher = new Launcher(frames -> Arrays.asList(answer.split(",")))) {
                ConnectionFile file = file(launcher);

                assertThatThrownBy(() -> Kernel.open(
                                file,
                                () -> {
                                    isMade.set(true);
                                    return new ScriptedLanguage();
                                },
                                KernelOptions.defaults()))
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessageContaining("no acknowledgement signed with the registration file's key")
                        .message()
                        .doesNotContain("sesame");

                ConnectionFile.Ports ports = ConnectionFile.read(
                                Files.writeString(directory.resolve("written.json"), Files.readString(file.path())),
                                directory)
                        .ports();
                assertThat(isMade).isFalse();
                new ServerSocket(ports.shell(), 1, InetAddress.getLoopbackAddress()).close();
            }
        }
    }
}
