package vedette.kernel;

import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vedette.kernel.CellContext.StreamName;

/**
 * Takes over the process's standard output and standard error, by which native libraries and child processes write past
 * Java: what comes there is handed on as text, and what nobody wants goes where it would have gone.
 */
final class ProcessStreams implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ProcessStreams.class);
    private static final int BUFFER_BYTES = 1 << 16;

    private final PosixCalls calls;
    private final List<Taken> taken = new ArrayList<>();
    private final Object reading = new Object();
    private volatile @Nullable Listener listener;

    /** Who wants the text. */
    interface Listener {
        /** Takes some text; whether it was wanted. */
        boolean text(StreamName stream, String text);
    }

    private ProcessStreams(PosixCalls calls) {
        this.calls = calls;
    }

    /** Takes the streams over; empty where this system or this start of the process does not allow it. */
    static Optional<ProcessStreams> take() {
        try {
            Optional<PosixCalls> calls = PosixCalls.find();
            if (calls.isEmpty()) {
                return Optional.empty();
            }
            ProcessStreams streams = new ProcessStreams(calls.get());
            streams.taken.add(new Taken(calls.get(), StreamName.STDOUT, 1));
            streams.taken.add(new Taken(calls.get(), StreamName.STDERR, 2));
            Thread.ofPlatform().daemon().name("vedette-streams").start(streams::read);
            return Optional.of(streams);
        } catch (IOException | RuntimeException | LinkageError e) {
            LOG.warn("what native code and child processes print is not shown in cells", e);
            return Optional.empty();
        }
    }

    /** Hands on what comes from now on. */
    void listen(Listener chosen) {
        listener = chosen;
    }

    /** Where the process's standard error went before. */
    PrintStream originalError() {
        return new PrintStream(taken.getLast().original, true, StandardCharsets.UTF_8);
    }

    /** Returns when all that was written before the call has been handed on. */
    void settle() {
        synchronized (reading) {
            for (Taken each : taken) {
                try {
                    each.readAll(this::text);
                } catch (IOException e) {
                    LOG.warn("output of the process was lost", e);
                }
            }
        }
    }

    private void read() {
        List<Integer> descriptors =
                taken.stream().map(each -> each.pipe.readEnd()).toList();
        try {
            while (true) {
                calls.awaitReadable(descriptors);
                // Nothing is taken from a pipe outside the lock, else it could be on its way while somebody settles.
                settle();
            }
        } catch (IOException | RuntimeException e) {
            LOG.warn("what native code and child processes print is no longer shown in cells", e);
            close();
        }
    }

    private boolean text(StreamName stream, String text) {
        Listener there = listener;
        return there != null && there.text(stream, text);
    }

    /** Hands on what is there, and gives the streams back. */
    @Override
    public void close() {
        settle();
        for (Taken each : taken) {
            try {
                calls.duplicateTo(each.saved, each.descriptor);
            } catch (IOException e) {
                LOG.warn("{} was not given back", each.name, e);
            }
        }
    }

    /** One of the two. */
    private static final class Taken {
        private final StreamName name;
        private final int descriptor;
        private final int saved;
        private final PosixCalls.Pipe pipe;
        private final InputStream in;
        private final OutputStream original;
        private final CharsetDecoder decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPLACE)
                .onUnmappableCharacter(CodingErrorAction.REPLACE);
        private final ByteBuffer bytes = ByteBuffer.allocate(BUFFER_BYTES);

        Taken(PosixCalls calls, StreamName name, int descriptor) throws IOException {
            this.name = name;
            this.descriptor = descriptor;
            saved = calls.duplicate(descriptor);
            // Appending, since what stands in a log file shall stay.
            original = new FileOutputStream("/dev/fd/" + saved, true);
            pipe = calls.pipe();
            in = new FileInputStream("/dev/fd/" + pipe.readEnd());
            calls.duplicateTo(pipe.writeEnd(), descriptor);
            calls.close(pipe.writeEnd());
        }

        void readAll(Listener listener) throws IOException {
            while (in.available() > 0) {
                int count = in.read(bytes.array(), bytes.position(), bytes.remaining());
                if (count <= 0) {
                    return;
                }
                int first = bytes.position();
                bytes.position(first + count).flip();
                CharBuffer text = CharBuffer.allocate(bytes.remaining() + 1);
                decoder.reset().decode(bytes, text, false);
                bytes.compact();
                String decoded = text.flip().toString();
                if (!decoded.isEmpty() && !listener.text(name, decoded)) {
                    original.write(decoded.getBytes(StandardCharsets.UTF_8));
                    original.flush();
                }
            }
        }
    }
}
