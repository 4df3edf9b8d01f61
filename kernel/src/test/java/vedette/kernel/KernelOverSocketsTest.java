package vedette.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class KernelOverSocketsTest {

    @TempDir
    private Path directory;

    private final ScriptedLanguage language = new ScriptedLanguage();
    private Kernel kernel;
    private TestClient client;

    @BeforeEach
    void open() {
        kernel = Kernel.open(
                ConnectionFile.create(directory.resolve("kernel.json")), () -> language, KernelOptions.defaults());
        client = new TestClient(kernel.connection());
    }

    @AfterEach
    void leavesNothingBehind() {
        client.close();
        kernel.close();

        assertThat(language.isClosed()).isTrue();
        assertThat(Thread.getAllStackTraces().keySet().stream()
                        .map(Thread::getName)
                        .filter(name -> name.startsWith("vedette-")))
                .isEmpty();
    }

    @Nested
    class Cells {

        @Test
        void haveTheirOutputBetweenBusyAndIdleInOrder() {
            TestClient.Exchange exchange = client.execute("print a\nerror b\nprint c\nvalue d");

            assertThat(exchange.iopub())
                    .containsExactly(
                            "status busy",
                            "execute_input 1",
                            "stream stdout a\n",
                            "stream stderr b\n",
                            "stream stdout c\n",
                            "execute_result 1 d",
                            "status idle");
            assertThat(exchange.reply().path("status").asText()).isEqualTo("ok");
            assertThat(exchange.reply().path("execution_count").asInt()).isEqualTo(1);
        }

        @Test
        void loseNothingOfAHundredThousandLines() {
            TestClient.Exchange exchange = client.execute("lines 100000");

            String expected = Stream.iterate(0, i -> i + 1)
                    .limit(100_000)
                    .map(i -> "line " + i + "\n")
                    .reduce(new StringBuilder(), StringBuilder::append, StringBuilder::append)
                    .toString();
            assertThat(exchange.stdout()).isEqualTo(expected);
            assertThat(exchange.iopub()).hasSizeLessThan(100).endsWith("status idle");
        }

        @Test
        void loseNothingOfOneLargeText() {
            TestClient.Exchange exchange = client.execute("characters 50000000");

            assertThat(exchange.stdout()).hasSize(50_000_000);
            assertThat(exchange.iopub()).endsWith("status idle");
        }

        @Test
        void keepTheirCharactersWhole() {
            assertThat(client.execute("halves").stdout()).isEqualTo("\uD83D\uDE00\n");
            assertThat(client.execute("lone").stdout()).isEqualTo("a\uFFFDb\n");
        }

        @Test
        void thatExhaustTheMachineEndInAnErrorAndTheNextRuns() {
            assertThat(client.execute("overflow").reply().path("ename").asText())
                    .isEqualTo("StackOverflowError");
            assertThat(client.execute("memory").reply().path("ename").asText()).isEqualTo("OutOfMemoryError");

            assertThat(client.execute("value 1").iopub()).contains("execute_result 3 1");
        }

        @Test
        void dropWhatWaitsBehindTheirFailure() {
            String first = client.send("shell", "execute_request", "{'code': 'wait'}");
            String second = client.send("shell", "execute_request", "{'code': 'print never'}");
            String third = client.send("shell", "kernel_info_request", "{}");
            client.awaitIopub("stream stdout waiting\n");
            client.send("control", "interrupt_request", "{}");

            assertThat(client.reply(first).path("ename").asText()).isEqualTo("KeyboardInterrupt");
            assertThat(client.reply(second).path("status").asText()).isEqualTo("aborted");
            assertThat(client.reply(third).path("status").asText()).isEqualTo("ok");
            assertThat(client.execute("value 1").reply().path("status").asText())
                    .isEqualTo("ok");
        }

        @Test
        void answerCompletionsWhileTheyRun() {
            String cell = client.send("shell", "execute_request", "{'code': 'wait'}");
            client.awaitIopub("stream stdout waiting\n");
            String completion =
                    client.send("shell", "complete_request", "{'code': '\uD83D\uDE00 pr', 'cursor_pos': 4}");

            assertThat(client.reply(completion).path("matches").toString()).isEqualTo("[\"print\"]");
            assertThat(client.lastReply().path("cursor_start").asInt()).isEqualTo(2);
            kernel.interrupt();
            assertThat(client.reply(cell).path("status").asText()).isEqualTo("error");
        }
    }

    @Nested
    class Subshells {

        private String subshell;

        @BeforeEach
        void create() {
            subshell = client.reply(client.send("control", "create_subshell_request", "{}"))
                    .path("subshell_id")
                    .asText();
        }

        @Test
        void runBesideTheMainShellWithACountOfTheirOwn() {
            String main = client.send("shell", "execute_request", "{'code': 'wait'}");
            client.awaitIopub("stream stdout waiting\n");

            String beside = client.sendTo(subshell, "shell", "execute_request", "{'code': 'value 1'}");
            assertThat(client.reply(beside).path("execution_count").asInt()).isEqualTo(1);
            assertThat(client.published(beside)).contains("execute_result 1 1");
            kernel.interrupt();
            assertThat(client.reply(main).path("execution_count").asInt()).isEqualTo(1);
        }

        @Test
        void keepTheirFailuresToThemselves() {
            String main = client.send("shell", "execute_request", "{'code': 'wait'}");
            String behind = client.send("shell", "execute_request", "{'code': 'value 1', 'stop_on_error': false}");
            client.awaitIopub("stream stdout waiting\n");
            String failing = client.sendTo(subshell, "shell", "execute_request", "{'code': 'nosuch'}");
            assertThat(client.reply(failing).path("status").asText()).isEqualTo("error");
            client.published(failing);

            kernel.interrupt();
            client.reply(main);
            assertThat(client.reply(behind).path("status").asText()).isEqualTo("aborted");
            String fine = client.sendTo(subshell, "shell", "execute_request", "{'code': 'value 2'}");
            assertThat(client.reply(fine).path("status").asText()).isEqualTo("ok");
        }

        @Test
        void answerWhatWaitsWhenTheyAreDeleted() {
            String running = client.sendTo(subshell, "shell", "execute_request", "{'code': 'wait'}");
            String waiting = client.sendTo(subshell, "shell", "execute_request", "{'code': 'value 1'}");
            String info = client.sendTo(subshell, "shell", "kernel_info_request", "{}");
            client.awaitIopub("stream stdout waiting\n");
            // The shell socket has handed on all three when it answers the fourth.
            client.reply(client.send("shell", "kernel_info_request", "{}"));
            String delete = client.send("control", "delete_subshell_request", "{'subshell_id': '" + subshell + "'}");

            assertThat(client.reply(delete).path("status").asText()).isEqualTo("ok");
            assertThat(client.reply(running).path("ename").asText()).isEqualTo("KeyboardInterrupt");
            assertThat(client.reply(waiting).path("status").asText()).isEqualTo("aborted");
            assertThat(client.reply(info).path("status").asText()).isEqualTo("ok");
            String late = client.sendTo(subshell, "shell", "execute_request", "{'code': 'value 1'}");
            assertThat(client.reply(late).path("ename").asText()).isEqualTo("UnknownSubshellError");
            String list = client.send("control", "list_subshell_request", "{}");
            assertThat(client.reply(list).path("subshell_id")).isEmpty();
        }
    }

    @Nested
    class Logs {

        @Test
        void ofConnectionsHoldNoSecrets() {
            ConnectionFile.Curve curve = new ConnectionFile.Curve("public", "sesame");

            assertThat(curve.toString()).doesNotContain("sesame");
            assertThat(kernel.connection().toString())
                    .doesNotContain(kernel.connection().key());
        }
    }

    @Nested
    class BadMessages {

        @Test
        void areDroppedOrAnsweredAndTheKernelLivesOn() {
            client.sendRaw(List.of("a".getBytes(StandardCharsets.UTF_8)));
            client.sendRaw(List.of(new byte[0]));
            client.sendSigned("wrong key", "{'msg_type': 'kernel_info_request', 'msg_id': 'x'}", "{}");
            client.sendSigned(kernel.connection().key(), "{not json", "{}");

            String malformed = client.send("shell", "complete_request", "{bad");
            assertThat(client.reply(malformed).path("status").asText()).isEqualTo("error");
            String missing = client.send("shell", "execute_request", "{}");
            assertThat(client.reply(missing).path("evalue").asText()).contains("code");
            client.send("shell", "no_such_request", "{}");
            assertThat(client.execute("value 1").reply().path("status").asText())
                    .isEqualTo("ok");
        }
    }

    @Nested
    class Ends {

        @Test
        void whenAClientAsksWhileACellRuns() throws InterruptedException {
            client.send("shell", "execute_request", "{'code': 'wait'}");
            client.awaitIopub("stream stdout waiting\n");

            String request = client.send("control", "shutdown_request", "{'restart': true}");

            assertThat(client.reply(request).path("restart").asBoolean()).isTrue();
            assertThat(kernel.awaitShutdown()).isTrue();
        }
    }

    @Nested
    class Connections {

        @Test
        void nameAllFieldsThatAreMissing() throws Exception {
            Path file =
                    Files.writeString(directory.resolve("bad.json"), "{\"transport\": \"ipc\", \"hb_port\": 70000}");

            assertThatThrownBy(() -> ConnectionFile.read(file, directory))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContainingAll(
                            "shell_port is missing", "key is missing", "transport must be tcp", "70000");
        }

        @Test
        void writeTheChosenPortsBackForTheirOwnerAlone() throws Exception {
            ConnectionFile read = ConnectionFile.read(directory.resolve("kernel.json"), directory);

            assertThat(read).isEqualTo(kernel.connection());
            assertThat(read.ports().shell()).isPositive();
        }

        @Test
        void refuseAPortThatIsTaken() {
            assertThatThrownBy(() -> Kernel.open(kernel.connection(), ScriptedLanguage::new, KernelOptions.defaults()))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("cannot listen on tcp://127.0.0.1:");
        }
    }
}
