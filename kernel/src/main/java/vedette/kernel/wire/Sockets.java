package vedette.kernel.wire;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.channels.spi.SelectorProvider;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.zeromq.SocketType;
import org.zeromq.ZMQ;
import org.zeromq.ZMQException;
import sun.nio.ch.DefaultSelectorProvider;
import vedette.kernel.message.Publication;

/**
 * The five sockets of a kernel, bound on construction. Whoever opens it closes it. Clients that connect before
 * {@link #start} wait and lose nothing.
 */
public final class Sockets implements Transport, AutoCloseable {

    private static final int LINGER_MILLIS = 1000;

    private final ZMQ.Context context;
    /** Echoes must come while the other context's thread moves a large output. */
    private final ZMQ.Context heartbeatContext;

    private final Map<Channel, ZMQ.Socket> sockets = new EnumMap<>(Channel.class);
    private final Map<Channel, Integer> ports = new EnumMap<>(Channel.class);
    private final Map<Channel, SocketLoop> loops = new EnumMap<>(Channel.class);
    private final Map<Channel, FrameQueue> queues = new EnumMap<>(Channel.class);

    /**
     * Binds all sockets.
     *
     * @param address to listen on
     * @param wanted a port for each channel, 0 for any
     * @throws IllegalStateException when one cannot be bound; none is left bound then
     */
    public Sockets(Address address, Map<Channel, Integer> wanted) {
        nameSelectors();
        context = ZMQ.context(1);
        heartbeatContext = ZMQ.context(1);
        try {
            for (Channel channel : Channel.values()) {
                sockets.put(channel, open(channel, address));
                ports.put(channel, bind(channel, address, wanted.get(channel)));
            }
        } catch (RuntimeException failure) {
            sockets.values().forEach(ZMQ.Socket::close);
            context.term();
            heartbeatContext.term();
            throw failure;
        }
    }

    /** The JDK's selectors by name; else the JDK looks for others in all jars of the class path. */
    private static void nameSelectors() {
        String property = SelectorProvider.class.getName();
        if (System.getProperty(property) == null) {
            System.setProperty(
                    property, DefaultSelectorProvider.get().getClass().getName());
        }
    }

    /**
     * Where to listen.
     *
     * @param ip address or host name; {@code *} for all
     * @param curve public and secret key in Z85 of an encrypted connection
     */
    public record Address(String ip, Optional<CurveKeys> curve) {

        String endpoint(int port) {
            String host = ip.contains(":") && !ip.startsWith("[") ? "[" + ip + "]" : ip;
            return "tcp://" + host + ":" + (port == 0 ? "*" : String.valueOf(port));
        }
    }

    /** The keys of an encrypted connection in Z85. */
    public record CurveKeys(String publicKey, String secretKey) {}

    /** The ports that are bound. */
    public Map<Channel, Integer> ports() {
        return Map.copyOf(ports);
    }

    /** Starts the sockets' threads. */
    public void start(Receiver receiver, IopubQueue iopub) {
        for (Channel channel : List.of(Channel.SHELL, Channel.CONTROL, Channel.STDIN)) {
            queues.put(channel, new FrameQueue());
            loop(channel, queues.get(channel), frames -> receiver.received(channel, frames));
        }
        FrameQueue echoes = new FrameQueue();
        loop(Channel.HEARTBEAT, echoes, echoes::add);
        loop(Channel.IOPUB, iopub, frames -> greet(frames, iopub));
        loops.values().forEach(SocketLoop::start);
    }

    /** Wakes the thread of the iopub socket. */
    public void wakeIopub() {
        loops.get(Channel.IOPUB).wake();
    }

    @Override
    public void send(Channel channel, List<byte[]> frames) {
        queues.get(channel).add(frames);
        loops.get(channel).wake();
    }

    @Override
    public void settle(Channel channel) {
        loops.get(channel).settle();
    }

    /** Sends what waits and ends all threads. */
    @Override
    public void close() {
        if (loops.isEmpty()) {
            sockets.values().forEach(ZMQ.Socket::close);
        }
        loops.values().forEach(SocketLoop::close);
        context.term();
        heartbeatContext.term();
    }

    private void loop(Channel channel, Outbox outbox, Consumer<List<byte[]>> receiver) {
        loops.put(channel, new SocketLoop(channel, sockets.get(channel), outbox, receiver));
    }

    /** A subscriber hears that it is heard, on the topic to which it subscribed. */
    private static void greet(List<byte[]> frames, IopubQueue iopub) {
        byte[] frame = frames.getFirst();
        if (frame.length == 0 || frame[0] != 1) {
            return;
        }
        try {
            String topic = UTF_8.newDecoder()
                    .decode(ByteBuffer.wrap(frame, 1, frame.length - 1))
                    .toString();
            iopub.publishFirst(new Publication.Welcome(topic));
        } catch (CharacterCodingException noText) {
            return; // a topic that is no text is none of ours
        }
    }

    private ZMQ.Socket open(Channel channel, Address address) {
        ZMQ.Context owner = channel == Channel.HEARTBEAT ? heartbeatContext : context;
        ZMQ.Socket socket = owner.socket(channel == Channel.IOPUB ? SocketType.XPUB : SocketType.ROUTER);
        socket.setLinger(LINGER_MILLIS);
        // A full queue would drop messages without a word.
        socket.setHWM(0);
        socket.setIPv6(true);
        if (channel == Channel.IOPUB) {
            socket.setXpubVerbose(true);
        } else {
            // A client that comes back under its old identity gets its answers.
            socket.setRouterHandover(true);
        }
        address.curve().ifPresent(keys -> {
            socket.setCurveServer(true);
            socket.setCurvePublicKey(keys.publicKey().getBytes(US_ASCII));
            socket.setCurveSecretKey(keys.secretKey().getBytes(US_ASCII));
        });
        return socket;
    }

    private int bind(Channel channel, Address address, int port) {
        String endpoint = address.endpoint(port);
        try {
            sockets.get(channel).bind(endpoint);
        } catch (ZMQException | IllegalArgumentException e) {
            throw new IllegalStateException(
                    "cannot listen on " + endpoint + " for " + channel + ": " + e.getMessage(), e);
        }
        String bound =
                new ArrayList<>(List.of(sockets.get(channel).getLastEndpoint().split(":"))).getLast();
        return Integer.parseInt(bound);
    }
}
