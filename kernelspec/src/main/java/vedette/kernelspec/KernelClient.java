package vedette.kernelspec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;
import org.zeromq.ZMsg;
import vedette.kernel.ConnectionFile;

/** As much of a Jupyter client as trying a kernel takes. One thread uses it. */
final class KernelClient implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String DELIMITER = "<IDS|MSG>";
    private static final Duration ASK_AGAIN = Duration.ofMillis(500);
    private static final int POLL_MILLIS = 100;

    /** JeroMQ now and then connects without ever greeting its peer; when this is over, it connects anew. */
    private static final int GREETING_MILLIS = 1000;

    private final ConnectionFile connection;
    private final BooleanSupplier alive;
    private final String session = UUID.randomUUID().toString();
    private final ZContext context = new ZContext();
    private final ZMQ.Socket shell;
    private final ZMQ.Socket control;

    /**
     * @param connection of the kernel
     * @param alive whether its process still runs
     */
    KernelClient(ConnectionFile connection, BooleanSupplier alive) {
        this.connection = connection;
        this.alive = alive;
        this.shell = connect(SocketType.DEALER, connection.ports().shell());
        this.control = connect(SocketType.DEALER, connection.ports().control());
        // What is published goes unread, but the kernel shall do the work of publishing.
        connect(SocketType.SUB, connection.ports().iopub()).subscribe(ZMQ.SUBSCRIPTION_ALL);
    }

    private ZMQ.Socket connect(SocketType type, int port) {
        ZMQ.Socket socket = context.createSocket(type);
        socket.setLinger(0);
        socket.setReconnectIVL(10);
        socket.setHandshakeIvl(GREETING_MILLIS);
        socket.connect("tcp://" + connection.ip() + ":" + port);
        return socket;
    }

    /** Waits until the kernel answers at all. */
    void awaitReady(Duration limit) {
        long end = System.nanoTime() + limit.toNanos();
        while (true) {
            String request = send(shell, "kernel_info_request", Map.of());
            if (reply(shell, request, ASK_AGAIN).isPresent()) {
                return;
            }
            check(end, "it does not answer");
        }
    }

    /**
     * Runs a cell.
     *
     * @return its error, where it has one
     */
    Optional<String> execute(String code, Duration limit) {
        String request = send(
                shell,
                "execute_request",
                Map.of("code", code, "silent", false, "store_history", true, "allow_stdin", false));
        JsonNode content =
                reply(shell, request, limit).orElseThrow(() -> new NoAnswer("a cell does not come to its end"));
        return content.path("status").asText().equals("ok")
                ? Optional.empty()
                : Optional.of(content.path("ename").asText() + ": "
                        + content.path("evalue").asText());
    }

    /** Asks the kernel to end. */
    void shutdown() {
        send(control, "shutdown_request", Map.of("restart", false));
    }

    private String send(ZMQ.Socket socket, String type, Map<String, ?> content) {
        String id = UUID.randomUUID().toString();
        Map<String, String> header = Map.of(
                "msg_id",
                id,
                "msg_type",
                type,
                "session",
                session,
                "username",
                "vedette",
                "date",
                Instant.now().toString(),
                "version",
                "5.5");
        List<String> parts = List.of(json(header), "{}", "{}", json(content));
        ZMsg message = new ZMsg();
        message.add(DELIMITER);
        message.add(signature(parts));
        parts.forEach(part -> message.add(part.getBytes(StandardCharsets.UTF_8)));
        message.send(socket);
        return id;
    }

    private Optional<JsonNode> reply(ZMQ.Socket socket, String request, Duration limit) {
        long end = System.nanoTime() + limit.toNanos();
        try (ZMQ.Poller poller = context.createPoller(1)) {
            poller.register(socket, ZMQ.Poller.POLLIN);
            while (System.nanoTime() < end) {
                if (poller.poll(POLL_MILLIS) == 0) {
                    if (!alive.getAsBoolean()) {
                        throw new NoAnswer("its process ended");
                    }
                    continue;
                }
                Optional<JsonNode> content = contentOf(ZMsg.recvMsg(socket), request);
                if (content.isPresent()) {
                    return content;
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<JsonNode> contentOf(ZMsg message, String request) {
        while (!message.isEmpty() && !message.popString().equals(DELIMITER)) {
            // Frames before the delimiter are addresses.
        }
        message.pop();
        message.pop();
        JsonNode parent = read(message.pop().getData());
        message.pop();
        JsonNode content = read(message.pop().getData());
        return parent.path("msg_id").asText().equals(request) ? Optional.of(content) : Optional.empty();
    }

    private void check(long end, String problem) {
        if (!alive.getAsBoolean()) {
            throw new NoAnswer("its process ended");
        }
        if (System.nanoTime() > end) {
            throw new NoAnswer(problem);
        }
    }

    private String signature(List<String> parts) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(connection.key().getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            parts.forEach(part -> mac.update(part.getBytes(StandardCharsets.UTF_8)));
            return HexFormat.of().formatHex(mac.doFinal());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String json(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static JsonNode read(byte[] bytes) {
        try {
            return JSON.readTree(bytes);
        } catch (IOException e) {
            throw new NoAnswer("it sends what is no JSON: " + e.getMessage());
        }
    }

    @Override
    public void close() {
        context.close();
    }

    /** The kernel did not answer as it should. */
    static final class NoAnswer extends RuntimeException {

        private static final long serialVersionUID = 1L;

        NoAnswer(String message) {
            super(message);
        }
    }
}
