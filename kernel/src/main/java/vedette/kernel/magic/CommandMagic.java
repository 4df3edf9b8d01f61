package vedette.kernel.magic;

import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import vedette.kernel.CellContext.StreamName;
import vedette.kernel.Completion;

/**
 * A magic whose arguments an annotated class describes to picocli; its help, its errors and its completion come from
 * that one description. Picocli is not touched before one of them is needed.
 *
 * @param <A> the class of its arguments
 */
public abstract sealed class CommandMagic<A> implements Magic permits CommandLineMagic, CommandCellMagic {

    /** What asks each magic how it is used. */
    static final String HELP = "--help";

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
        return usage().help();
    }

    /** Whether the arguments ask how the magic is used. */
    static boolean isHelp(String text) {
        return Words.split(text).contains(HELP);
    }

    Optional<Object> showHelp(MagicCall call) {
        call.cell().print(StreamName.STDOUT, help() + "\n");
        return Optional.empty();
    }

    /** The arguments as an object. */
    A parse(String text) {
        return usage().parse(text);
    }

    @Override
    public Completion complete(MagicPlace place) {
        return place.isInBody() ? Completion.none(place.cursor()) : usage().complete(place);
    }

    private CommandUsage<A> usage() {
        return new CommandUsage<>(sign() + name, summary, arguments.get());
    }
}
