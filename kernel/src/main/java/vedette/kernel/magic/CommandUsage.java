package vedette.kernel.magic;

import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import vedette.kernel.CellFailure;
import vedette.kernel.Completion;
import vedette.kernel.Completion.Candidate;

/**
 * How a command magic is used, as picocli reads it from the class of its arguments. Apart from the magic, which each start
 * of a kernel makes: the JVM would look for picocli's classes to check this one, and they cannot be in the start-up cache.
 *
 * @param <A> the class of the arguments
 */
final class CommandUsage<A> {

    private final String name;
    private final A target;
    private final CommandLine line;

    /**
     * Reads a description.
     *
     * @param name of the magic, with its sign
     * @param target whose fields are described, and filled by {@link #parse}
     */
    CommandUsage(String name, String summary, A target) {
        this.name = name;
        this.target = target;
        line = new CommandLine(target);
        line.getCommandSpec().name(name).usageMessage().description(summary);
    }

    String help() {
        return line.getUsageMessage(CommandLine.Help.Ansi.OFF).stripTrailing();
    }

    /** The arguments as an object. */
    A parse(String text) {
        try {
            line.parseArgs(Words.split(text).toArray(String[]::new));
            return target;
        } catch (CommandLine.ParameterException e) {
            StringJoiner message = new StringJoiner("\n").add(String.valueOf(e.getMessage()));
            if (e instanceof CommandLine.UnmatchedArgumentException unmatched) {
                unmatched.getSuggestions().stream().limit(1).forEach(near -> message.add("did you mean " + near + "?"));
            }
            String help = "%help " + name.replace("%", "") + " tells how it is used";
            List<String> lines = new ArrayList<>(List.of(message.toString().split("\n", -1)));
            lines.add(help);
            throw new CellFailure("UsageError", lines.getFirst() + " (" + help + ")", lines, e);
        }
    }

    Completion complete(MagicPlace place) {
        String before = place.argumentsBefore();
        String word = before.substring(Math.max(before.lastIndexOf(' '), before.lastIndexOf('\t')) + 1);
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
                        .map(CommandUsage::candidates)
                        .orElse(List.of());
        for (String value : values) {
            if (value.startsWith(word)) {
                found.add(new Candidate(value, "value", ""));
            }
        }
        boolean takesFiles = option == null
                && line.getCommandSpec().positionalParameters().stream().anyMatch(CommandUsage::isFile);
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
