package vedette.emulator;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Stands between clients and the JDK's HTTP server and hands bytes on, both ways, unread. The JDK's server does not tell
 * that a client went away while its query runs; here the end of its connection is seen at once.
 */
final class ClientConnections implements AutoCloseable {

    private static final int BUFFER_BYTES = 64 << 10;

    private final ServerSocket listener;
    private final InetSocketAddress server;
    private final Map<Integer, Client> clients = new ConcurrentHashMap<>();
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();

    /** Listens on a port of the loopback interface, 0 for any, for the server at an address. */
    ClientConnections(int port, InetSocketAddress server) {
        this.server = server;
        try {
            this.listener = new ServerSocket(port, 128, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot listen on port " + port + ": " + e.getMessage(), e);
        }
        Thread.ofVirtual().name("vedette-emulator-accept").start(this::accept);
    }

    int port() {
        return listener.getLocalPort();
    }

    /** The client behind a connection that the server sees, by that connection's port on our side. */
    Client client(int port) {
        return Optional.ofNullable(clients.get(port)).orElseGet(Client::new);
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket outside = listener.accept();
                Thread.ofVirtual().name("vedette-emulator-client").start(() -> serve(outside));
            } catch (IOException e) {
                // Closed, or a client that gave up before it was accepted.
                continue;
            }
        }
    }

    private void serve(Socket outside) {
        try (Socket inside = new Socket()) {
            sockets.add(outside);
            sockets.add(inside);
            if (listener.isClosed()) {
                return;
            }
            inside.connect(server);
            outside.setTcpNoDelay(true);
            inside.setTcpNoDelay(true);
            Client client = new Client();
            clients.put(inside.getLocalPort(), client);
            Thread back = Thread.ofVirtual().name("vedette-emulator-answer").start(() -> {
                pump(inside, outside);
                shut(outside);
            });
            pump(outside, inside);
            // The client closed its side. Nobody waits for an answer any more, so none is made.
            client.gone();
            clients.remove(inside.getLocalPort());
            shut(inside);
            back.join();
            sockets.remove(inside);
        } catch (IOException e) {
            // The server is closing: the client sees its connection end.
            assert e != null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            sockets.remove(outside);
            shut(outside);
        }
    }

    private static void pump(Socket from, Socket to) {
        byte[] buffer = new byte[BUFFER_BYTES];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                out.write(buffer, 0, read);
            }
        } catch (IOException e) {
            // Either side is gone; for whoever pumps the other way, that is the end as well.
            assert e != null;
        }
    }

    private static void shut(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            assert e != null;
        }
    }

    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        sockets.forEach(ClientConnections::shut);
    }

    /** One connection of a client. */
    static final class Client {

        private final List<Runnable> actions = new ArrayList<>();
        private boolean gone;

        /** Runs an action when the connection ends; at once where it did. Closing takes the action back. */
        AutoCloseable onGone(Runnable action) {
            synchronized (this) {
                if (!gone) {
                    actions.add(action);
                    return () -> remove(action);
                }
            }
            action.run();
            return () -> {};
        }

        private synchronized void remove(Runnable action) {
            actions.remove(action);
        }

        private void gone() {
            List<Runnable> due;
            synchronized (this) {
                gone = true;
                due = List.copyOf(actions);
                actions.clear();
            }
            due.forEach(Runnable::run);
        }
    }
}
