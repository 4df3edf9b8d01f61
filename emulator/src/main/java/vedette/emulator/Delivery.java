package vedette.emulator;

import com.sun.net.httpserver.HttpExchange;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Sends one answer to its client, whole or with the fault that is to happen to it. The body's way: invalid JSON, where
 * that is the fault; compression, where the client takes it; a buffer, so that a small body travels in one piece with its
 * length; the other faults; the socket.
 */
final class Delivery {

    private static final int COMPRESSED_FROM_BYTES = 1024;
    private static final int BUFFER_BYTES = 64 << 10;

    private final HttpExchange exchange;
    private final SeenRequest request;
    private final Optional<Fault> fault;
    private final ClientConnections.Client client;

    Delivery(HttpExchange exchange, SeenRequest request, Optional<Fault> fault, ClientConnections.Client client) {
        this.exchange = exchange;
        this.request = request;
        this.fault = fault;
        this.client = client;
    }

    /** Sends it; the end of the request's record says whether all of it. */
    void send(Answer answer) throws IOException {
        SeenRequest.State end = SeenRequest.State.BROKEN;
        try {
            if (fault.isPresent() && fault.get() instanceof Fault.HeldHeaders held) {
                interruptibly(held.until()::await);
            }
            boolean compressed = isCompressed(answer);
            answer.headers().forEach(exchange.getResponseHeaders()::set);
            if (compressed) {
                exchange.getResponseHeaders().set("Content-Encoding", "gzip");
            }
            request.answering(answer.status());
            if (fault.isPresent() && fault.get() instanceof Fault.WrongLength wrong) {
                sendWithWrongLength(answer, compressed, wrong.difference());
            } else {
                Buffered body = new Buffered(answer.status());
                write(answer, compressed, body);
                body.end();
            }
            end = SeenRequest.State.ANSWERED;
        } finally {
            request.ended(end);
            if (end == SeenRequest.State.ANSWERED) {
                exchange.close();
            }
            // Otherwise the exception that is on its way has the server close the connection in the middle.
        }
    }

    private boolean isCompressed(Answer answer) {
        String accepted = request.header("Accept-Encoding").orElse("");
        boolean isLarge =
                !(answer.body() instanceof Answer.Whole whole) || whole.bytes().length >= COMPRESSED_FROM_BYTES;
        return isLarge && accepted.contains("gzip") && !answer.headers().containsKey("Content-Encoding");
    }

    private void sendWithWrongLength(Answer answer, boolean compressed, long difference) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        write(answer, compressed, bytes);
        int length = (int) Math.max(1, bytes.size() + difference);
        exchange.sendResponseHeaders(answer.status(), length);
        exchange.getResponseBody().write(Arrays.copyOf(bytes.toByteArray(), Math.min(bytes.size(), length)));
        exchange.getResponseBody().flush();
        throw new IOException("the fault asks for a wrong length");
    }

    private void write(Answer answer, boolean compressed, OutputStream out) throws IOException {
        if (compressed) {
            GZIPOutputStream zip = new GZIPOutputStream(out, BUFFER_BYTES);
            answer.body().writeTo(text(zip));
            zip.finish();
        } else {
            answer.body().writeTo(text(out));
        }
    }

    /** Where the body's own text goes, in the way of a fault that spoils it. */
    private OutputStream text(OutputStream out) {
        return fault.isPresent() && fault.get() instanceof Fault.InvalidJson invalid
                ? new FaultyStream(out, invalid.fromByte(), (bytes, from, length) -> {
                    byte[] garbage = new byte[length];
                    Arrays.fill(garbage, (byte) '~');
                    out.write(garbage);
                })
                : out;
    }

    /** Where the bytes go that travel, in the way of a fault that holds them up. */
    private OutputStream faulty(OutputStream out) {
        return switch (fault.orElse(null)) {
            case Fault.CutBody cut ->
                new FaultyStream(out, cut.afterBytes(), (bytes, from, length) -> {
                    out.flush();
                    throw new IOException("the fault asks for the connection's end");
                });
            case Fault.StalledBody stalled ->
                new FaultyStream(out, stalled.afterBytes(), (bytes, from, length) -> {
                    out.flush();
                    interruptibly(stalled.until()::await);
                    out.write(bytes, from, length);
                });
            case Fault.SlowBody slow ->
                new FaultyStream(out, 0, (bytes, from, length) -> {
                    for (int sent = 0; sent < length; sent += slow.bytes()) {
                        interruptibly(slow.permits()::acquire);
                        out.write(bytes, from + sent, Math.min(slow.bytes(), length - sent));
                        out.flush();
                    }
                });
            case null, default -> out;
        };
    }

    /** Waits until the test says so, the client goes away, or the server is closed. */
    private void interruptibly(Wait wait) throws IOException {
        Thread waiting = Thread.currentThread();
        try (AutoCloseable _ = client.onGone(waiting::interrupt)) {
            wait.run();
        } catch (InterruptedException e) {
            throw new IOException("the client went away, or the emulator is closed", e);
        } catch (Exception e) {
            throw new IOException(e);
        }
    }

    private interface Wait {
        void run() throws InterruptedException;
    }

    /** Holds a body back until it ends, which gives it a length, or until it is too large for that. */
    private final class Buffered extends OutputStream {

        private final int status;
        private final ByteArrayOutputStream held = new ByteArrayOutputStream();
        private @Nullable OutputStream open;

        Buffered(int status) {
            this.status = status;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            if (open != null) {
                open.write(bytes, from, length);
                return;
            }
            held.write(bytes, from, length);
            if (held.size() > BUFFER_BYTES) {
                open(0);
            }
        }

        private OutputStream open(long length) throws IOException {
            exchange.sendResponseHeaders(status, length);
            OutputStream out = faulty(exchange.getResponseBody());
            out.write(held.toByteArray());
            open = out;
            return out;
        }

        void end() throws IOException {
            if (open == null && held.size() == 0) {
                exchange.sendResponseHeaders(status, -1);
            } else {
                (open == null ? open(held.size()) : open).flush();
            }
        }
    }
}
