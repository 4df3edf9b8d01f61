package vedette.emulator;

import java.io.IOException;
import java.io.OutputStream;

/** Lets bytes through up to a place, and hands the rest to whoever knows what goes wrong there. */
final class FaultyStream extends OutputStream {

    private final OutputStream out;
    private final Beyond beyond;
    private long left;

    FaultyStream(OutputStream out, long left, Beyond beyond) {
        this.out = out;
        this.left = left;
        this.beyond = beyond;
    }

    /** What becomes of the bytes behind the place. */
    @FunctionalInterface
    interface Beyond {
        void write(byte[] bytes, int from, int length) throws IOException;
    }

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
            beyond.write(bytes, from + through, length - through);
        }
    }

    @Override
    public void flush() throws IOException {
        out.flush();
    }
}
