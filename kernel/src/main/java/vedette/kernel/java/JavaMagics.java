package vedette.kernel.java;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;
import java.util.function.BinaryOperator;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import vedette.kernel.CellContext.StreamName;
import vedette.kernel.Secrets;
import vedette.kernel.magic.CellMagic;
import vedette.kernel.magic.CommandMagic;
import vedette.kernel.magic.LineMagic;
import vedette.kernel.magic.MagicCall;
import vedette.kernel.magic.MagicLibrary;
import vedette.kernel.magic.UsageError;

/** The magics that belong to Java: the session's variables, cells and libraries. */
final class JavaMagics implements MagicLibrary {

    private final Evaluator evaluator;

    JavaMagics(Evaluator evaluator) {
        this.evaluator = evaluator;
    }

    @Override
    public List<LineMagic> lineMagics() {
        return List.of(
                CommandMagic.line("who", "Lists the variables with their types.", Types::new, this::who),
                CommandMagic.line(
                        "jars",
                        "Adds jars or folders to the class path; * stands for any name.",
                        Jars::new,
                        this::jars),
                MavenMagic.of(evaluator),
                CommandMagic.line("classpath", "Lists the class path, or adds to it.", Jars::new, this::jars),
                CommandMagic.line("whos", "Lists the variables with their types and values.", Types::new, this::whos),
                CommandMagic.line(
                        "reset", "Forgets all that cells have declared, and frees it.", Nothing::new, this::reset),
                CommandMagic.line("history", "Shows the cells of this session.", Shown::new, this::history),
                CommandMagic.line("load", "Puts a file's text into the next cell.", OneFile::new, this::load),
                CommandMagic.line("run", "Runs a file of Java, or the cells of a notebook.", OneFile::new, this::run));
    }

    @Override
    public List<CellMagic> cellMagics() {
        return List.of();
    }

    @Override
    public List<String> imports() {
        return List.of();
    }

    @Override
    public void close() {
        // The evaluator is closed by who made it.
    }

    private Optional<Object> who(Types wanted, MagicCall call) {
        list(wanted, call, (name, type) -> type + " " + name);
        return Optional.empty();
    }

    private Optional<Object> whos(Types wanted, MagicCall call) {
        list(wanted, call, (name, type) -> {
            Object value = call.variables().get(name).orElse(null);
            return type + " " + name + " = " + ValueLook.oneLine(value, call.renderers());
        });
        return Optional.empty();
    }

    private void list(Types wanted, MagicCall call, BinaryOperator<String> line) {
        StringJoiner lines = new StringJoiner("\n", "", "\n")
                .setEmptyValue("no variables" + (wanted.types.isEmpty() ? "" : " of these types") + "\n");
        evaluator.session().variables().forEach((name, variable) -> {
            String type = UserNames.clean(TypeText.normal(variable.type()));
            if (wanted.includes(type)) {
                lines.add(line.apply(name, type));
            }
        });
        call.cell().print(StreamName.STDOUT, lines.toString());
    }

    @Command
    private static final class Nothing {}

    @Command(footer = "Example: %%who String List")
    private static final class Types {
        @Parameters(paramLabel = "TYPE", arity = "0..*", description = "Which types to list; all where absent.")
        private List<String> types = List.of();

        /** Whether a type is wanted, written with or without its package and type arguments. */
        boolean includes(String type) {
            String bare = type.replaceAll("<.*>", "");
            String simple = bare.substring(bare.lastIndexOf('.') + 1);
            return types.isEmpty() || types.stream().anyMatch(List.of(type, bare, simple)::contains);
        }
    }

    @Command(footer = "Example: %%jars \"my libraries/*.jar\"")
    private static final class Jars {
        @Parameters(
                paramLabel = "JAR",
                arity = "0..*",
                description = "Jars or folders; * stands for any name. None: lists the class path.")
        private List<String> jars = List.of();
    }

    @Command(footer = "Example: %%history 3")
    private static final class Shown {
        @Parameters(paramLabel = "COUNT", arity = "0..1", description = "How many of the last cells; all where absent.")
        private int count = Integer.MAX_VALUE;
    }

    private static final class OneFile {
        @Parameters(paramLabel = "FILE", description = "A file.")
        private String file = "";
    }

    private Optional<Object> jars(Jars arguments, MagicCall call) {
        if (arguments.jars.isEmpty()) {
            return listClassPath(call);
        }
        List<Path> entries = new ArrayList<>();
        Set<Path> files = new LinkedHashSet<>();
        for (String word : arguments.jars) {
            entries.addAll(LibraryFiles.find(call.workplace(), word));
        }
        entries.forEach(entry -> files.addAll(LibraryFiles.withNamedBeside(entry)));
        files.forEach(evaluator::addLibrary);
        evaluator.findServices(note -> call.cell().print(StreamName.STDERR, note));
        entries.forEach(
                entry -> call.cell().print(StreamName.STDOUT, "added " + UserNames.escape(entry.toString()) + "\n"));
        return Optional.empty();
    }

    private Optional<Object> listClassPath(MagicCall call) {
        StringBuilder out = new StringBuilder();
        evaluator.classPath().forEach(entry -> out.append(entry).append('\n'));
        call.cell().print(StreamName.STDOUT, UserNames.escape(out.toString()));
        return Optional.empty();
    }

    private Optional<Object> reset(Nothing arguments, MagicCall call) {
        int count = evaluator.session().variables().size();
        evaluator.reset();
        call.cell().print(StreamName.STDOUT, "forgot " + count + " variables and all other names\n");
        return Optional.empty();
    }

    private Optional<Object> history(Shown arguments, MagicCall call) {
        if (arguments.count < 0) {
            throw UsageError.of("%history", "COUNT must not be negative");
        }
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
        if (!arguments.file.endsWith(".ipynb")) {
            return evaluator.evaluateInside(text, call.over(text, arguments.file), new Stopwatch());
        }
        Optional<Object> value = Optional.empty();
        int number = 0;
        for (String code : NotebookCells.of(text)) {
            number++;
            value = evaluator.evaluateInside(
                    code, call.over(code, arguments.file + " cell " + number), new Stopwatch());
        }
        return value;
    }
}
