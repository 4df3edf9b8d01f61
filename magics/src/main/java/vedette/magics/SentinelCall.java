package vedette.magics;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import tech.tablesaw.api.Table;
import vedette.display.Escape;
import vedette.kernel.CellContext.StreamName;
import vedette.kernel.magic.MagicCall;
import vedette.kql.Spelling;
import vedette.kql.query.QueryContext;
import vedette.kql.query.QueryRequest;
import vedette.sentinel.management.SentinelManagement;

/** One call of {@code %sentinel}: what its commands need of the cell, the notebook and the workspace. For one thread. */
final class SentinelCall {

    private final SentinelDesk desk;
    private final MagicCall call;
    private final QueryContext context;
    private final Surroundings surroundings;

    SentinelCall(SentinelDesk desk, MagicCall call, QueryContext context, Surroundings surroundings) {
        this.desk = desk;
        this.call = call;
        this.context = context;
        this.surroundings = surroundings;
    }

    /** What outlasts one call: what the time is, and the names seen so far. */
    record Surroundings(InstantSource clock, SentinelNames names) {}

    QueryContext context() {
        return context;
    }

    Instant now() {
        return surroundings.clock().instant();
    }

    /** The names of what commands saw, for completion. */
    SentinelNames names() {
        return surroundings.names();
    }

    SentinelManagement sentinel(SentinelPlace place) {
        return desk.management(place, call);
    }

    SentinelAnswer ask(QueryRequest request) {
        return desk.ask(request, call);
    }

    /** Tells the user what was done; text of the service's is escaped. */
    SentinelAnswer done(String what) {
        say(what);
        return SentinelAnswer.DONE;
    }

    void say(String what) {
        call.cell().print(StreamName.STDOUT, Escape.line(what) + "\n");
    }

    /** The frame that a variable holds. */
    Table frame(String variable) {
        Object value = call.variables()
                .get(variable)
                .orElseThrow(() -> new IllegalArgumentException("there is no variable '" + variable + "'; "
                        + Spelling.didYouMean(variable, call.variables().names())));
        if (value instanceof Table table) {
            return table;
        }
        throw new IllegalArgumentException(
                "the variable '" + variable + "' holds " + value.getClass().getSimpleName() + ", no frame");
    }

    /** Refuses what cannot be undone unless the user said so. */
    void confirm(boolean yes, String what) {
        if (!yes) {
            throw new IllegalArgumentException(what + " cannot be undone; add --yes to do it");
        }
    }

    /**
     * The one thing that a user means by a name or an id.
     *
     * @param kind what such things are called
     */
    static <T> T named(String written, String kind, Collection<T> all, List<Function<T, String>> names) {
        for (Function<T, String> name : names) {
            List<T> found = all.stream()
                    .filter(thing -> name.apply(thing).equalsIgnoreCase(written))
                    .toList();
            if (found.size() > 1) {
                throw new IllegalArgumentException("there are " + found.size() + " " + kind + "s called '" + written
                        + "'; name one by its id: "
                        + String.join(", ", found.stream().map(names.getLast()).toList()));
            }
            if (found.size() == 1) {
                return found.getFirst();
            }
        }
        List<String> known = all.stream().map(names.getFirst()).toList();
        throw new IllegalArgumentException("there is no " + kind + " '" + written + "'"
                + Spelling.nearest(written, known)
                        .map(near -> "; did you mean '" + near + "'?")
                        .orElse(""));
    }
}
