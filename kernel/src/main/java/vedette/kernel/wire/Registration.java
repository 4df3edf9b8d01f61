package vedette.kernel.wire;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.zeromq.SocketType;
import org.zeromq.ZMQ;
import org.zeromq.ZMQException;
import vedette.kernel.message.Json;

/**
 * A launcher that left the ports to the kernel and waits to hear of them: Jupyter's startup handshake.
 *
 * @param ip the launcher's address or host name
 * @param port of the launcher's registration socket
 * @param kernelId by which the launcher knows which of its kernels it hears
 */
public record Registration(String ip, int port, String kernelId) {

    /** The launcher listened before it started this process, but it may be starting many. */
    private static final Duration LIMIT = Duration.ofSeconds(10);

    /** JeroMQ now and then connects without ever greeting its peer; when this is over, it connects anew. */
    private static final Duration GREETING_LIMIT = Duration.ofSeconds(1);

    /**
     * Where a kernel has to listen so that its launcher reaches it, for a registration holds ports and no address.
     *
     * @throws IOException when the launcher's name is unknown or no network leads to it
     */
    public String reachableIp() throws IOException {
        InetAddress launcher = InetAddress.getByName(ip);
        if (launcher.isLoopbackAddress() || NetworkInterface.getByInetAddress(launcher) != null) {
            return ip;
        }
        // Connecting a datagram socket sends nothing; it only chooses a way and with it our end of the way.
        try (DatagramSocket probe = new DatagramSocket()) {
            probe.connect(launcher, port);
            return probe.getLocalAddress().getHostAddress();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /**
     * Tells the launcher the ports, and returns when it has acknowledged them.
     *
     * @param ports that are bound
     * @param key that signs both messages; empty leaves them unsigned
     * @param scheme how they are signed
     * @throws IllegalStateException when no acknowledgement comes in time, or one that the key did not sign
     */
    public void complete(Map<Channel, Integer> ports, String key, SignatureScheme scheme) {
        Signer signer = new Signer(key, scheme);
        String endpoint = new Sockets.Address(ip, Optional.empty()).endpoint(port);
        try (ZMQ.Context context = ZMQ.context(1);
                ZMQ.Socket socket = context.socket(SocketType.DEALER)) {
            socket.setLinger(0);
            socket.setIPv6(true);
            socket.setHandshakeIvl(Math.toIntExact(GREETING_LIMIT.toMillis()));
            socket.setReceiveTimeOut(Math.toIntExact(LIMIT.toMillis()));
            socket.connect(endpoint);
            byte[] content = Json.write(content(ports));
            socket.sendMore(Codec.DELIMITER);
            socket.sendMore(signer.sign(List.of(content)));
            socket.send(content);
            List<byte[]> answer = receive(socket);
            if (answer.isEmpty()) {
                throw new IllegalStateException("the launcher at " + endpoint
                        + " did not acknowledge this kernel within " + LIMIT.toSeconds() + " seconds");
            }
            if (!acknowledges(answer, signer)) {
                throw new IllegalStateException(
                        "the answer of " + endpoint + " is no acknowledgement signed with the registration file's key");
            }
        } catch (ZMQException | IllegalArgumentException e) {
            throw new IllegalStateException("cannot register at " + endpoint + ": " + e.getMessage(), e);
        }
    }

    /** Ports are texts here, while connection files have numbers. */
    private Map<String, String> content(Map<Channel, Integer> ports) {
        return Map.of(
                "kernel_id", kernelId,
                "control_port", ports.get(Channel.CONTROL).toString(),
                "shell_port", ports.get(Channel.SHELL).toString(),
                "stdin_port", ports.get(Channel.STDIN).toString(),
                "iopub_port", ports.get(Channel.IOPUB).toString(),
                "hb_port", ports.get(Channel.HEARTBEAT).toString());
    }

    /** The frames of one message; none when the time is over. */
    private static List<byte[]> receive(ZMQ.Socket socket) {
        List<byte[]> frames = new ArrayList<>();
        do {
            byte[] frame = socket.recv();
            if (frame == null) {
                return List.of();
            }
            frames.add(frame);
        } while (socket.hasReceiveMore());
        return frames;
    }

    /** What an acknowledgement says is the launcher's affair; only its signature counts. */
    private static boolean acknowledges(List<byte[]> frames, Signer signer) {
        for (int i = 0; i + 2 < frames.size(); i++) {
            if (Arrays.equals(frames.get(i), Codec.DELIMITER)) {
                return signer.verifies(frames.get(i + 1), frames.subList(i + 2, frames.size()));
            }
        }
        return false;
    }
}
