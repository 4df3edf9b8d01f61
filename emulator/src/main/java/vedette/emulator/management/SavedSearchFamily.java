package vedette.emulator.management;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import vedette.emulator.Answer;

/** Saved searches, to be read; their list has no pages. */
final class SavedSearchFamily implements ManagementEmulation.Family {

    private final Resources searches;

    SavedSearchFamily(Setting setting, Seed seed) {
        this.searches = new Resources(
                setting.workspace() + "/savedSearches", "Microsoft.OperationalInsights/savedSearches", setting.etags());
        seed.savedSearches().forEach((id, properties) -> searches.put(id, properties, ""));
    }

    @Override
    public Answer answer(Ask ask, List<String> names) {
        if (!ask.method().equals("GET") || names.size() > 1) {
            throw ManagementEmulation.methodNotAllowed(ask);
        }
        if (names.size() == 1) {
            return Answer.json(200, searches.get(names.getFirst()));
        }
        ObjectNode body = Resources.JSON.createObjectNode();
        ArrayNode value = body.putArray("value");
        searches.all().forEach(value::add);
        return Answer.json(200, body);
    }
}
