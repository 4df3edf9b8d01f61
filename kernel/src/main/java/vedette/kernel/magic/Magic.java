package vedette.kernel.magic;

import java.util.Optional;
import java.util.OptionalInt;
import vedette.display.MimeBundle;
import vedette.kernel.Completion;

/** What {@link LineMagic} and {@link CellMagic} have in common; one object may be both. */
public interface Magic {

    /** The name after the percent signs. */
    String name();

    /** One sentence for {@code %lsmagic}. */
    String summary();

    /** How it is used, for {@code %help name} and for inspection: plain text of any number of lines. */
    default String help() {
        return summary();
    }

    /** What could stand at a cursor behind the magic's name. May be called while a cell runs, from any thread. */
    default Completion complete(MagicPlace place) {
        return Completion.none(place.cursor());
    }

    /**
     * Where text of the language starts behind the magic's name, as {@code 1 + 1} does in {@code %time 1 + 1}; empty
     * where there is none. From there on the language completes and explains itself. May be called while a cell runs,
     * from any thread.
     */
    default OptionalInt codeStart(MagicPlace place) {
        return OptionalInt.empty();
    }

    /**
     * What stands at a cursor behind the magic's name; where this is empty the user is shown {@link #help}. May be called
     * while a cell runs, from any thread.
     */
    default Optional<MimeBundle> inspect(MagicPlace place) {
        return Optional.empty();
    }
}
