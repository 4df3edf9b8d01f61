package vedette.kernel.java;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** {@code System.in} as cells see it: each line is asked of the front end. */
final class CellInput extends InputStream {

    private final InputStream otherwise;
    private byte[] line = new byte[0];
    private int at;

    CellInput(InputStream otherwise) {
        this.otherwise = otherwise;
    }

    @Override
    public synchronized int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public synchronized int read(byte[] target, int offset, int length) throws IOException {
        @Nullable CellRun run = CellRun.current();
        if (run == null) {
            return otherwise.read(target, offset, length);
        }
        if (length == 0) {
            return 0;
        }
        if (at == line.length) {
            line = (run.context().readLine("", false) + "\n").getBytes(StandardCharsets.UTF_8);
            at = 0;
        }
        int count = Math.min(length, line.length - at);
        System.arraycopy(line, at, target, offset, count);
        at += count;
        return count;
    }

    @Override
    public synchronized int available() throws IOException {
        return CellRun.current() == null ? otherwise.available() : line.length - at;
    }
}
