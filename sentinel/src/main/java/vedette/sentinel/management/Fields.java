package vedette.sentinel.management;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Reads the JSON of Azure's resources. What is absent is empty: services leave out what they have nothing to say on. */
final class Fields {

    private Fields() {}

    static String text(JsonNode node, String name) {
        JsonNode value = node.path(name);
        return value.isValueNode() ? value.asText("") : value.isMissingNode() ? "" : value.toString();
    }

    static Optional<Instant> time(JsonNode node, String name) {
        String text = text(node, name);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    static List<String> texts(JsonNode node, String name) {
        return list(node, name, item -> item.isValueNode() ? item.asText() : item.toString());
    }

    static <T> List<T> list(JsonNode node, String name, Function<JsonNode, T> reader) {
        List<T> items = new ArrayList<>();
        node.path(name).forEach(item -> items.add(reader.apply(item)));
        return items;
    }

    /** The JSON of a part, which is the empty object where there is none. */
    static String json(JsonNode node, String name) {
        JsonNode value = node.path(name);
        return value.isMissingNode() || value.isNull() ? "{}" : value.toString();
    }

    /** Who did something, by the most telling of the names that came with it. */
    static String person(JsonNode node, String name) {
        JsonNode person = node.path(name);
        for (String field : List.of("assignedTo", "userPrincipalName", "name", "email", "objectId")) {
            String text = text(person, field);
            if (!text.isEmpty()) {
                return text;
            }
        }
        return "";
    }
}
