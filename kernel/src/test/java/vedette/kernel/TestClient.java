package vedette.kernel;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.zeromq.SocketType;
import org.zeromq.ZMQ;

/** A client over ZeroMQ that shares no code with the kernel. Its own thread's alone. */
final class TestClient implements AutoCloseable {

    private static final JsonMapper JSON = new JsonMapper();
    private static final int PATIENCE_MILLIS = 20_000;

    private final ConnectionFile connection;
    private final ZMQ.Context context = ZMQ.context(1);
    private final Map<String, ZMQ.Socket> sockets = new HashMap<>();
    private final List<Published> published = new ArrayList<>();
    private final Map<String, JsonNode> replies = new HashMap<>();
    private JsonNode lastReply = JSON.nullNode();

    private record Published(String parent, String type, JsonNode content) {
        String line() {
            return (type + " "
                    + switch (type) {
                        case "status" -> content.path("execution_state").asText();
                        case "execute_input" -> content.path("execution_count").asText();
                        case "stream" ->
                            content.path("name").asText() + " "
                                    + content.path("text").asText();
                        case "execute_result" ->
                            content.path("execution_count").asText() + " "
                                    + content.path("data").path("text/plain").asText();
                        default -> content.toString();
                    });
        }
    }

    record Exchange(List<String> iopub, String stdout, JsonNode reply) {}

    TestClient(ConnectionFile connection) {
        this.connection = connection;
        open("shell", SocketType.DEALER, connection.ports().shell());
        open("control", SocketType.DEALER, connection.ports().control());
        ZMQ.Socket iopub = open("iopub", SocketType.SUB, connection.ports().iopub());
        iopub.subscribe(new byte[0]);
        next("iopub", "iopub_welcome");
    }

    private ZMQ.Socket open(String name, SocketType type, int port) {
        ZMQ.Socket socket = context.socket(type);
        socket.setHWM(0);
        socket.setLinger(0);
        socket.setReceiveTimeOut(PATIENCE_MILLIS);
        socket.connect("tcp://" + connection.ip() + ":" + port);
        sockets.put(name, socket);
        return socket;
    }

    Exchange execute(String code) {
        String id = send("shell", "execute_request", "{'code': " + JSON.valueToTree(code) + "}");
        JsonNode reply = reply(id);
        awaitIdle(id);
        List<Published> mine = published.stream()
                .filter(message -> message.parent().equals(id))
                .toList();
        String stdout = mine.stream()
                .filter(message -> message.type().equals("stream"))
                .map(message -> message.content().path("text").asText())
                .collect(Collectors.joining());
        return new Exchange(mine.stream().map(Published::line).toList(), stdout, reply);
    }

    /** Sends a request whose content is JSON in single quotes. */
    String send(String socket, String type, String content) {
        String id = UUID.randomUUID().toString();
        String header = "{\"msg_id\": \"" + id + "\", \"msg_type\": \"" + type + "\", \"session\": \"s\"}";
        send(sockets.get(socket), connection.key(), header, content.replace('\'', '"'));
        return id;
    }

    void sendSigned(String key, String header, String content) {
        send(sockets.get("shell"), key, header.replace('\'', '"'), content);
    }

    void sendRaw(List<byte[]> frames) {
        for (int i = 0; i < frames.size(); i++) {
            sockets.get("shell").send(frames.get(i), i < frames.size() - 1 ? ZMQ.SNDMORE : 0);
        }
    }

    private static void send(ZMQ.Socket socket, String key, String header, String content) {
        String signature = signature(key, header + "{}{}" + content);
        for (String frame : List.of("<IDS|MSG>", signature, header, "{}", "{}")) {
            socket.send(frame.getBytes(UTF_8), ZMQ.SNDMORE);
        }
        socket.send(content.getBytes(UTF_8), 0);
    }

    private static String signature(String key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key.getBytes(UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    /** The reply to a request, whenever it comes. */
    JsonNode reply(String id) {
        while (!replies.containsKey(id)) {
            boolean control = sockets.get("control").getEvents() == ZMQ.Poller.POLLIN + ZMQ.Poller.POLLOUT;
            Published reply = receive(control ? "control" : waiting());
            replies.put(reply.parent(), reply.content());
        }
        lastReply = replies.get(id);
        return lastReply;
    }

    private String waiting() {
        ZMQ.Poller poller = context.poller(2);
        poller.register(sockets.get("shell"), ZMQ.Poller.POLLIN);
        poller.register(sockets.get("control"), ZMQ.Poller.POLLIN);
        poller.poll(PATIENCE_MILLIS);
        String ready = poller.pollin(1) ? "control" : "shell";
        poller.close();
        return ready;
    }

    JsonNode lastReply() {
        return lastReply;
    }

    void awaitIopub(String line) {
        while (published.stream().noneMatch(message -> message.line().equals(line))) {
            published.add(receive("iopub"));
        }
    }

    private void awaitIdle(String id) {
        while (published.stream()
                .noneMatch(
                        message -> message.parent().equals(id) && message.line().equals("status idle"))) {
            published.add(receive("iopub"));
        }
    }

    private void next(String socket, String type) {
        while (!receive(socket).type().equals(type)) {
            continue;
        }
    }

    private Published receive(String socket) {
        List<byte[]> frames = new ArrayList<>();
        do {
            byte[] frame = sockets.get(socket).recv();
            if (frame == null) {
                throw new AssertionError("nothing came on " + socket);
            }
            frames.add(frame);
        } while (sockets.get(socket).hasReceiveMore());
        int delimiter = 0;
        while (!new String(frames.get(delimiter), UTF_8).equals("<IDS|MSG>")) {
            delimiter++;
        }
        try {
            return new Published(
                    JSON.readTree(frames.get(delimiter + 3)).path("msg_id").asText(),
                    JSON.readTree(frames.get(delimiter + 2)).path("msg_type").asText(),
                    JSON.readTree(frames.get(delimiter + 5)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        sockets.values().forEach(ZMQ.Socket::close);
        context.term();
    }
}
