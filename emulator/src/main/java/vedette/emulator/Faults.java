package vedette.emulator;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** What is to go wrong, and when: a script that a test writes before or while the emulator runs. Safe for any thread. */
public final class Faults {

    private final List<Rule> rules = new ArrayList<>();

    /** No faults yet. */
    public Faults() {}

    /** Happens to the next query, behind those that wait already; several in their order, one a query. */
    public Faults next(Fault... faults) {
        for (Fault fault : faults) {
            next(SeenRequest::isQuery, fault);
        }
        return this;
    }

    /** Happens to the next request of a kind, once. */
    public synchronized Faults next(Predicate<SeenRequest> kind, Fault fault) {
        rules.add(new Rule(kind, fault, true));
        return this;
    }

    /** Happens to each request of a kind for which nothing earlier is due. */
    public synchronized Faults always(Predicate<SeenRequest> kind, Fault fault) {
        rules.add(new Rule(kind, fault, false));
        return this;
    }

    /** Takes back what has not happened yet. */
    public synchronized void clear() {
        rules.clear();
    }

    /** The fault that is due for a request. */
    synchronized Optional<Fault> take(SeenRequest request) {
        for (Iterator<Rule> each = rules.iterator(); each.hasNext(); ) {
            Rule rule = each.next();
            if (rule.kind.test(request)) {
                if (rule.once) {
                    each.remove();
                }
                return Optional.of(rule.fault);
            }
        }
        return Optional.empty();
    }

    private record Rule(Predicate<SeenRequest> kind, Fault fault, boolean once) {}
}
