package vedette.magics;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;

/**
 * One line of the table of options.
 *
 * @param name as it is written, with underscores
 * @param abbreviations shorter names
 * @param type what its values are
 * @param fallback its value where nobody says one, as a user would write it
 * @param choices the values that it takes; empty where there is no list
 * @param state whether it does something
 * @param text what it does, why it does nothing, or what to do instead, as the state says
 * @param heading what it belongs to
 */
record OptionSpec(
        String name,
        List<String> abbreviations,
        Type type,
        Optional<String> fallback,
        List<String> choices,
        State state,
        String text,
        String heading) {

    OptionSpec {
        requireNonNull(name, "name is null");
        abbreviations = List.copyOf(abbreviations);
        choices = List.copyOf(choices);
    }

    /** What the values of an option are; the names are those of the table. */
    enum Type {
        FLAG,
        COUNT,
        NUMBER,
        TEXT,
        SECRET,
        LIST,
        MAP,
        DURATION,
        TIME,
        NAME,
        CHOICE
    }

    /** Whether an option does something; the names are those of the table. */
    enum State {
        WORKS,
        IGNORED,
        REFUSED
    }

    boolean isFlag() {
        return type == Type.FLAG;
    }
}
