package vedette.kernel.java;

import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import vedette.kernel.CellContext.StreamName;

/** While open, what threads of cells print to {@code System.out} and {@code System.err} goes to their cells. */
final class OutputRouter implements AutoCloseable {

    private final PrintStream out = System.out;
    private final PrintStream err = System.err;
    private final InputStream in = System.in;
    private final Thread.@Nullable UncaughtExceptionHandler uncaught = Thread.getDefaultUncaughtExceptionHandler();

    /** Opens a router over the JVM's streams. */
    OutputRouter() {
        new Route(StreamName.STDOUT, out, System::setOut).open();
        new Route(StreamName.STDERR, err, System::setErr).open();
        System.setIn(new CellInput(in));
        Thread.setDefaultUncaughtExceptionHandler(this::uncaught);
    }

    /** A thread of a cell has ended by an exception, which is told as one of the cell itself. */
    private void uncaught(Thread thread, Throwable thrown) {
        @Nullable CellRun run = CellRun.current();
        if (run != null) {
            // Threads that stop with their cell have nothing to tell.
            if (!(thrown instanceof CellStopped)) {
                String name = thread.getName().isEmpty() ? "a virtual thread" : "thread \"" + thread.getName() + "\"";
                run.print(
                        StreamName.STDERR,
                        "Exception in " + UserNames.escape(name) + ":\n" + String.join("\n", Failures.trace(thrown))
                                + "\n");
            }
        } else if (uncaught != null) {
            uncaught.uncaughtException(thread, thrown);
        } else {
            err.print("Exception in thread \"" + thread.getName() + "\" ");
            thrown.printStackTrace(err);
        }
    }

    @Override
    public void close() {
        System.setOut(out);
        System.setErr(err);
        System.setIn(in);
        Thread.setDefaultUncaughtExceptionHandler(uncaught);
    }

    private static final class Route extends OutputStream {
        private final StreamName name;
        private final PrintStream otherwise;
        private final Consumer<PrintStream> stream;
        private final ThreadLocal<@Nullable Decoder> decoders = new ThreadLocal<>();

        Route(StreamName name, PrintStream otherwise, Consumer<PrintStream> stream) {
            this.name = name;
            this.otherwise = otherwise;
            this.stream = stream;
        }

        void open() {
            stream.accept(new PrintStream(this, true, StandardCharsets.UTF_8));
        }

        /** A writer that a cell closes takes the stream with it, which the cells after it need. */
        @Override
        public void close() {
            open();
        }

        @Override
        public void write(int b) {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            @Nullable CellRun run = CellRun.current();
            if (run == null) {
                otherwise.write(bytes, offset, length);
                otherwise.flush();
                return;
            }
            String text = decoderOf(run).decode(bytes, offset, length);
            if (!text.isEmpty()) {
                run.print(name, text);
            }
        }

        private Decoder decoderOf(CellRun run) {
            Decoder known = decoders.get();
            if (known != null && known.isOf(run)) {
                return known;
            }
            Decoder decoder = new Decoder(run);
            decoders.set(decoder);
            return decoder;
        }
    }

    /** Keeps the bytes of a character that a cell has not completed yet. */
    private static final class Decoder {
        private final CellRun run;
        private final CharsetDecoder decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPLACE)
                .onUnmappableCharacter(CodingErrorAction.REPLACE);
        private byte[] rest = new byte[0];

        Decoder(CellRun run) {
            this.run = run;
        }

        boolean isOf(CellRun other) {
            return run.equals(other);
        }

        String decode(byte[] bytes, int offset, int length) {
            ByteBuffer input = ByteBuffer.allocate(rest.length + length)
                    .put(rest)
                    .put(bytes, offset, length)
                    .flip();
            CharBuffer output = CharBuffer.allocate(rest.length + length + 1);
            decoder.reset();
            decoder.decode(input, output, false);
            rest = new byte[input.remaining()];
            input.get(rest);
            return output.flip().toString();
        }
    }
}
