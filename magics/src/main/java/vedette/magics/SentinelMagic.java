package vedette.magics;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;
import tech.tablesaw.api.Table;
import vedette.display.Escape;
import vedette.kernel.CellContext.StreamName;
import vedette.kernel.CellFailure;
import vedette.kernel.Completion;
import vedette.kernel.magic.LineMagic;
import vedette.kernel.magic.MagicCall;
import vedette.kernel.magic.MagicPlace;
import vedette.kql.query.QueryContext;
import vedette.kql.query.QueryException;
import vedette.sentinel.SignInException;
import vedette.sentinel.management.Classification;
import vedette.sentinel.management.ManagementException;

/** {@code %sentinel command}: works with the incidents, bookmarks, watchlists, rules and searches of a workspace. */
final class SentinelMagic implements LineMagic {

    private static final String FAILURE = "SentinelError";
    private static final int WIDTH = 110;

    private final SentinelDesk desk;
    private final InstantSource clock;
    private final SentinelNames names = new SentinelNames();

    SentinelMagic(SentinelDesk desk, InstantSource clock) {
        this.desk = desk;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "sentinel";
    }

    @Override
    public String summary() {
        return "Lists and changes incidents, bookmarks and watchlists of Microsoft Sentinel, and runs its rules, hunting"
                + " queries and searches; %sentinel --help lists the commands.";
    }

    @Override
    public String help() {
        StringBuilder text = new StringBuilder();
        help(commands(), text);
        return text.toString();
    }

    private static void help(CommandLine command, StringBuilder text) {
        text.append(usage(command)).append('\n');
        command.getSubcommands().values().forEach(sub -> help(sub, text));
    }

    @Override
    public Completion complete(MagicPlace place) {
        return new SentinelCompletion(commands().getCommandSpec(), names).complete(place);
    }

    @Override
    public Optional<Object> run(String arguments, MagicCall call) {
        try (ProgressLine progress = ProgressLine.start(call.cell(), "%sentinel")) {
            QueryContext context = new CellQueryContext(call.cell(), progress, Optional.empty());
            SentinelCall here = new SentinelCall(desk, call, context, new SentinelCall.Surroundings(clock, names));
            SentinelLine line = SentinelLine.parse(arguments);
            SentinelAnswer answer = execute(line, here, call);
            return line.target().isEmpty()
                    ? answer.shown()
                    : assigned(line.target().get(), answer, call);
        } catch (QueryException e) {
            throw e.isCancelled() ? interrupted(e) : failure(String.valueOf(e.getMessage()), e);
        } catch (ManagementException | SignInException | IllegalArgumentException e) {
            throw failure(String.valueOf(e.getMessage()), e);
        }
    }

    private static CommandLine commands() {
        CommandLine root = group(
                "%sentinel",
                "Works with the incidents, bookmarks, watchlists, rules and searches of a"
                        + " workspace. name << before a command puts its frame into a variable of Java.");
        SentinelIncidentCommands.all().forEach(root::addSubcommand);
        SentinelKeepingCommands.all().forEach(root::addSubcommand);
        SentinelQueryCommands.all().forEach(root::addSubcommand);
        addHelp(root);
        return root.registerConverter(Classification.class, SentinelMagic::classification)
                .setCaseInsensitiveEnumValuesAllowed(true)
                // Words that start with @ are people, never files.
                .setExpandAtFiles(false)
                .setUsageHelpWidth(WIDTH);
    }

    /** A command that is nothing without the command behind it. */
    static CommandLine group(String name, String description) {
        CommandSpec spec = CommandSpec.create().name(name);
        spec.usageMessage().description(description);
        return new CommandLine(spec);
    }

    private static void addHelp(CommandLine command) {
        command.getCommandSpec()
                .addOption(CommandLine.Model.OptionSpec.builder("-h", "--help")
                        .usageHelp(true)
                        .description("Tells more of the command.")
                        .build());
        command.getSubcommands().values().forEach(SentinelMagic::addHelp);
    }

    /** With or without dashes, in any case. */
    private static Classification classification(String written) {
        String plain = plain(written);
        return Arrays.stream(Classification.values())
                .filter(value -> plain(value.name()).equals(plain))
                .findFirst()
                .orElseThrow(() -> new TypeConversionException("'" + written + "' is none of true-positive,"
                        + " benign-positive, false-positive, false-positive-data, undetermined"));
    }

    private static String plain(String name) {
        return name.replaceAll("[-_ ]", "").toLowerCase(Locale.ROOT);
    }

    private static SentinelAnswer execute(SentinelLine line, SentinelCall here, MagicCall call) {
        try {
            ParseResult parsed = commands().parseArgs(line.words().toArray(String[]::new));
            while (parsed.hasSubcommand()) {
                parsed = parsed.subcommand();
            }
            CommandLine command = parsed.commandSpec().commandLine();
            if (parsed.isUsageHelpRequested()) {
                call.cell().print(StreamName.STDOUT, usage(command));
                return SentinelAnswer.DONE;
            }
            if (parsed.commandSpec().userObject() instanceof SentinelCommand todo) {
                return todo.run(here);
            }
            throw new ParameterException(
                    command,
                    "say what to do: "
                            + String.join(", ", command.getSubcommands().keySet()));
        } catch (ParameterException e) {
            throw misused(e);
        }
    }

    private static Optional<Object> assigned(String name, SentinelAnswer answer, MagicCall call) {
        Table frame = answer.frame()
                .orElseThrow(() -> new IllegalArgumentException(
                        "the command was done, but has no rows that '" + name + "' could hold"));
        call.variables().set(name, Table.class, frame);
        answer.gap().ifPresent(why -> call.cell().print(StreamName.STDERR, "incomplete: " + Escape.line(why) + "\n"));
        call.cell()
                .print(
                        StreamName.STDOUT,
                        String.format(
                                Locale.ROOT,
                                "%s: %,d %s, %d columns%n",
                                name,
                                frame.rowCount(),
                                frame.rowCount() == 1 ? "row" : "rows",
                                frame.columnCount()));
        return Optional.empty();
    }

    private static String usage(CommandLine command) {
        return command.getUsageMessage(Ansi.OFF);
    }

    private static CellFailure misused(ParameterException misuse) {
        List<String> lines = new ArrayList<>();
        String line = Escape.line(String.valueOf(misuse.getMessage()));
        lines.add(FAILURE + ": " + line);
        if (misuse instanceof UnmatchedArgumentException unmatched) {
            List<String> near = unmatched.getSuggestions();
            lines.add(
                    near.isEmpty()
                            ? "text that starts with a dash goes behind --"
                            : "did you mean " + String.join(" or ", near) + "?");
        }
        lines.add(misuse.getCommandLine().getHelp().fullSynopsis().strip());
        return new CellFailure(FAILURE, line, lines, misuse);
    }

    private static CellFailure failure(String message, Throwable cause) {
        String line = Escape.line(message);
        return new CellFailure(FAILURE, line, List.of(FAILURE + ": " + line), cause);
    }

    private static CellFailure interrupted(QueryException cause) {
        String how = "the command was cancelled; a change that it had sent may have been made";
        return new CellFailure(CellFailure.INTERRUPT, how, List.of(CellFailure.INTERRUPT + ": " + how), cause);
    }
}
