package vedette.kernel.java;

import java.math.BigDecimal;
import java.math.MathContext;

/** What evaluating a text takes: running it, apart from compiling it. For one thread. */
final class Stopwatch {

    private static final MathContext DIGITS = new MathContext(3);
    private static final long NOTICEABLE_NANOS = 100_000_000;
    private static final String[] UNITS = {"ns", "µs", "ms", "s"};
    private static final int STEP = 1_000;

    private long last = System.nanoTime();
    private long compiling;
    private long running;
    private boolean isRunning;
    private boolean hasRun;

    /** From here on something is compiled. */
    void compiles() {
        lap();
        isRunning = false;
    }

    /** From here on something runs. */
    void runs() {
        lap();
        isRunning = true;
        hasRun = true;
    }

    private void lap() {
        long now = System.nanoTime();
        if (isRunning) {
            running += now - last;
        } else {
            compiling += now - last;
        }
        last = now;
    }

    /** A line that tells how long it took; empty where nothing has run. */
    String report() {
        lap();
        String aside = compiling >= NOTICEABLE_NANOS ? ", and " + readable(compiling) + " to compile" : "";
        return hasRun ? "took " + readable(running) + aside + "\n" : "";
    }

    /** A duration in the unit that fits it. */
    static String readable(double nanos) {
        double value = nanos;
        int unit = 0;
        while (value >= STEP && unit < UNITS.length - 1) {
            value /= STEP;
            unit++;
        }
        return new BigDecimal(value).round(DIGITS).toPlainString() + " " + UNITS[unit];
    }
}
