package vedette.kernel.java;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import vedette.kernel.CellContext;

/** {@code System.in} as cells see it: each line is asked of the front end, and what a cell leaves of one is gone with it. */
final class CellInput extends InputStream {

    private final InputStream otherwise;

    CellInput(InputStream otherwise) {
        this.otherwise = otherwise;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        @Nullable CellRun run = CellRun.current();
        if (run == null) {
            return otherwise.read(target, offset, length);
        }
        return run.input().read(run.context(), target, offset, length);
    }

    @Override
    public int available() throws IOException {
        @Nullable CellRun run = CellRun.current();
        return run == null ? otherwise.available() : run.input().available();
    }

    /** The line that a cell reads. */
    static final class Line {
        private byte[] line = new byte[0];
        private int at;

        private synchronized int read(CellContext context, byte[] target, int offset, int length) {
            if (length == 0) {
                return 0;
            }
            if (at == line.length) {
                line = (context.readLine("", false) + "\n").getBytes(StandardCharsets.UTF_8);
                at = 0;
            }
            int count = Math.min(length, line.length - at);
            System.arraycopy(line, at, target, offset, count);
            at += count;
            return count;
        }

        private synchronized int available() {
            return line.length - at;
        }
    }
}
