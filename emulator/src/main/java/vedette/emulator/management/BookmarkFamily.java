package vedette.emulator.management;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.InstantSource;
import java.util.List;
import vedette.emulator.Answer;

/** Bookmarks. */
final class BookmarkFamily implements ManagementEmulation.Family {

    private final ManagementOptions options;
    private final InstantSource clock;
    private final Resources bookmarks;

    BookmarkFamily(Setting setting, Seed seed) {
        this.options = setting.options();
        this.clock = setting.clock();
        this.bookmarks = new Resources(
                setting.insights() + "/bookmarks", "Microsoft.SecurityInsights/Bookmarks", setting.etags());
        seed.bookmarks().forEach((id, properties) -> bookmarks.put(id, properties, ""));
    }

    @Override
    public Answer answer(Ask ask, List<String> names) {
        if (names.isEmpty() && ask.method().equals("GET")) {
            return Pages.of(ask, bookmarks.all(), options.largestPage());
        }
        if (names.size() != 1) {
            throw ManagementEmulation.methodNotAllowed(ask);
        }
        String id = names.getFirst();
        return switch (ask.method()) {
            case "GET" -> Answer.json(200, bookmarks.get(id));
            case "PUT" -> put(ask, id);
            case "DELETE" -> Answer.empty(bookmarks.remove(id) ? 200 : 204);
            default -> throw ManagementEmulation.methodNotAllowed(ask);
        };
    }

    private Answer put(Ask ask, String id) {
        ObjectNode body = ask.json();
        bookmarks.checkEtag(id, body, ask.header("if-match"));
        ObjectNode properties = body.path("properties") instanceof ObjectNode given
                ? given.deepCopy()
                : Resources.JSON.createObjectNode();
        for (String required : List.of("displayName", "query")) {
            if (properties.path(required).asText("").isBlank()) {
                throw new Refusal(400, "BadRequest", "Required property '" + required + "' was not found.");
            }
        }
        boolean isNew = bookmarks.find(id).isEmpty();
        String now = clock.instant().toString();
        String created = isNew
                ? now
                : bookmarks.get(id).path("properties").path("created").asText();
        properties.put("created", created).put("updated", now);
        properties.putObject("createdBy").put("name", "Anna Holm").put("email", "anna@hafnia.example");
        return Answer.json(isNew ? 201 : 200, bookmarks.put(id, properties, ""));
    }
}
