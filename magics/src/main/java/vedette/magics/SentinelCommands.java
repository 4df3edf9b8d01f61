package vedette.magics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;
import vedette.display.Escape;
import vedette.kernel.CellContext.StreamName;
import vedette.kernel.CellFailure;
import vedette.kernel.magic.MagicCall;
import vedette.sentinel.management.Classification;

/** The commands of {@code %sentinel} as picocli reads them; apart from the magic, which each start of a kernel makes. */
final class SentinelCommands {

    private static final int WIDTH = 110;

    private SentinelCommands() {}

    /** How all commands are used. */
    static String help() {
        StringBuilder text = new StringBuilder();
        help(all(), text);
        return text.toString();
    }

    private static void help(CommandLine command, StringBuilder text) {
        text.append(usage(command)).append('\n');
        command.getSubcommands().values().forEach(sub -> help(sub, text));
    }

    /** The tree of commands. */
    static CommandLine all() {
        CommandLine root = group(
                "%sentinel",
                "Works with the incidents, bookmarks, watchlists, rules and searches of a"
                        + " workspace. name << before a command puts its frame into a variable of Java.");
        SentinelIncidentCommands.all().forEach(root::addSubcommand);
        SentinelKeepingCommands.all().forEach(root::addSubcommand);
        SentinelQueryCommands.all().forEach(root::addSubcommand);
        addHelp(root);
        return root.registerConverter(Classification.class, SentinelCommands::classification)
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
        command.getSubcommands().values().forEach(SentinelCommands::addHelp);
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

    /** Does what a line says. */
    static SentinelAnswer run(SentinelLine line, SentinelCall here, MagicCall call) {
        try {
            ParseResult parsed = all().parseArgs(line.words().toArray(String[]::new));
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

    private static String usage(CommandLine command) {
        return command.getUsageMessage(Ansi.OFF);
    }

    private static CellFailure misused(ParameterException misuse) {
        List<String> lines = new ArrayList<>();
        String line = Escape.line(String.valueOf(misuse.getMessage()));
        lines.add(SentinelMagic.FAILURE + ": " + line);
        if (misuse instanceof UnmatchedArgumentException unmatched) {
            List<String> near = unmatched.getSuggestions();
            lines.add(
                    near.isEmpty()
                            ? "text that starts with a dash goes behind --"
                            : "did you mean " + String.join(" or ", near) + "?");
        }
        lines.add(misuse.getCommandLine().getHelp().fullSynopsis().strip());
        return new CellFailure(SentinelMagic.FAILURE, line, lines, misuse);
    }
}
