package vedette.kernel.magic;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import vedette.kernel.CellFailure;
import vedette.kernel.Completion;
import vedette.kernel.Completion.Candidate;

/**
 * A magic whose arguments an annotated class describes to picocli; its help, its errors and its completion come from
 * that one description. Picocli is not touched before one of them is needed.
 *
 * @param <A> the class of its arguments
 */
public abstract sealed class CommandMagic<A> implements Magic permits CommandLineMagic, CommandCellMagic {

    private final String name;
    private final String summary;
    private final Supplier<A> arguments;

    CommandMagic(String name, String summary, Supplier<A> arguments) {
        this.name = name;
        this.summary = summary;
        this.arguments = arguments;
    }

    /** What a cell magic does with its arguments and its body. */
    public interface Body<A> {
        /** Runs it; a value is shown as the cell's result. */
        Optional<Object> run(A arguments, String body, MagicCall call);
    }

    /**
     * A magic of one line.
     *
     * @param arguments makes an object whose fields picocli fills
     */
    public static <A> LineMagic line(
            String name, String summary, Supplier<A> arguments, BiFunction<A, MagicCall, Optional<Object>> action) {
        return new CommandLineMagic<>(name, summary, arguments, action);
    }

    /**
     * A magic that takes the whole cell.
     *
     * @param arguments makes an object whose fields picocli fills
     */
    public static <A> CellMagic cell(String name, String summary, Supplier<A> arguments, Body<A> action) {
        return new CommandCellMagic<>(name, summary, arguments, action);
    }

    abstract String sign();

    @Override
    public String name() {
        return name;
    }

    @Override
    public String summary() {
        return summary;
    }

    @Override
    public String help() {
        return describe(arguments.get())
                .getUsageMessage(CommandLine.Help.Ansi.OFF)
                .stripTrailing();
    }

    private CommandLine describe(A target) {
        CommandLine line = new CommandLine(target);
        line.getCommandSpec().name(sign() + name).usageMessage().description(summary);
        return line;
    }

    /** The arguments as an object. */
    A parse(String text) {
        A target = arguments.get();
        CommandLine line = describe(target);
        try {
            line.parseArgs(Words.split(text).toArray(String[]::new));
            return target;
        } catch (CommandLine.ParameterException e) {
            StringJoiner message = new StringJoiner("\n").add(String.valueOf(e.getMessage()));
            if (e instanceof CommandLine.UnmatchedArgumentException unmatched) {
                unmatched.getSuggestions().stream().limit(1).forEach(near -> message.add("did you mean " + near + "?"));
            }
            String help = "%help " + name + " tells how it is used";
            List<String> lines = new ArrayList<>(List.of(message.toString().split("\n", -1)));
            lines.add(help);
            throw new CellFailure("UsageError", lines.getFirst() + " (" + help + ")", lines, e);
        }
    }

    @Override
    public Completion complete(MagicPlace place) {
        if (place.isInBody()) {
            return Completion.none(place.cursor());
        }
        String before = place.argumentsBefore();
        String word = before.substring(Math.max(before.lastIndexOf(' '), before.lastIndexOf('\t')) + 1);
        CommandLine line = describe(arguments.get());
        List<Candidate> found = new ArrayList<>();
        if (word.startsWith("-")) {
            for (OptionSpec option : line.getCommandSpec().options()) {
                String written = option.longestName();
                if (written.startsWith(word)) {
                    found.add(new Candidate(written, "option", String.join(" ", option.description())));
                }
            }
            return place.replacing(word.length(), found);
        }
        String previous = before.substring(0, before.length() - word.length()).strip();
        String last = previous.substring(previous.lastIndexOf(' ') + 1);
        OptionSpec option = line.getCommandSpec().optionsMap().get(last);
        Iterable<String> values = option != null && option.arity().max() > 0
                ? candidates(option)
                : line.getCommandSpec().positionalParameters().stream()
                        .findFirst()
                        .map(CommandMagic::candidates)
                        .orElse(List.of());
        for (String value : values) {
            if (value.startsWith(word)) {
                found.add(new Candidate(value, "value", ""));
            }
        }
        boolean takesFiles = option == null
                && line.getCommandSpec().positionalParameters().stream().anyMatch(CommandMagic::isFile);
        return takesFiles ? Words.files(place, word, found) : place.replacing(word.length(), found);
    }

    private static Iterable<String> candidates(ArgSpec spec) {
        Iterable<String> known = spec.completionCandidates();
        return known == null ? List.of() : known;
    }

    private static boolean isFile(ArgSpec spec) {
        return spec.paramLabel().contains("FILE") || spec.paramLabel().contains("FOLDER");
    }
}
