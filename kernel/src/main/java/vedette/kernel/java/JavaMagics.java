package vedette.kernel.java;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.function.BiFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import vedette.kernel.CellContext.StreamName;
import vedette.kernel.Secrets;
import vedette.kernel.magic.CellMagic;
import vedette.kernel.magic.CommandMagic;
import vedette.kernel.magic.LineMagic;
import vedette.kernel.magic.MagicCall;
import vedette.kernel.magic.MagicLibrary;

/** The magics that belong to Java: the session's variables, timing, libraries. */
final class JavaMagics implements MagicLibrary {

    private static final int MOST_REPEATS = 100_000;
    private static final Duration MEASURED = Duration.ofMillis(500);

    private final Evaluator evaluator;

    JavaMagics(Evaluator evaluator) {
        this.evaluator = evaluator;
    }

    @Override
    public List<LineMagic> lineMagics() {
        return List.of(
                new Line("who", "Lists the variables with their types.", (arguments, call) -> who(call)),
                new Line("time", "Runs a line of Java and tells how long it took.", this::time),
                new Line("timeit", "Runs a line of Java many times and tells how long it takes.", this::timeRepeatedly),
                new Line("jars", "Adds jars or folders to the class path; * stands for any name.", this::jars),
                MavenMagic.of(evaluator),
                new Line("classpath", "Lists the class path, or adds to it.", this::classPath),
                CommandMagic.line("whos", "Lists the variables with their types and values.", Nothing::new, this::whos),
                CommandMagic.line(
                        "reset", "Forgets all that cells have declared, and frees it.", Nothing::new, this::reset),
                CommandMagic.line("history", "Shows the cells of this session.", Shown::new, this::history),
                CommandMagic.line("load", "Puts a file's text into the next cell.", OneFile::new, this::load),
                CommandMagic.line(
                        "run", "Runs a file of Java, or the Java cells of a notebook.", OneFile::new, this::run));
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

    private Optional<Object> who(MagicCall call) {
        StringJoiner lines = new StringJoiner("\n", "", "\n").setEmptyValue("no variables\n");
        evaluator
                .session()
                .variables()
                .forEach((name, variable) -> lines.add(UserNames.clean(TypeText.normal(variable.type())) + " " + name));
        call.cell().print(StreamName.STDOUT, lines.toString());
        return Optional.empty();
    }

    private Optional<Object> time(String code, MagicCall call) {
        long start = System.nanoTime();
        try {
            return evaluator.evaluateInside(code, call.cell().executionCount());
        } finally {
            call.cell().print(StreamName.STDOUT, "took " + readable(System.nanoTime() - start) + "\n");
        }
    }

    private Optional<Object> timeRepeatedly(String code, MagicCall call) {
        Runnable body = evaluator.prepareInside(code, call.cell().executionCount());
        long start = System.nanoTime();
        int count = 0;
        long best = Long.MAX_VALUE;
        while (count < MOST_REPEATS && System.nanoTime() - start < MEASURED.toNanos()) {
            if (call.cell().cancellation().isRequested()) {
                throw new CellStopped();
            }
            long before = System.nanoTime();
            body.run();
            best = Math.min(best, System.nanoTime() - before);
            count++;
        }
        long mean = (System.nanoTime() - start) / Math.max(1, count);
        call.cell()
                .print(
                        StreamName.STDOUT,
                        "mean " + readable(mean) + ", best " + readable(best) + " of " + count + " runs\n");
        return Optional.empty();
    }

    @Command
    private static final class Nothing {}

    private static final class Shown {
        @Parameters(paramLabel = "COUNT", arity = "0..1", description = "How many of the last cells; all where absent.")
        private int count = Integer.MAX_VALUE;
    }

    private static final class OneFile {
        @Parameters(paramLabel = "FILE", description = "A file.")
        private String file = "";
    }

    private Optional<Object> jars(String arguments, MagicCall call) {
        for (String word :
                arguments.isBlank() ? new String[0] : arguments.strip().split("\\s+")) {
            for (Path entry : LibraryFiles.find(call.workplace(), word)) {
                LibraryFiles.withNamedBeside(entry).forEach(evaluator::addLibrary);
                evaluator.findServices(note -> call.cell().print(StreamName.STDERR, note));
                call.cell().print(StreamName.STDOUT, "added " + UserNames.escape(entry.toString()) + "\n");
            }
        }
        return Optional.empty();
    }

    private Optional<Object> classPath(String arguments, MagicCall call) {
        if (!arguments.isBlank()) {
            return jars(arguments, call);
        }
        StringBuilder out = new StringBuilder();
        evaluator.classPath().forEach(entry -> out.append(entry).append('\n'));
        call.cell().print(StreamName.STDOUT, UserNames.escape(out.toString()));
        return Optional.empty();
    }

    private Optional<Object> whos(Nothing arguments, MagicCall call) {
        StringBuilder out = new StringBuilder();
        evaluator.session().variables().forEach((name, variable) -> {
            String value = ValueLook.oneLine(call.variables().get(name).orElse(null), call.renderers());
            out.append(UserNames.clean(TypeText.normal(variable.type())) + " " + name + " = " + value + "\n");
        });
        call.cell().print(StreamName.STDOUT, out.isEmpty() ? "no variables\n" : out.toString());
        return Optional.empty();
    }

    private Optional<Object> reset(Nothing arguments, MagicCall call) {
        int count = evaluator.session().variables().size();
        evaluator.reset();
        call.cell().print(StreamName.STDOUT, "forgot " + count + " variables and all other names\n");
        return Optional.empty();
    }

    private Optional<Object> history(Shown arguments, MagicCall call) {
        List<Evaluator.Input> inputs = evaluator.inputs();
        StringBuilder out = new StringBuilder();
        for (Evaluator.Input input : inputs.subList(Math.max(0, inputs.size() - arguments.count), inputs.size())) {
            out.append("[").append(input.executionCount()).append("]\n");
            out.append(Secrets.hide(input.code()).stripTrailing()).append("\n");
        }
        call.cell().print(StreamName.STDOUT, out.toString());
        return Optional.empty();
    }

    private Optional<Object> load(OneFile arguments, MagicCall call) {
        call.cell().setNextInput(LibraryFiles.read(call.workplace(), arguments.file), true);
        return Optional.empty();
    }

    private Optional<Object> run(OneFile arguments, MagicCall call) {
        String text = LibraryFiles.read(call.workplace(), arguments.file);
        Optional<Object> value = Optional.empty();
        for (String code : arguments.file.endsWith(".ipynb") ? NotebookCells.of(text) : List.of(text)) {
            value = evaluator.evaluateInside(code, call.cell().executionCount());
        }
        return value;
    }

    private static String readable(long nanos) {
        if (nanos < 10_000) {
            return nanos + " ns";
        }
        return nanos < 10_000_000 ? nanos / 1_000 + " us" : nanos / 1_000_000 + " ms";
    }

    private record Line(String name, String summary, BiFunction<String, MagicCall, Optional<Object>> body)
            implements LineMagic {
        @Override
        public Optional<Object> run(String arguments, MagicCall call) {
            return body.apply(arguments, call);
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
        public Optional<Object> run(String arguments, String body, MagicCall call) {
            return time("\n".repeat(Lines.lineOf(call.cellText(), call.bodyStart()) - 1) + body, call);
        }
    }
}
