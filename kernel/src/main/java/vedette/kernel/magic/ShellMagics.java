package vedette.kernel.magic;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import vedette.display.Escape;
import vedette.kernel.CellContext.StreamName;
import vedette.kernel.CellFailure;
import vedette.kernel.Secrets;

/** Magics of the system around the kernel: the shell, the environment, the folder. */
final class ShellMagics implements MagicLibrary {

    private static final boolean IS_WINDOWS =
            System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("windows");

    @Override
    public List<LineMagic> lineMagics() {
        return List.of(
                new ShellCommand(
                        "sh", "Runs a command of the system's shell; !command does the same.", (command, call) -> {
                            stream(command, call);
                            return Optional.empty();
                        }),
                new ShellCommand(
                        "sx",
                        "Runs a command of the system's shell and gives the lines that it prints;"
                                + " var lines = !command does the same.",
                        (command, call) -> Optional.of(new OutputLines(lines(command, call)))),
                CommandMagic.line(
                        "cd", "Moves magics and shell commands to another folder.", Folder::new, ShellMagics::move),
                CommandMagic.line(
                        "env",
                        "Shows or sets environment variables for shell commands; secrets are masked.",
                        Assignment::new,
                        ShellMagics::environment));
    }

    @Override
    public List<CellMagic> cellMagics() {
        return List.of(CommandMagic.cell(
                "sh", "Runs the cell as a script of the system's shell.", Script::new, (script, body, call) -> {
                    run(List.of(script.shell.isEmpty() ? shell() : script.shell), body, call);
                    return Optional.empty();
                }));
    }

    @Override
    public List<String> imports() {
        return List.of();
    }

    @Override
    public void close() {
        // Commands end with their cells.
    }

    private static final class Folder {
        @Parameters(paramLabel = "FOLDER", arity = "0..1", description = "Where to go; the user's home where absent.")
        private String folder = "~";
    }

    @Command(footer = "Example: %%env GREETING=\"hello there\"")
    private static final class Assignment implements Offering {
        @Parameters(paramLabel = "NAME[=VALUE]", arity = "0..*", description = "What to show, or to set.")
        private List<String> words = List.of();

        @Override
        public Collection<String> offers(MagicPlace place) {
            return place.workplace().environment().keySet();
        }
    }

    private static final class Script {
        @Option(
                names = {"-s", "--shell"},
                paramLabel = "PROGRAM",
                description = "What reads the script from its input: bash, python3, ...")
        private String shell = "";
    }

    private static Optional<Object> move(Folder arguments, MagicCall call) {
        call.workplace().move(arguments.folder);
        call.cell().print(StreamName.STDOUT, call.workplace().folder() + "\n");
        return Optional.empty();
    }

    private static Optional<Object> environment(Assignment arguments, MagicCall call) {
        Workplace workplace = call.workplace();
        boolean isSetting = arguments.words.stream().anyMatch(word -> word.contains("="));
        arguments.words.forEach(word -> check(word, isSetting));
        StringBuilder out = new StringBuilder();
        for (String word : arguments.words.isEmpty() ? workplace.environment().keySet() : arguments.words) {
            int equals = word.indexOf('=');
            String name = equals < 0 ? word : word.substring(0, equals);
            if (equals >= 0) {
                workplace.set(name, word.substring(equals + 1));
            }
            String value = workplace.environment().get(name);
            out.append(value == null ? name + " is not set" : name + "=" + Secrets.hide(name, value))
                    .append('\n');
        }
        call.cell().print(StreamName.STDOUT, Escape.visible(out.toString()));
        return Optional.empty();
    }

    private static void check(String word, boolean isSetting) {
        int equals = word.indexOf('=');
        String name = equals < 0 ? word : word.substring(0, equals);
        if (isSetting && equals < 0) {
            throw UsageError.of(
                    "%env",
                    Escape.line(word) + " is no NAME=VALUE; a value with blanks stands in quotes: NAME=\"a b\"");
        }
        if (name.isEmpty() || name.chars().anyMatch(Character::isWhitespace)) {
            throw UsageError.of("%env", "this is no name of a variable: '" + Escape.line(name) + "'");
        }
    }

    private static void stream(String command, MagicCall call) {
        if (command.isBlank()) {
            String text = "there is no command";
            throw new CellFailure("ShellError", text, List.of(text), null);
        }
        run(command(command), "", call);
    }

    private static List<String> lines(String command, MagicCall call) {
        StringBuilder out = new StringBuilder();
        run(command(command), "", call, out::append);
        return out.toString().lines().toList();
    }

    private static String shell() {
        return IS_WINDOWS ? "cmd" : "/bin/sh";
    }

    private static List<String> command(String text) {
        return List.of(shell(), IS_WINDOWS ? "/c" : "-c", text);
    }

    private static void run(List<String> command, String input, MagicCall call) {
        run(command, input, call, text -> call.cell().print(StreamName.STDOUT, text));
    }

    /** Runs a program to its end; an interrupt ends it and what it has started. */
    private static void run(List<String> command, String input, MagicCall call, Consumer<String> out) {
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(call.workplace().folder().toFile());
        builder.environment().putAll(call.workplace().environment());
        Process process;
        try {
            process = builder.start();
        } catch (IOException e) {
            String text = command.getFirst() + " cannot be started: " + e.getMessage();
            throw new CellFailure("ShellError", text, List.of(text), e);
        }
        try (var _ = call.cell().cancellation().onRequest(() -> end(process))) {
            Thread errors = Thread.ofVirtual()
                    .start(() ->
                            copy(process.getErrorStream(), text -> call.cell().print(StreamName.STDERR, text)));
            Thread.ofVirtual().start(() -> write(process.getOutputStream(), input));
            copy(process.getInputStream(), out);
            errors.join();
            int status = process.waitFor();
            if (call.cell().cancellation().isRequested()) {
                throw interrupted();
            }
            if (status != 0) {
                String text = "the command ended with exit code " + status;
                throw new CellFailure("ShellError", text, List.of(text), null);
            }
        } catch (InterruptedException e) {
            throw interrupted();
        } finally {
            end(process);
        }
    }

    private static CellFailure interrupted() {
        String text = "the command was interrupted";
        return new CellFailure(CellFailure.INTERRUPT, text, List.of(CellFailure.INTERRUPT + ": " + text), null);
    }

    private static void end(Process process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    private static void write(OutputStream target, String text) {
        try (target) {
            target.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            // A program may end before it has read its input; what it thinks of that is its exit code.
            return;
        }
    }

    private static void copy(InputStream source, Consumer<String> target) {
        try (Reader reader = new InputStreamReader(source, StandardCharsets.UTF_8)) {
            char[] buffer = new char[8192];
            int count = reader.read(buffer);
            while (count >= 0) {
                target.accept(new String(buffer, 0, count));
                count = reader.read(buffer);
            }
        } catch (IOException e) {
            // The program's end closes its streams, also under a reader.
            return;
        }
    }

    /** A magic whose argument is the command as it stands. */
    private record ShellCommand(
            String name, String summary, java.util.function.BiFunction<String, MagicCall, Optional<Object>> action)
            implements LineMagic {
        @Override
        public Optional<Object> run(String arguments, MagicCall call) {
            return action.apply(arguments, call);
        }

        @Override
        public vedette.kernel.Completion complete(MagicPlace place) {
            return Words.files(place, Words.last(place.argumentsBefore()), FileKind.FILE, List.of());
        }
    }
}
