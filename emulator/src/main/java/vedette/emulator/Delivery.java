package vedette.emulator;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.zip.GZIPOutputStream;

/** Sends one answer to its client, whole or with the fault that is to happen to it. */
final class Delivery {

    private static final int COMPRESSED_FROM_BYTES = 1024;

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
                await(held.until());
            }
            Headers headers = exchange.getResponseHeaders();
            answer.headers().forEach(headers::set);
            if (isCompressed(answer)) {
                headers.set("Content-Encoding", "gzip");
            }
            request.answering(answer.status());
            body(answer);
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
        boolean worthIt =
                !(answer.body() instanceof Answer.Whole whole) || whole.bytes().length >= COMPRESSED_FROM_BYTES;
        return worthIt && accepted.contains("gzip") && !answer.headers().containsKey("Content-Encoding");
    }

    private void body(Answer answer) throws IOException {
        boolean compressed = isCompressed(answer);
        if (fault.isPresent() && fault.get() instanceof Fault.WrongLength wrong) {
            byte[] bytes = bytes(answer, compressed);
            long length = Math.max(1, bytes.length + wrong.difference());
            exchange.sendResponseHeaders(answer.status(), length);
            exchange.getResponseBody().write(bytes, 0, (int) Math.min(bytes.length, length));
            exchange.getResponseBody().flush();
            throw new IOException("the fault asks for a wrong length");
        }
        if (answer.body() instanceof Answer.Whole whole && !compressed) {
            long length = whole.bytes().length;
            exchange.sendResponseHeaders(answer.status(), length == 0 ? -1 : length);
        } else {
            exchange.sendResponseHeaders(answer.status(), 0);
        }
        if (answer.body() instanceof Answer.Whole whole && whole.bytes().length == 0) {
            return;
        }
        OutputStream out = faulty(exchange.getResponseBody());
        if (compressed) {
            GZIPOutputStream zip = new GZIPOutputStream(out, 1 << 16);
            json(zip).writeTo(answer);
            zip.finish();
        } else {
            json(out).writeTo(answer);
        }
        out.flush();
    }

    private static byte[] bytes(Answer answer, boolean compressed) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        if (compressed) {
            try (GZIPOutputStream zip = new GZIPOutputStream(bytes)) {
                answer.body().writeTo(zip);
            }
        } else {
            answer.body().writeTo(bytes);
        }
        return bytes.toByteArray();
    }

    /** Where the body's own text goes, before compression. */
    private BodyWriter json(OutputStream out) {
        if (fault.isPresent() && fault.get() instanceof Fault.InvalidJson invalid) {
            return answer -> {
                OutputStream garbling = new FaultyStream(out, invalid.fromByte()) {
                    @Override
                    void beyond(byte[] bytes, int from, int length) throws IOException {
                        out.write("~".repeat(length).getBytes(java.nio.charset.StandardCharsets.US_ASCII));
                    }
                };
                answer.body().writeTo(garbling);
            };
        }
        return answer -> answer.body().writeTo(out);
    }

    private interface BodyWriter {
        void writeTo(Answer answer) throws IOException;
    }

    /** Where the bytes go that travel, in the way of the fault. */
    private OutputStream faulty(OutputStream out) {
        return switch (fault.orElse(null)) {
            case Fault.CutBody cut ->
                new FaultyStream(out, cut.afterBytes()) {
                    @Override
                    void beyond(byte[] bytes, int from, int length) throws IOException {
                        out.flush();
                        throw new IOException("the fault asks for the connection's end");
                    }
                };
            case Fault.StalledBody stalled ->
                new FaultyStream(out, stalled.afterBytes()) {
                    @Override
                    void beyond(byte[] bytes, int from, int length) throws IOException {
                        out.flush();
                        await(stalled.until());
                        out.write(bytes, from, length);
                    }
                };
            case Fault.SlowBody slow ->
                new FaultyStream(out, 0) {
                    @Override
                    void beyond(byte[] bytes, int from, int length) throws IOException {
                        for (int sent = 0; sent < length; sent += slow.bytes()) {
                            interruptibly(() -> slow.permits().acquire());
                            out.write(bytes, from + sent, Math.min(slow.bytes(), length - sent));
                            out.flush();
                        }
                    }
                };
            case null, default -> out;
        };
    }

    private void await(CountDownLatch latch) throws IOException {
        interruptibly(latch::await);
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

    /** Lets bytes through up to a place, and hands the rest to whoever extends it. */
    private abstract static class FaultyStream extends OutputStream {

        private final OutputStream out;
        private long left;

        FaultyStream(OutputStream out, long left) {
            this.out = out;
            this.left = left;
        }

        abstract void beyond(byte[] bytes, int from, int length) throws IOException;

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            int through = (int) Math.min(left, length);
            out.write(bytes, from, through);
            left -= through;
            if (through < length) {
                beyond(bytes, from + through, length - through);
            }
        }

        @Override
        public void flush() throws IOException {
            out.flush();
        }
    }
}
