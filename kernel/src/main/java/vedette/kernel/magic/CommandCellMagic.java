package vedette.kernel.magic;

import java.util.Optional;
import java.util.function.Supplier;

/** A cell magic that picocli reads. */
final class CommandCellMagic<A> extends CommandMagic<A> implements CellMagic {

    private final Body<A> action;

    CommandCellMagic(String name, String summary, Supplier<A> arguments, Body<A> action) {
        super(name, summary, arguments);
        this.action = action;
    }

    @Override
    String sign() {
        return "%%";
    }

    @Override
    public Optional<Object> run(String arguments, String body, MagicCall call) {
        return isHelp(arguments) ? showHelp(call) : action.run(parse(arguments), body, call);
    }
}
