package vedette.kernel.java;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import vedette.kernel.CellContext.StreamName;
import vedette.kernel.magic.CellMagic;
import vedette.kernel.magic.LineMagic;
import vedette.kernel.magic.MagicCall;
import vedette.kernel.magic.MagicLibrary;
import vedette.kernel.magic.MagicPlace;
import vedette.kernel.magic.UsageError;

/** {@code %time}, {@code %%time} and {@code %timeit}. */
final class TimingMagics implements MagicLibrary {

    private static final String HELP = "--help";

    private final Evaluator evaluator;

    TimingMagics(Evaluator evaluator) {
        this.evaluator = evaluator;
    }

    @Override
    public List<LineMagic> lineMagics() {
        return List.of(new TimedLine(), new RepeatedLine());
    }

    @Override
    public List<CellMagic> cellMagics() {
        return List.of(new TimedCell());
    }

    @Override
    public List<String> imports() {
        return List.of();
    }

    @Override
    public void close() {
        // The evaluator is closed by who made it.
    }

    /** The cell's text from a place on; what stands before it is blank. */
    private static String from(int start, int end, MagicCall call) {
        return call.cellText().substring(0, start).replaceAll("[^\\n]", " ")
                + call.cellText().substring(start, end);
    }

    private Optional<Object> time(String code, MagicCall call) {
        Stopwatch stopwatch = new Stopwatch();
        try {
            return evaluator.evaluateInside(code, call, stopwatch);
        } finally {
            call.cell().print(StreamName.STDOUT, stopwatch.report());
        }
    }

    private static Optional<Object> show(String help, MagicCall call) {
        call.cell().print(StreamName.STDOUT, help + "\n");
        return Optional.empty();
    }

    private final class TimedLine implements LineMagic {
        @Override
        public String name() {
            return "time";
        }

        @Override
        public String summary() {
            return "Runs a line of Java and tells how long it took.";
        }

        @Override
        public String help() {
            return """
                    Usage: %time JAVA
                    Runs a line of Java, or a magic, and tells how long that took, without compiling it.
                    Example: %time Files.readString(Path.of("events.json")).length()""";
        }

        @Override
        public OptionalInt codeStart(MagicPlace place) {
            return OptionalInt.of(place.argumentsStart());
        }

        @Override
        public Optional<Object> run(String arguments, MagicCall call) {
            if (arguments.equals(HELP)) {
                return show(help(), call);
            }
            if (arguments.isEmpty()) {
                throw UsageError.of("%time", "there is nothing to time");
            }
            int start = call.argumentsStart();
            return time(from(start, start + arguments.length(), call), call);
        }
    }

    private final class TimedCell implements CellMagic {
        @Override
        public String name() {
            return "time";
        }

        @Override
        public String summary() {
            return "Runs a cell of Java and tells how long it took.";
        }

        @Override
        public String help() {
            return """
                    Usage: %%time
                    Runs the lines below it, Java and magics, and tells how long that took, without compiling them.
                    Example: %%time
                             var all = new ArrayList<Integer>();
                             for (int i = 0; i < 1_000_000; i++) all.add(i);""";
        }

        @Override
        public OptionalInt codeStart(MagicPlace place) {
            return OptionalInt.of(place.bodyStart());
        }

        @Override
        public Optional<Object> run(String arguments, String body, MagicCall call) {
            if (arguments.equals(HELP)) {
                return show(help(), call);
            }
            if (!arguments.isEmpty()) {
                throw UsageError.of("%%time", "what is timed stands on the lines below %%time; %time takes one line");
            }
            if (body.isBlank()) {
                throw UsageError.of("%%time", "there is nothing to time");
            }
            return time(from(call.bodyStart(), call.cellText().length(), call), call);
        }
    }

    private final class RepeatedLine implements LineMagic {

        private static final Pattern OPTION = Pattern.compile("-([nr])\\s*(\\d{1,18})(?:\\s+|\\z)");
        private static final int USUAL_RUNS = 7;
        private static final int MOST_RUNS = 10_000;
        private static final long LONG_ENOUGH_NANOS = 100_000_000;
        private static final long WARM_UP_NANOS = 500_000_000;
        private static final long MOST_LOOPS = 10_000_000_000L;

        @Override
        public String name() {
            return "timeit";
        }

        @Override
        public String summary() {
            return "Runs a line of Java many times and tells how long it takes.";
        }

