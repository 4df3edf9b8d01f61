package vedette.sentinel.credentials;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A proxy on the loopback address that leads to one port of this machine, whichever host is asked for. */
final class Tunnel implements AutoCloseable {

    private final int target;
    private final ServerSocket listening;
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final List<Socket> open = new CopyOnWriteArrayList<>();

    Tunnel(int target) throws IOException {
        this.target = target;
        this.listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().name("vedette-tunnel").start(this::accept);
    }

    String address() {
        return "http://127.0.0.1:" + listening.getLocalPort();
    }

    /** The hosts that were asked for, as host:port. */
    List<String> asked() {
        return List.copyOf(asked);
    }

    private void accept() {
        try {
            while (true) {
                Socket client = listening.accept();
                open.add(client);
                Thread.ofVirtual().start(() -> lead(client));
            }
        } catch (SocketException e) {
            // It was closed.
            assert listening.isClosed() : e;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void lead(Socket client) {
        try (client;
                Socket server = new Socket(InetAddress.getLoopbackAddress(), target)) {
            open.add(server);
            BufferedReader head =
                    new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII));
            String[] request = String.valueOf(head.readLine()).split(" ");
            String header = head.readLine();
            while (header != null && !header.isEmpty()) {
                header = head.readLine();
            }
            asked.add(request[0] + " " + request[1]);
            client.getOutputStream().write("HTTP/1.1 200 OK\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            Thread back = Thread.ofVirtual().start(() -> pass(server, client));
            pass(client, server);
            back.join();
        } catch (IOException e) {
            // Either end may go at any time.
            assert e != null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void pass(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
            to.shutdownOutput();
        } catch (IOException e) {
            // Either end may go at any time.
            assert e != null;
        }
    }

    @Override
    public void close() throws IOException {
        listening.close();
        for (Socket socket : open) {
            socket.close();
        }
    }
}
