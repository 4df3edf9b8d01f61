package vedette.magics;

import java.util.Locale;
import java.util.Optional;
import vedette.display.MimeBundle;
import vedette.kernel.Completion;
import vedette.kernel.magic.CellMagic;
import vedette.kernel.magic.LineMagic;
import vedette.kernel.magic.MagicCall;
import vedette.kernel.magic.MagicPlace;
import vedette.kernel.magic.Shown;
import vedette.kql.Queries.Split;
import vedette.kql.Span;

/** {@code %kql} and {@code %%kql}: reads a cell, does its queries and commands in order, and shows what comes of each. */
final class KqlMagic implements LineMagic, CellMagic {

    private final KqlSession session;
    private final KqlCompletion completion;

    KqlMagic(KqlSession session) {
        this.session = session;
        this.completion = new KqlCompletion(session);
    }

    @Override
    public String name() {
        return "kql";
    }

    @Override
    public String summary() {
        return "Runs Kusto queries; name << query puts the result into a variable, {name} stands for a variable's"
                + " value; %kql --help says more.";
    }

    @Override
    public String help() {
        return HelpCommands.USAGE;
    }

    @Override
    public Completion complete(MagicPlace place) {
        return completion.complete(place);
    }

    @Override
    public Optional<MimeBundle> inspect(MagicPlace place) {
        return completion.inspect(place);
    }

    @Override
    public Optional<Object> run(String arguments, MagicCall call) {
        int start = call.argumentsStart();
        return run(new Span(start, start + arguments.length()), true, call);
    }

    @Override
    public Optional<Object> run(String arguments, String body, MagicCall call) {
        return run(new Span(call.argumentsStart(), call.cellText().length()), false, call);
    }

    private Optional<Object> run(Span span, boolean isLine, MagicCall call) {
        session.start(call);
        KqlCell.Reading reading = new KqlCell.Reading(isLine, split(), session.desk()::isKnown);
        KqlCell cell = KqlCell.parse(call.cellText(), span, reading);
        Optional<Object> value = Optional.empty();
        for (int i = 0; i < cell.parts().size(); i++) {
            value = switch (cell.parts().get(i)) {
                case KqlCell.Query query -> Asking.run(session, call, query);
                case KqlCell.Order order -> Commands.run(new CommandCall(session, call, order));
            };
            if (i < cell.parts().size() - 1) {
                value.ifPresent(result -> show(result, call));
            }
        }
        return value;
    }

    private Split split() {
        return Split.valueOf(session.defaults().text("split").orElse("smart").toUpperCase(Locale.ROOT));
    }

    /** What stands before a cell's last query has no other place to be shown. */
    private static void show(Object result, MagicCall call) {
        call.cell()
                .display(
                        result instanceof Shown shown
                                ? shown.look()
                                : call.renderers().render(result));
    }
}