        @Override
        public String help() {
            return """
                    Usage: %timeit [-n LOOPS] [-r RUNS] JAVA
                    Runs a line of Java in a loop and tells how long it takes once: the mean and the standard deviation of
                    some runs of the loop, and the best of them. The loop is compiled with the line.
                          -n LOOPS   How often one run of the loop runs the line; as often as takes a tenth of a second
                                     where absent.
                          -r RUNS    How many runs of the loop are measured; 7 where absent.
                    Example: %timeit -r 3 "threat".hashCode()""";
        }

        @Override
        public OptionalInt codeStart(MagicPlace place) {
            String arguments = place.cellText().substring(place.argumentsStart(), place.end());
            return OptionalInt.of(place.argumentsStart() + Options.of(arguments).codeStart());
        }

        /**
         * What stands before the line.
         *
         * @param codeStart where the line of Java starts in the arguments
         */
        private record Options(OptionalLong loops, long runs, int codeStart) {
            static Options of(String arguments) {
                Options options = new Options(OptionalLong.empty(), USUAL_RUNS, 0);
                Matcher option = OPTION.matcher(arguments);
                while (option.lookingAt()) {
                    long number = Long.parseLong(option.group(2));
                    options = option.group(1).equals("n")
                            ? new Options(OptionalLong.of(number), options.runs, option.end())
                            : new Options(options.loops, number, option.end());
                    option.region(option.end(), arguments.length());
                }
                return options;
            }

            void check() {
                if (loops.orElse(1) < 1) {
                    throw UsageError.of("%timeit", "-n must be at least 1");
                }
                if (runs < 1 || runs > MOST_RUNS) {
                    throw UsageError.of("%timeit", "-r must be between 1 and " + MOST_RUNS);
                }
            }
        }

        @Override
        public Optional<Object> run(String arguments, MagicCall call) {
            if (arguments.equals(HELP)) {
                return show(help(), call);
            }
            Options options = Options.of(arguments);
            options.check();
            if (options.codeStart() == arguments.length()) {
                throw UsageError.of("%timeit", "there is nothing to time");
            }
            int start = call.argumentsStart();
            Repeatable code = evaluator.repeatableInside(
                    from(start + options.codeStart(), start + arguments.length(), call), call);
            long loops = options.loops().orElseGet(() -> enough(code));
            double[] nanos = new double[(int) options.runs()];
            for (int i = 0; i < nanos.length; i++) {
                nanos[i] = (double) measured(code, loops) / loops;
            }
            call.cell().print(StreamName.STDOUT, report(nanos, loops));
            return Optional.empty();
        }

        /** 1, 2, 5, 10, 20, 50 and so on, until it takes long enough. */
        private static long enough(Repeatable code) {
            long warm = System.nanoTime() + WARM_UP_NANOS;
            long power = 1;
            while (power < MOST_LOOPS) {
                for (int factor : new int[] {1, 2, 5}) {
                    if (isEnough(code, factor * power, warm)) {
                        return factor * power;
                    }
                }
                power *= 10;
            }
            return power;
        }

        /** Whether it takes long enough, also when the optimizer has had its time. */
        private static boolean isEnough(Repeatable code, long loops, long warm) {
            long nanos = measured(code, loops);
            while (nanos >= LONG_ENOUGH_NANOS && System.nanoTime() < warm) {
                nanos = measured(code, loops);
            }
            return nanos >= LONG_ENOUGH_NANOS;
        }

        private static long measured(Repeatable code, long loops) {
            long start = System.nanoTime();
            try {
                code.run(loops);
            } catch (Error | RuntimeException e) {
                throw e;
            } catch (Throwable e) {
                throw Failures.ofThrowable(e);
            }
            return System.nanoTime() - start;
        }

        private static String report(double[] nanos, long loops) {
            double mean = Arrays.stream(nanos).average().orElseThrow();
            double variance = Arrays.stream(nanos)
                    .map(one -> (one - mean) * (one - mean))
                    .average()
                    .orElseThrow();
            double best = Arrays.stream(nanos).min().orElseThrow();
            return String.format(
                    Locale.ROOT,
                    "%s ± %s, best %s (mean ± standard deviation of %s of %s)\n",
                    Stopwatch.readable(mean),
                    Stopwatch.readable(Math.sqrt(variance)),
                    Stopwatch.readable(best),
                    counted(nanos.length, "run"),
                    counted(loops, "loop"));
        }

        private static String counted(long count, String what) {
            return String.format(Locale.ROOT, "%,d %s%s", count, what, count == 1 ? "" : "s");
        }
    }
}
