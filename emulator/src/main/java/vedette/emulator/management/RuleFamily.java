package vedette.emulator.management;

import java.util.List;
import vedette.emulator.Answer;

/** Analytics rules, to be read. */
final class RuleFamily implements ManagementEmulation.Family {

    private final ManagementOptions options;
    private final Resources rules;

    RuleFamily(Setting setting, Seed seed) {
        this.options = setting.options();
        this.rules = new Resources(
                setting.insights() + "/alertRules", "Microsoft.SecurityInsights/alertRules", setting.etags());
        seed.rules().forEach(rule -> rules.put(rule.id(), rule.properties(), rule.kind()));
    }

    @Override
    public Answer answer(Ask ask, List<String> names) {
        if (!ask.method().equals("GET") || names.size() > 1) {
            throw ManagementEmulation.methodNotAllowed(ask);
        }
        return names.isEmpty()
                ? Pages.of(ask, rules.all(), options.largestPage())
                : Answer.json(200, rules.get(names.getFirst()));
    }
}
