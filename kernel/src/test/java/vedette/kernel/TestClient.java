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
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** A client that shares no code with the kernel. Its own thread's alone. */
final class TestClient implements AutoCloseable {

    private static final JsonMapper JSON = new JsonMapper();

    private final String key;
    private final TestPipes pipes;
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
        this(connection.key(), new SocketPipes(connection));
        next("iopub", "iopub_welcome");
    }

    TestClient(String key, TestPipes pipes) {
        this.key = key;
        this.pipes = pipes;
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
        return sendTo(null, socket, type, content);
    }

    /** Sends a request to a subshell. */
    String sendTo(@Nullable String subshell, String socket, String type, String content) {
        String id = UUID.randomUUID().toString();
        String header = "{\"msg_id\": \"" + id + "\", \"msg_type\": \"" + type + "\", \"session\": \"s\""
                + (subshell == null ? "" : ", \"subshell_id\": \"" + subshell + "\"") + "}";
        send(socket, key, header, content.replace('\'', '"'));
        return id;
    }

    void sendSigned(String key, String header, String content) {
        send("shell", key, header.replace('\'', '"'), content);
    }

    void sendRaw(List<byte[]> frames) {
        pipes.send("shell", frames);
    }

    private void send(String channel, String signingKey, String header, String content) {
        String signature = signature(signingKey, header + "{}{}" + content);
        pipes.send(
                channel,
                Stream.of("<IDS|MSG>", signature, header, "{}", "{}", content)
                        .map(frame -> frame.getBytes(UTF_8))
                        .toList());
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
            Published reply = receive("reply");
            replies.put(reply.parent(), reply.content());
        }
        lastReply = replies.get(id);
        return lastReply;
    }

    JsonNode lastReply() {
        return lastReply;
    }

    void awaitIopub(String line) {
        while (published.stream().noneMatch(message -> message.line().equals(line))) {
            published.add(receive("iopub"));
        }
    }

    /** What was published for a request, line by line. */
    List<String> published(String id) {
        awaitIdle(id);
        return published.stream()
                .filter(message -> message.parent().equals(id))
                .map(Published::line)
                .toList();
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

    private Published receive(String channel) {
        List<byte[]> frames = pipes.receive(channel);
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
        pipes.close();
    }
}
