package vedette.kernel.java;

import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import vedette.kernel.CellContext.StreamName;

/** While open, what threads of cells print to {@code System.out} and {@code System.err} goes to their cells. */
final class OutputRouter implements AutoCloseable {

    private final PrintStream out = System.out;
    private final PrintStream err = System.err;
    private final InputStream in = System.in;

    /** Opens a router over the JVM's streams. */
    OutputRouter() {
        System.setOut(new Voice(new Route(StreamName.STDOUT, out)));
        System.setErr(new Voice(new Route(StreamName.STDERR, err)));
        System.setIn(new CellInput(in));
    }

    @Override
    public void close() {
        System.setOut(out);
        System.setErr(err);
        System.setIn(in);
    }

    /** A stream that a cell's writers may close without silencing the cells after it. */
    private static final class Voice extends PrintStream {

        Voice(Route route) {
            super(route, true, StandardCharsets.UTF_8);
        }

        @Override
        public void close() {
            flush();
        }
    }

    private static final class Route extends OutputStream {
        private final StreamName name;
        private final PrintStream otherwise;
        private final ThreadLocal<Decoder> decoders = ThreadLocal.withInitial(Decoder::new);

        Route(StreamName name, PrintStream otherwise) {
            this.name = name;
            this.otherwise = otherwise;
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
            String text = decoders.get().decode(bytes, offset, length);
            if (!text.isEmpty()) {
                run.print(name, text);
            }
        }
    }

    /** Keeps the bytes of a character that is not complete yet. */
    private static final class Decoder {
        private final CharsetDecoder decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPLACE)
                .onUnmappableCharacter(CodingErrorAction.REPLACE);
        private byte[] rest = new byte[0];

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
