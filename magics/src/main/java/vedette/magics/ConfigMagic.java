package vedette.magics;

import java.util.List;
import java.util.Optional;
import tech.tablesaw.api.Table;
import vedette.kernel.magic.LineMagic;
import vedette.kernel.magic.MagicCall;
import vedette.kernel.magic.Shown;

/** {@code %config Kqlmagic.name = value}, as notebooks that were written for Kqlmagic have it. */
final class ConfigMagic implements LineMagic {

    private static final String OWNER = "Kqlmagic";

    private final KqlSession session;

    ConfigMagic(KqlSession session) {
        this.session = session;
    }

    @Override
    public String name() {
        return "config";
    }

    @Override
    public String summary() {
        return "Sets an option of %kql: %config Kqlmagic.display_limit = 20; the same as %kql --config.";
    }

    @Override
    public Optional<Object> run(String arguments, MagicCall call) {
        session.start(call);
        String text = arguments.strip();
        if (!text.equals(OWNER) && !text.startsWith(OWNER + ".")) {
            throw KqlFailure.of("%config knows the options of " + OWNER + " only: %config " + OWNER + ".name = value");
        }
        if (text.indexOf('=') >= 0) {
            Configuration.set(text, session, call);
            return Optional.empty();
        }
        List<OptionSpec> options = text.equals(OWNER) ? OptionTable.all() : List.of(Configuration.option(text));
        Table table = Configuration.table(session, options);
        return Optional.of(new Shown(table, call.renderers().render(table)));
    }
}
