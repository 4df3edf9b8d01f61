package vedette.kernel.magic;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import vedette.kernel.CellContext.StreamName;

/** {@code %lsmagic} and {@code %help}. */
final class ListingMagics implements MagicLibrary {

    private static final String HELP = """
            A cell is Java: declarations, statements and, last, an expression whose value is shown.
            Checked exceptions need no throws, and what a cell declares later cells see.
            %name is a command of one line, %%name on the first line takes the whole cell, !command is the shell's.
            Tab completes; Shift-Tab shows what stands at the cursor; an interrupt stops a cell and keeps its variables.
            display(x) shows a value, clearOutput() removes what was shown, input("?") asks.
            %lsmagic lists the magics, %help NAME tells how one is used.
            """;

    private final MagicRegistry registry;

    ListingMagics(MagicRegistry registry) {
        this.registry = registry;
    }

    @Override
    public List<LineMagic> lineMagics() {
        return List.of(
                CommandMagic.line("lsmagic", "Lists the magics.", Nothing::new, (nothing, call) -> list(call)),
                CommandMagic.line(
                        "help", "Tells how the kernel or a magic is used.", () -> new Name(registry), this::help));
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
        // Holds nothing.
    }

    @Command
    private static final class Nothing {}

    private static final class Name implements Offering {
        private final MagicRegistry registry;

        Name(MagicRegistry registry) {
            this.registry = registry;
        }

        @Parameters(paramLabel = "NAME", arity = "0..1", description = "A magic, with or without percent signs.")
        private String name = "";

        @Override
        public Collection<String> offers(MagicPlace place) {
            Set<String> names = new TreeSet<>();
            registry.lines().forEach(magic -> names.add(magic.name()));
            registry.cells().forEach(magic -> names.add(magic.name()));
            return names;
        }
    }

    private Optional<Object> list(MagicCall call) {
        StringBuilder text = new StringBuilder();
        registry.lines().forEach(magic -> text.append(entry("%", magic)));
        registry.cells().forEach(magic -> text.append(entry("%%", magic)));
        call.cell().print(StreamName.STDOUT, text.toString());
        return Optional.empty();
    }

    private static String entry(String sign, Magic magic) {
        return sign + magic.name() + "  " + magic.summary() + "\n";
    }

    private Optional<Object> help(Name arguments, MagicCall call) {
        String name = arguments.name.replaceFirst("^%{1,2}", "");
        String text = name.isEmpty() ? HELP : helpOf(name, arguments.name.startsWith("%%"));
        call.cell().print(StreamName.STDOUT, text.stripTrailing() + "\n");
        return Optional.empty();
    }

    private String helpOf(String name, boolean isCell) {
        Optional<LineMagic> line = isCell ? Optional.empty() : registry.findLine(name);
        Optional<CellMagic> cell = registry.findCell(name);
        if (line.isEmpty() && cell.isEmpty()) {
            return registry.line(name).help();
        }
        String first = line.map(Magic::help).orElse("");
        String second = cell.map(Magic::help).orElse("");
        return first.equals(second) ? first : (first + "\n\n" + second).strip();
    }
}
