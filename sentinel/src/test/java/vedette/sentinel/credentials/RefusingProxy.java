package vedette.sentinel.credentials;

import com.azure.core.http.HttpClient;
import com.azure.core.http.jdk.httpclient.JdkHttpClientBuilder;
import com.azure.core.util.Configuration;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A proxy that notes where one wants to go and lets nobody through, so that no test leaves this machine. */
final class RefusingProxy implements AutoCloseable {

    private final ServerSocket socket;
    private final List<String> targets = new CopyOnWriteArrayList<>();

    private RefusingProxy(ServerSocket socket) {
        this.socket = socket;
    }

    static RefusingProxy start() {
        try {
            RefusingProxy proxy = new RefusingProxy(new ServerSocket(0, 10, InetAddress.getLoopbackAddress()));
            Thread.ofVirtual().start(proxy::serve);
            return proxy;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    HttpClient client() {
        InetSocketAddress address = new InetSocketAddress(socket.getInetAddress(), socket.getLocalPort());
        return new JdkHttpClientBuilder(java.net.http.HttpClient.newBuilder().proxy(ProxySelector.of(address)))
                .configuration(Configuration.NONE)
                .build();
    }

    /** The one host that was asked for. */
    String host() {
        List<String> hosts = targets.stream().distinct().toList();
        if (hosts.size() != 1) {
            throw new AssertionError("asked for " + hosts);
        }
        return hosts.getFirst();
    }

    private void serve() {
        while (!socket.isClosed()) {
            try (Socket client = socket.accept();
                    BufferedReader in = new BufferedReader(
                            new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII))) {
                String first = in.readLine();
                if (first != null && first.startsWith("CONNECT ")) {
                    targets.add(first.substring(8).replaceFirst(":.*", ""));
                }
                client.getOutputStream()
                        .write("HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n"
                                .getBytes(StandardCharsets.US_ASCII));
            } catch (IOException e) {
                // The client or the test has gone.
                assert e != null;
            }
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
