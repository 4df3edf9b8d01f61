package vedette.kernel;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vedette.kernel.session.Session;
import vedette.kernel.session.SessionOptions;
import vedette.kernel.wire.Channel;
import vedette.kernel.wire.Codec;
import vedette.kernel.wire.IopubQueue;
import vedette.kernel.wire.SignatureScheme;
import vedette.kernel.wire.Sockets;

/**
 * A running kernel. Whoever opens it closes it, which also closes the language that it was given. Safe for any thread.
 */
public final class Kernel implements AutoCloseable {

    private final ConnectionFile connection;
    private final Language language;
    private final Sockets sockets;
    private final IopubQueue iopub;
    private final Session session;
    private final AtomicBoolean closed = new AtomicBoolean();

    private Kernel(ConnectionFile connection, Sockets sockets, Language language, KernelOptions options) {
        this.connection = connection;
        this.sockets = sockets;
        this.language = language;
        Codec codec = new Codec(
                connection.key(), scheme(connection), UUID.randomUUID().toString(), InstantSource.system());
        this.iopub = new IopubQueue(codec, System::nanoTime, sockets::wakeIopub);
        this.session = new Session(language, new SessionOptions(options, sockets.ports()), codec, sockets, iopub);
        sockets.start(session, iopub);
        session.start();
    }

    /**
     * Binds the sockets, then makes the language, and answers requests; those that come meanwhile wait. Where the file
     * left ports to choose, they are written back to it; a launcher that waits for them hears them then.
     *
     * @param connection where to listen
     * @param language what to evaluate
     * @param options how the kernel presents itself
     * @throws IllegalStateException when a port cannot be bound, or the launcher does not acknowledge the ports
     */
    public static Kernel open(ConnectionFile connection, Supplier<? extends Language> language, KernelOptions options) {
        Sockets sockets = new Sockets(
                new Sockets.Address(
                        connection.ip(),
                        connection.curve().map(curve -> new Sockets.CurveKeys(curve.publicKey(), curve.secretKey()))),
                wanted(connection.ports()));
        try {
            ConnectionFile bound = connection.withPorts(ports(sockets.ports()));
            if (connection.ports().leavesAnyOpen()) {
                bound.save();
            }
            bound.registration().ifPresent(launcher -> launcher.complete(sockets.ports(), bound.key(), scheme(bound)));
            return new Kernel(bound, sockets, language.get(), options);
        } catch (IOException e) {
            sockets.close();
            throw new UncheckedIOException("cannot write the ports to " + connection.path(), e);
        } catch (RuntimeException | Error failure) {
            sockets.close();
            throw failure;
        }
    }

    /** The connection with the ports that are bound. */
    public ConnectionFile connection() {
        return connection;
    }

    /** Interrupts the running cell; nothing happens where none runs. */
    public void interrupt() {
        session.interrupt();
    }

    /** Shows what comes by the process's own streams under the running cell, and all of it before the cell ends. */
    void show(ProcessStreams streams) {
        streams.listen(session::print);
        session.onCellEnd(streams::settle);
    }

    /**
     * Waits until a client asks for the end. The kernel still has to be closed then.
     *
     * @return whether the client will start another kernel in this one's place
     * @throws InterruptedException when this thread is interrupted meanwhile
     */
    public boolean awaitShutdown() throws InterruptedException {
        try {
            return session.shutdown().get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Interrupts the running cell, sends what waits, ends all threads of the kernel and closes the language. */
    @Override
    public void close() {
        if (closed.getAndSet(true)) {
            return;
        }
        session.close();
        try {
            language.close();
        } catch (RuntimeException e) {
            log().warn("the language did not close", e);
        }
        iopub.close();
        sockets.close();
    }

    private static SignatureScheme scheme(ConnectionFile connection) {
        return SignatureScheme.named(connection.signatureScheme())
                .orElseThrow(() ->
                        new IllegalArgumentException("signature_scheme is unknown: " + connection.signatureScheme()));
    }

    private static Map<Channel, Integer> wanted(ConnectionFile.Ports ports) {
        return Map.of(
                Channel.SHELL, ports.shell(),
                Channel.CONTROL, ports.control(),
                Channel.STDIN, ports.stdin(),
                Channel.IOPUB, ports.iopub(),
                Channel.HEARTBEAT, ports.heartbeat());
    }

    private static ConnectionFile.Ports ports(Map<Channel, Integer> bound) {
        return new ConnectionFile.Ports(
                bound.get(Channel.SHELL),
                bound.get(Channel.CONTROL),
                bound.get(Channel.STDIN),
                bound.get(Channel.IOPUB),
                bound.get(Channel.HEARTBEAT));
    }

    /** No constant: to ready the logging takes as long as to bind the sockets, and clients wait for those. */
    private static Logger log() {
        return LoggerFactory.getLogger(Kernel.class);
    }
}
