package vedette.magics;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import tech.tablesaw.api.Table;
import vedette.kernel.Completion;
import vedette.kernel.Completion.Candidate;
import vedette.kernel.magic.MagicPlace;
import vedette.kernel.magic.Variables;

/**
 * What could stand at a cursor of a {@code %sentinel} line: commands, options and their values, frames of the notebook,
 * and names that earlier commands brought. Asks no service.
 */
final class SentinelCompletion {

    private static final String FRAME = "FRAME";

    private final CommandSpec root;
    private final SentinelNames names;

    SentinelCompletion(CommandSpec root, SentinelNames names) {
        this.root = root;
        this.names = names;
    }

    /**
     * Where a line is at its end.
     *
     * @param command the command that it names
     * @param positions how many of the command's words there are
     * @param option the option whose value comes next
     */
    private record Reached(CommandSpec command, int positions, Optional<OptionSpec> option) {

        Reached word(String text) {
            if (option.isPresent()) {
                return new Reached(command, positions, Optional.empty());
            }
            if (text.startsWith("-")) {
                boolean hasValue = text.indexOf('=') > 0;
                return new Reached(
                        command,
                        positions,
                        find(text).filter(found -> !hasValue && found.arity().max() > 0));
            }
            @Nullable CommandLine sub = positions == 0 ? command.subcommands().get(text) : null;
            return sub == null
                    ? new Reached(command, positions + 1, Optional.empty())
                    : new Reached(sub.getCommandSpec(), 0, Optional.empty());
        }

        Optional<OptionSpec> find(String text) {
            int equals = text.indexOf('=');
            return Optional.ofNullable(command.findOption(equals < 0 ? text : text.substring(0, equals)));
        }
    }

    Completion complete(MagicPlace place) {
        String before = place.cellText().substring(0, place.cursor().charIndex());
        int start = place.argumentsStart() + SentinelLine.targetLength(place.argumentsBefore());
        TypedWords typed = TypedWords.of(before, start, before.length());
        Reached reached = new Reached(root, 0, Optional.empty());
        for (Word word : typed.before()) {
            reached = reached.word(word.value());
        }
        return complete(place, typed, reached);
    }

    private Completion complete(MagicPlace place, TypedWords typed, Reached reached) {
        String here = typed.here().text();
        int equals = here.indexOf('=');
        if (reached.option().isPresent()) {
            return typed.complete(place, values(reached.option().get(), typed, place.variables()));
        }
        if (here.startsWith("-") && equals > 0) {
            TypedWords value = typed.from(equals + 1);
            return value.complete(
                    place, reached.find(here).stream().flatMap(option -> values(option, value, place.variables())));
        }
        if (here.startsWith("-")) {
            return typed.complete(place, typed.fitting(options(reached.command())));
        }
        Stream<Candidate> subcommands = reached.positions() > 0
                ? Stream.empty()
                : reached.command().subcommands().entrySet().stream()
                        .map(sub -> new Candidate(
                                sub.getKey(),
                                "function",
                                String.join(
                                        " ",
                                        sub.getValue()
                                                .getCommandSpec()
                                                .usageMessage()
                                                .description())));
        Stream<Candidate> words = reached.command().positionalParameters().stream()
                .filter(word -> word.index().contains(reached.positions()))
                .flatMap(word -> values(word, typed, place.variables()));
        Completion found = typed.complete(place, Stream.concat(typed.fitting(subcommands), words));
        return found.candidates().isEmpty() && here.isEmpty()
                ? typed.complete(place, typed.fitting(options(reached.command())))
                : found;
    }

    private static Stream<Candidate> options(CommandSpec command) {
        return command.options().stream()
                .map(option -> new Candidate(
                        option.longestName() + (option.arity().max() > 0 ? "=" : ""),
                        "property",
                        String.join(" ", option.description())));
    }

    private Stream<Candidate> values(ArgSpec argument, TypedWords typed, Variables variables) {
        String label = argument.paramLabel();
        if (label.equals(FRAME)) {
            List<String> frames = variables.names().stream()
                    .filter(name ->
                            variables.get(name).filter(Table.class::isInstance).isPresent())
                    .sorted()
                    .toList();
            return typed.names(frames, "variable", "frame");
        }
        Optional<SentinelNames.Kind> kind = Arrays.stream(SentinelNames.Kind.values())
                .filter(one -> one.name().equals(label))
                .findFirst();
        if (kind.isPresent()) {
            return typed.names(names.of(kind.get()), "value", label.toLowerCase(Locale.ROOT));
        }
        @Nullable Iterable<String> choices = argument.completionCandidates();
        List<String> written = choices == null
                ? List.of()
                : StreamSupport.stream(choices.spliterator(), false)
                        .map(choice -> choice.toLowerCase(Locale.ROOT).replace('_', '-'))
                        .toList();
        return typed.names(written, "value", "");
    }
}
