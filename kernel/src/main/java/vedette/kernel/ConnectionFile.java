package vedette.kernel;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import vedette.kernel.wire.Registration;

/**
 * What a client and its kernel agree on before they talk: where the five sockets are and the key that signs messages.
 * Either the client chose the ports, or it gave the kernel a registration file, by which the kernel tells it the ports
 * that the system chose.
 *
 * @param path where it was read from, and where {@link #save} writes
 * @param transport {@code tcp}
 * @param ip address or host name to listen on; {@code *} for all
 * @param ports of the five sockets; 0 lets the system choose
 * @param key that signs messages; empty leaves them unsigned
 * @param signatureScheme such as {@code hmac-sha256}
 * @param curve the keys of an encrypted connection
 * @param registration who waits to hear the ports
 */
public record ConnectionFile(
        Path path,
        String transport,
        String ip,
        Ports ports,
        String key,
        String signatureScheme,
        Optional<Curve> curve,
        Optional<Registration> registration) {

    public ConnectionFile {
        requireNonNull(path, "path is null");
        requireNonNull(transport, "transport is null");
        requireNonNull(ip, "ip is null");
        requireNonNull(ports, "ports is null");
        requireNonNull(key, "key is null");
        requireNonNull(signatureScheme, "signatureScheme is null");
        requireNonNull(curve, "curve is null");
        requireNonNull(registration, "registration is null");
    }

    /** The ports of the five sockets. */
    public record Ports(int shell, int control, int stdin, int iopub, int heartbeat) {

        /** All chosen by the system. */
        public static final Ports ANY = new Ports(0, 0, 0, 0, 0);

        /** Whether one at least is left to the system. */
        boolean leavesAnyOpen() {
            return shell == 0 || control == 0 || stdin == 0 || iopub == 0 || heartbeat == 0;
        }
    }

    /** CurveZMQ keys in Z85, 40 characters each. */
    public record Curve(String publicKey, String secretKey) {

        /** Keeps the secret out of logs. */
        @Override
        public String toString() {
            return "Curve[" + publicKey + "]";
        }
    }

    /**
     * Reads a connection file, or a registration file, which is one that has a {@code registration_port}.
     *
     * @param path of the file
     * @param runtime where the connection file of a kernel with a registration file goes, named by the kernel's id
     * @throws IOException when there is no such file
     * @throws IllegalArgumentException when it lacks fields or has wrong ones; the message names all of them
     */
    public static ConnectionFile read(Path path, Path runtime) throws IOException {
        return new ConnectionFileFormat(path).read(runtime);
    }

    /** A file for a kernel that no client started yet: a new key and ports that the system chooses. */
    public static ConnectionFile create(Path path) {
        return new ConnectionFile(
                path,
                "tcp",
                "127.0.0.1",
                Ports.ANY,
                ConnectionFileFormat.newKey(),
                "hmac-sha256",
                Optional.empty(),
                Optional.empty());
    }

    /** This file with the ports that the system chose. */
    public ConnectionFile withPorts(Ports bound) {
        return new ConnectionFile(path, transport, ip, bound, key, signatureScheme, curve, registration);
    }

    /**
     * Writes the file for its owner alone; what else stood in it is kept.
     *
     * @throws IOException when it cannot be written
     */
    public void save() throws IOException {
        new ConnectionFileFormat(path).write(this);
    }

    /** Keeps the key out of logs. */
    @Override
    public String toString() {
        return "ConnectionFile[" + path + " " + transport + "://" + ip + " " + ports + "]";
    }
}
