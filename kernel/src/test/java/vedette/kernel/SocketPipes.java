package vedette.kernel;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.zeromq.SocketType;
import org.zeromq.ZMQ;

/** Frames over ZeroMQ. */
final class SocketPipes implements TestPipes {

    private static final int PATIENCE_MILLIS = 20_000;

    private final ConnectionFile connection;
    private final ZMQ.Context context = ZMQ.context(1);
    private final Map<String, ZMQ.Socket> sockets = new HashMap<>();

    SocketPipes(ConnectionFile connection) {
        this.connection = connection;
        open("shell", SocketType.DEALER, connection.ports().shell());
        open("control", SocketType.DEALER, connection.ports().control());
        open("iopub", SocketType.SUB, connection.ports().iopub()).subscribe(new byte[0]);
    }

    private ZMQ.Socket open(String name, SocketType type, int port) {
        ZMQ.Socket socket = context.socket(type);
        socket.setHWM(0);
        socket.setLinger(0);
        socket.setReceiveTimeOut(PATIENCE_MILLIS);
        // JeroMQ now and then connects without ever greeting its peer; then it connects anew.
        socket.setHandshakeIvl(1000);
        socket.connect("tcp://" + connection.ip() + ":" + port);
        sockets.put(name, socket);
        return socket;
    }

    @Override
    public void send(String channel, List<byte[]> frames) {
        for (int i = 0; i < frames.size(); i++) {
            sockets.get(channel).send(frames.get(i), i < frames.size() - 1 ? ZMQ.SNDMORE : 0);
        }
    }

    @Override
    public List<byte[]> receive(String channel) {
        ZMQ.Socket socket = sockets.get(channel.equals("reply") ? waiting() : channel);
        List<byte[]> frames = new ArrayList<>();
        do {
            byte[] frame = socket.recv();
            if (frame == null) {
                throw new AssertionError("nothing came on " + channel);
            }
            frames.add(frame);
        } while (socket.hasReceiveMore());
        return frames;
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

    @Override
    public void close() {
        sockets.values().forEach(ZMQ.Socket::close);
        context.term();
    }
}
