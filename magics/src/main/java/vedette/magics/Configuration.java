package vedette.magics;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import vedette.kernel.CellContext.StreamName;
import vedette.kernel.magic.MagicCall;
import vedette.kql.Span;
import vedette.kql.syntax.Literals;
import vedette.magics.OptionSpec.State;
import vedette.magics.OptionSpec.Type;

/** The notebook's own values of options: {@code --config}, {@code %config Kqlmagic.name = value}, the environment. */
final class Configuration {

    private Configuration() {}

    /** {@code --config}: all options, one, or {@code name=value; name=value}. */
    static Optional<Object> command(CommandCall call) {
        String line = call.line();
        String text = Literals.stringLength(line, 0) == line.length() && !line.isEmpty() ? Literals.string(line) : line;
        if (text.isBlank()) {
            return CommandCall.listed(table(call.session(), OptionTable.all()));
        }
        if (text.indexOf('=') < 0) {
            OptionSpec option = option(text.strip());
            return call.print(option.name() + " = " + shown(call.session(), option));
        }
        set(text, call.session(), call.call());
        return Optional.empty();
    }

    /**
     * Sets options from {@code name=value;name=value}, and says what they are now.
     *
     * @throws vedette.kernel.CellFailure where a name is none or a value is not its option's
     */
    static void set(String text, KqlSession session, MagicCall call) {
        for (String assignment : assignments(text)) {
            int equals = assignment.indexOf('=');
            if (equals < 0) {
                throw KqlFailure.of("'" + assignment + "' is no name=value");
            }
            OptionSpec option = option(assignment.substring(0, equals).strip());
            String value = assignment.substring(equals + 1).strip();
            try {
                Word word = new Word(value, new Span(0, 0));
                session.setDefault(option, OptionValue.of(option, word, call.variables()));
            } catch (IllegalArgumentException e) {
                throw KqlFailure.of(option.name() + ": " + e.getMessage());
            }
            String note = option.state() == State.WORKS ? "" : " (no effect: " + option.text() + ")";
            call.cell().print(StreamName.STDOUT, option.name() + " = " + shown(session, option) + note + "\n");
        }
    }

    /** Cut at semicolons, and at commas that lead to another name, as Kqlmagic's help has it. */
    private static List<String> assignments(String text) {
        List<String> assignments = new ArrayList<>();
        int start = 0;
        int at = 0;
        while (at < text.length()) {
            char c = text.charAt(at);
            int string = c == '"' || c == '\'' ? Math.abs(Literals.stringLength(text, at)) : 0;
            if (c == ';' || (c == ',' && leadsToName(text, at + 1))) {
                assignments.add(text.substring(start, at).strip());
                start = at + 1;
            }
            at += Math.max(1, string);
        }
        assignments.add(text.substring(start).strip());
        return assignments.stream().filter(one -> !one.isEmpty()).toList();
    }

    private static boolean leadsToName(String text, int from) {
        int equals = text.indexOf('=', from);
        return equals > 0
                && OptionTable.find(text.substring(from, equals).strip()).isPresent();
    }

    /** The option that a user names, with or without Kqlmagic before it. */
    static OptionSpec option(String written) {
        String name = written.startsWith("Kqlmagic.") ? written.substring("Kqlmagic.".length()) : written;
        OptionSpec option = OptionTable.find(name)
                .orElseThrow(() -> KqlFailure.of("there is no option '" + name + "'; " + OptionTable.advice(name)));
        if (option.state() == State.REFUSED) {
            throw KqlFailure.of("the option '" + option.name() + "' does not exist here: " + option.text());
        }
        return option;
    }

    private static String shown(KqlSession session, OptionSpec option) {
        Optional<Object> value = session.defaults().value(option.name());
        return option.type() == Type.SECRET && value.isPresent()
                ? "set"
                : value.map(String::valueOf).orElse("none");
    }

    /** Options with their values, states and meanings. */
    static Table table(KqlSession session, List<OptionSpec> options) {
        StringColumn names = StringColumn.create("option");
        StringColumn abbreviations = StringColumn.create("short");
        StringColumn values = StringColumn.create("value");
        StringColumn choices = StringColumn.create("values");
        StringColumn states = StringColumn.create("state");
        StringColumn texts = StringColumn.create("meaning");
        for (OptionSpec option : options) {
            names.append(option.name());
            abbreviations.append(String.join(", ", option.abbreviations()));
            values.append(shown(session, option));
            choices.append(
                    option.choices().isEmpty()
                            ? option.type().name().toLowerCase(Locale.ROOT)
                            : String.join(", ", option.choices()));
            states.append(option.state().name().toLowerCase(Locale.ROOT));
            texts.append(option.text());
        }
        return Table.create("options", names, abbreviations, values, choices, states, texts);
    }
}
