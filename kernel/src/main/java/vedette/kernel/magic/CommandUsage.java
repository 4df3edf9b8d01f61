package vedette.kernel.magic;

import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
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
            throw UsageError.of(name, List.of(message.toString().split("\n", -1)), e);
        }
    }

    Completion complete(MagicPlace place) {
        Words.Word word = Words.last(place.argumentsBefore());
        if (word.text().startsWith("-")) {
            return options(place, word);
        }
        List<String> before = Words.split(place.argumentsBefore().substring(0, word.start()));
        OptionSpec option =
                before.isEmpty() ? null : line.getCommandSpec().optionsMap().get(before.getLast());
        List<Candidate> found = new ArrayList<>();
        List<PositionalParamSpec> parameters = line.getCommandSpec().positionalParameters();
        if (option != null && option.arity().max() > 0) {
            add(found, word, candidates(option));
            return place.replacing(word.length(), found);
        }
        if (target instanceof Offering offering) {
            add(found, word, offering.offers(place));
        }
        parameters.stream().findFirst().ifPresent(parameter -> add(found, word, candidates(parameter)));
        return parameters.stream()
                .flatMap(parameter -> FileKind.of(parameter.paramLabel()).stream())
                .findFirst()
                .map(kind -> Words.files(place, word, kind, found))
                .orElseGet(() -> place.replacing(word.length(), found));
    }

    private Completion options(MagicPlace place, Words.Word word) {
        List<Candidate> found = new ArrayList<>();
        if (CommandMagic.HELP.startsWith(word.text())) {
            found.add(new Candidate(CommandMagic.HELP, "option", "Tells how it is used."));
        }
        for (OptionSpec option : line.getCommandSpec().options()) {
            String written = option.longestName();
            if (written.startsWith(word.text())) {
                found.add(new Candidate(written, "option", String.join(" ", option.description())));
            }
        }
        return place.replacing(word.length(), found);
    }

    private static void add(List<Candidate> found, Words.Word word, Iterable<String> values) {
        for (String value : values) {
            if (value.startsWith(word.text())) {
                found.add(new Candidate(value, "value", ""));
            }
        }
    }

    private static Iterable<String> candidates(ArgSpec spec) {
        Iterable<String> known = spec.completionCandidates();
        return known == null ? List.of() : known;
    }
}
