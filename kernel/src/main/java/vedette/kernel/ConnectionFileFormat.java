package vedette.kernel;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import vedette.kernel.message.Json;
import vedette.kernel.message.MalformedMessageException;
import vedette.kernel.wire.Registration;
import vedette.kernel.wire.SignatureScheme;

/** The JSON of a connection file or a registration file. Collects all that is wrong with one before it throws. */
final class ConnectionFileFormat {

    private static final String REGISTRATION_PORT = "registration_port";
    private static final int MAX_PORT = 65_535;
    private static final int ENCODED_KEY_LENGTH = 40;

    private final Path path;
    private final List<String> problems = new ArrayList<>();

    ConnectionFileFormat(Path path) {
        this.path = path;
    }

    static String newKey() {
        return UUID.randomUUID().toString();
    }

    ConnectionFile read(Path runtime) throws IOException {
        Map<String, Object> json = parse();
        Optional<Registration> registration =
                json.containsKey(REGISTRATION_PORT) ? Optional.of(registration(json)) : Optional.empty();
        String transport = text(json, "transport", "tcp");
        if (!transport.equals("tcp")) {
            problems.add("transport must be tcp, this kernel has no other: " + transport);
        }
        String scheme = text(json, "signature_scheme", "hmac-sha256");
        if (SignatureScheme.named(scheme).isEmpty()) {
            problems.add("signature_scheme is unknown: " + scheme);
        }
        ConnectionFile file = new ConnectionFile(
                registration
                        .map(launcher -> runtime.resolve(name(launcher.kernelId())))
                        .orElse(path),
                transport,
                json.get("ip") != null
                        ? text(json, "ip", "")
                        : registration.map(this::reachableIp).orElse("127.0.0.1"),
                registration.isPresent() ? ConnectionFile.Ports.ANY : ports(json),
                requiredText(json, "key"),
                scheme,
                curve(json),
                registration);
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException("connection file " + path + ": " + String.join("; ", problems));
        }
        return file;
    }

    private ConnectionFile.Ports ports(Map<String, Object> json) {
        return new ConnectionFile.Ports(
                port(json, "shell_port"),
                port(json, "control_port"),
                port(json, "stdin_port"),
                port(json, "iopub_port"),
                port(json, "hb_port"));
    }

    private Registration registration(Map<String, Object> json) {
        int port = port(json, REGISTRATION_PORT);
        if (port == 0 && problems.isEmpty()) {
            problems.add(REGISTRATION_PORT + " must be a port where somebody listens");
        }
        return new Registration(requiredText(json, "registration_ip"), port, requiredText(json, "kernel_id"));
    }

    private String reachableIp(Registration launcher) {
        try {
            return launcher.reachableIp();
        } catch (IOException e) {
            problems.add("registration_ip cannot be reached: " + e.getMessage());
            return launcher.ip();
        }
    }

    /** As Jupyter's own servers name such files. An id may hold anything, but leads to no other directory. */
    private static String name(String kernelId) {
        return "kernel-" + kernelId.replaceAll("[^\\w.-]", "_") + ".json";
    }

    void write(ConnectionFile file) throws IOException {
        JsonMapper mapper = new JsonMapper();
        ObjectNode json = Files.exists(path) ? mapper.valueToTree(parse()) : mapper.createObjectNode();
        json.put("transport", file.transport())
                .put("ip", file.ip())
                .put("shell_port", file.ports().shell())
                .put("control_port", file.ports().control())
                .put("stdin_port", file.ports().stdin())
                .put("iopub_port", file.ports().iopub())
                .put("hb_port", file.ports().heartbeat())
                .put("key", file.key())
                .put("signature_scheme", file.signatureScheme());
        file.curve()
                .ifPresent(curve ->
                        json.put("curve_publickey", curve.publicKey()).put("curve_secretkey", curve.secretKey()));
        Path directory = path.toAbsolutePath().getParent();
        Files.createDirectories(directory);
        // A reader sees the old file or the new one, never half of it.
        Path draft = Files.createTempFile(directory, path.getFileName().toString(), ".new", ownerOnly());
        try {
            Files.write(draft, mapper.writerWithDefaultPrettyPrinter().writeValueAsBytes(json));
            Files.move(draft, path, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            Files.deleteIfExists(draft);
            throw e;
        }
    }

    private FileAttribute<?>[] ownerOnly() {
        boolean posix = path.getFileSystem().supportedFileAttributeViews().contains("posix");
        return posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }

    private Map<String, Object> parse() throws IOException {
        try {
            return Json.object(Files.readAllBytes(path));
        } catch (MalformedMessageException e) {
            throw new IllegalArgumentException("connection file " + path + ": " + e.getMessage(), e);
        }
    }

    private int port(Map<String, Object> json, String name) {
        Object value = json.get(name);
        if (value == null) {
            problems.add(name + " is missing");
            return 0;
        }
        // Some launchers write ports as text.
        int port = value instanceof Integer number ? number : value instanceof String text ? integer(text) : -1;
        if (port < 0 || port > MAX_PORT) {
            problems.add(name + " must be a port from 0 to 65535: " + value);
        }
        return port;
    }

    private static int integer(String text) {
        try {
            return Integer.parseInt(text.strip());
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    private String text(Map<String, Object> json, String name, String fallback) {
        Object value = json.get(name);
        if (value == null) {
            return fallback;
        }
        if (!(value instanceof String)) {
            problems.add(name + " must be a text: " + value);
        }
        return value.toString();
    }

    private String requiredText(Map<String, Object> json, String name) {
        Object value = json.get(name);
        if (value == null) {
            problems.add(name + " is missing");
            return "";
        }
        if (!(value instanceof String)) {
            problems.add(name + " must be a text");
        }
        return value.toString();
    }

    private Optional<ConnectionFile.Curve> curve(Map<String, Object> json) {
        String publicKey = text(json, "curve_publickey", "");
        String secretKey = text(json, "curve_secretkey", "");
        if (publicKey.isEmpty() && secretKey.isEmpty()) {
            return Optional.empty();
        }
        if (publicKey.length() != ENCODED_KEY_LENGTH || secretKey.length() != ENCODED_KEY_LENGTH) {
            problems.add("curve_publickey and curve_secretkey must both have 40 characters");
        }
        return Optional.of(new ConnectionFile.Curve(publicKey, secretKey));
    }
}
