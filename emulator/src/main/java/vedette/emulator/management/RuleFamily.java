package vedette.emulator.management;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** Analytics rules, to be read. */
final class RuleFamily implements ManagementEmulation.Family {

    private final ManagementOptions options;
    private final Resources rules;

    RuleFamily(ManagementOptions options, String insights, AtomicLong etags, Seed seed) {
        this.options = options;
        this.rules = new Resources(insights + "/alertRules", "Microsoft.SecurityInsights/alertRules", etags);
        seed.rules().forEach(rule -> rules.put(rule.id(), rule.properties(), rule.kind()));
    }

    @Override
    public Reply answer(Ask ask, List<String> names) {
        if (!ask.method().equals("GET") || names.size() > 1) {
            throw ManagementEmulation.methodNotAllowed(ask);
        }
        return names.isEmpty()
                ? Pages.of(ask, rules.all(), options.largestPage())
                : Reply.json(200, rules.get(names.getFirst()));
    }
}
