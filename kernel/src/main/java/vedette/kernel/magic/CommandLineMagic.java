package vedette.kernel.magic;

import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/** A line magic that picocli reads. */
final class CommandLineMagic<A> extends CommandMagic<A> implements LineMagic {

    private final BiFunction<A, MagicCall, Optional<Object>> action;

    CommandLineMagic(
            String name, String summary, Supplier<A> arguments, BiFunction<A, MagicCall, Optional<Object>> action) {
        super(name, summary, arguments);
        this.action = action;
    }

    @Override
    String sign() {
        return "%";
    }

    @Override
    public Optional<Object> run(String arguments, MagicCall call) {
        return isHelp(arguments) ? showHelp(call) : action.apply(parse(arguments), call);
    }
}
