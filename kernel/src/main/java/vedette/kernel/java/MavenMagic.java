package vedette.kernel.java;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import vedette.kernel.CellContext.StreamName;
import vedette.kernel.CellFailure;
import vedette.kernel.Secrets;
import vedette.kernel.magic.CommandMagic;
import vedette.kernel.magic.LineMagic;
import vedette.kernel.magic.MagicCall;
import vedette.kernel.maven.MavenException;
import vedette.kernel.maven.MavenLibraries;

/** {@code %maven}. */
final class MavenMagic {

    private final Evaluator evaluator;
    private final Map<String, String> loaded = new LinkedHashMap<>();

    private MavenMagic(Evaluator evaluator) {
        this.evaluator = evaluator;
    }

    /** The magic of an evaluator. */
    static LineMagic of(Evaluator evaluator) {
        return CommandMagic.line(
                "maven",
                "Adds libraries of Maven repositories, with all that they need, to the class path.",
                Arguments::new,
                new MavenMagic(evaluator)::run);
    }

    @Command(footer = "Example: %%maven org.apache.commons:commons-csv:1.14.1")
    private static final class Arguments {
        @Parameters(
                paramLabel = "GROUP:ARTIFACT[:VERSION]",
                arity = "0..*",
                description = "Libraries; the newest release where there is no version. None: lists what was added.")
        private List<String> coordinates = List.of();

        @Option(
                names = {"-r", "--repository"},
                paramLabel = "[NAME=]URL",
                description = "One more repository to look in.")
        private List<String> repositories = List.of();

        @Option(
                names = {"-x", "--exclude"},
                paramLabel = "GROUP:ARTIFACT",
                description = "What is not wanted of what they need.")
        private List<String> exclusions = List.of();

        @Option(
                names = {"-o", "--offline"},
                description = "Looks in the local repository only.")
        private boolean isOffline;

        @Option(
                names = {"-s", "--sources"},
                description = "Looks for their sources, too, from which inspection shows documentation.")
        private boolean wantsSources;
    }

    private Optional<Object> run(Arguments arguments, MagicCall call) {
        StringBuilder said = new StringBuilder();
        if (arguments.coordinates.isEmpty()) {
            loaded.forEach((name, version) -> said.append(name + ":" + version + "\n"));
            call.cell().print(StreamName.STDOUT, said.isEmpty() ? "no libraries were added\n" : said.toString());
            return Optional.empty();
        }
        List<MavenLibraries.Found> found = find(arguments, call);
        List<java.nio.file.Path> files = new ArrayList<>();
        for (MavenLibraries.Found library : found) {
            String old = loaded.putIfAbsent(library.name(), library.version());
            if (old == null) {
                files.add(library.file());
                said.append("added " + library.name() + ":" + library.version() + "\n");
            } else if (!old.equals(library.version())) {
                said.append("kept " + library.name() + ":" + old + " and not " + library.version()
                        + "; restart the kernel to change it\n");
            }
        }
        files.forEach(evaluator::addLibrary);
        evaluator.findServices(note -> call.cell().print(StreamName.STDERR, note));
        call.cell().print(StreamName.STDOUT, said.isEmpty() ? "all of it was there already\n" : said.toString());
        return Optional.empty();
    }

    private static List<MavenLibraries.Found> find(Arguments arguments, MagicCall call) {
        try {
            return MavenLibraries.find(
                    new MavenLibraries.Wanted(
                            arguments.coordinates,
                            arguments.repositories,
                            arguments.exclusions,
                            arguments.isOffline,
                            arguments.wantsSources),
                    line -> call.cell().print(StreamName.STDERR, line + "\n"));
        } catch (MavenException e) {
            List<String> lines = List.of(UserNames.escape(Secrets.hide(String.valueOf(e.getMessage())))
                    .split("\n", -1));
            throw new CellFailure("MavenError", lines.getFirst(), lines, e);
        }
    }
}
