package vedette.magics;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vedette.kernel.CellContext.StreamName;
import vedette.kernel.CellFailure;
import vedette.kernel.magic.MagicCall;
import vedette.kql.Span;

/** What the environment says of options and connections before a notebook's first cell, in Kqlmagic's variables. */
final class Environment {

    private static final String CONFIGURATION = "KQLMAGIC_CONFIGURATION";
    private static final String CONNECTION = "KQLMAGIC_CONNECTION_STR";
    private static final String CACHE = "KQLMAGIC_CACHE";
    private static final String USE_CACHE = "KQLMAGIC_USE_CACHE";

    private final KqlSession session;
    private final Lookup lookup;

    /** A variable of the environment, null where there is none. */
    interface Lookup {
        @Nullable
        String get(String name);
    }

    Environment(KqlSession session, Lookup lookup) {
        this.session = session;
        this.lookup = lookup;
    }

    /** Applies it; what is wrong with it is told and does not keep cells from running. */
    void apply(MagicCall call) {
        session.local(call.variables());
        find(CONFIGURATION)
                .ifPresent(text -> trying(CONFIGURATION, call, () -> Configuration.set(text, session, call)));
        find(CACHE).ifPresent(name -> trying(CACHE, call, () -> Recordings.write(session, name)));
        find(USE_CACHE).ifPresent(name -> trying(USE_CACHE, call, () -> Recordings.read(session, name)));
        find(CONNECTION)
                .ifPresent(text -> trying(CONNECTION, call, () -> {
                    Word word = new Word(text, new Span(0, 0));
                    Settings ofEnvironment =
                            session.usual().with(OptionTable.get("allow_literal_secret"), Optional.of(true));
                    session.desk().use(session.desk().resolve(word, call, ofEnvironment), call);
                }));
    }

    private Optional<String> find(String name) {
        return Optional.ofNullable(lookup.get(name)).filter(text -> !text.isBlank());
    }

    private static void trying(String name, MagicCall call, Runnable work) {
        try {
            work.run();
        } catch (CellFailure e) {
            call.cell().print(StreamName.STDERR, name + ": " + e.value() + "\n");
        }
    }
}
