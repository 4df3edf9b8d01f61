package vedette.magics;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import vedette.kql.Span;

/**
 * What stands before a query: {@code [connection] [name, ... <<] [-option[=value]] [+property=value]}.
 *
 * @param connection a name of a connection, or a connection string
 * @param targets the variables that take the results, the last one that of the last table
 * @param isShown whether the result is shown although a variable takes it: {@code name = <<}
 * @param options in the order written
 * @param properties request properties in the order written
 */
record Head(
        Optional<Word> connection,
        List<Word> targets,
        boolean isShown,
        List<Setting> options,
        List<Property> properties) {

    /** Nothing before a query. */
    static final Head EMPTY = new Head(Optional.empty(), List.of(), false, List.of(), List.of());

    Head {
        targets = List.copyOf(targets);
        options = List.copyOf(options);
        properties = List.copyOf(properties);
    }

    /**
     * An option with its value.
     *
     * @param option which
     * @param value what stands behind it; empty for a flag that is only named
     * @param isNegated whether an exclamation mark stands before the name
     * @param span all of it
     */
    record Setting(OptionSpec option, Optional<Word> value, boolean isNegated, Span span) {}

    /** A request property; its value is {@code true} where none stands behind it. */
    record Property(String name, Optional<Word> value, Span span) {}

    /** The head of a later query of a cell: what the first line says holds for it too, where it says nothing else. */
    Head inheriting(Head first) {
        List<Setting> allOptions = new ArrayList<>(first.options);
        allOptions.addAll(options);
        List<Property> allProperties = new ArrayList<>(first.properties);
        allProperties.addAll(properties);
        return new Head(connection.or(() -> first.connection), targets, isShown, allOptions, allProperties);
    }
}
