package vedette.sentinel.query;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An error as a service tells it: levels from the outermost, which says next to nothing, to the innermost, which says
 * why.
 *
 * @param levels never empty
 * @param place where in the query's text, where it says so
 * @param correlationId the service's own number of it
 */
record ServiceError(List<Level> levels, Optional<Place> place, Optional<String> correlationId) {

    private static final int MOST_LEVELS = 20;
    private static final Pattern PLACE = Pattern.compile("\\[line:position=(\\d{1,6}):(\\d{1,6})]");

    ServiceError {
        levels = List.copyOf(levels);
    }

    /** One level; either text may be empty, not both. */
    record Level(String code, String message) {

        String text() {
            return message.isEmpty() ? code : isNumber() || message.contains(code) ? message : code + ": " + message;
        }

        /** Whether the code is a number, which tells a person nothing. */
        private boolean isNumber() {
            return code.isEmpty() || code.matches("-?\\d+");
        }
    }

    /**
     * A place in a text.
     *
     * @param line from 1
     * @param position within the line, from 0
     * @param token what stands there, where it says so
     */
    record Place(int line, int position, Optional<String> token) {}

    /** Reads {@code {"error": {...}}}, its inside, or Data Explorer's forms of either; empty where it is none of them. */
    static Optional<ServiceError> of(JsonNode tree) {
        JsonNode error = tree.path("error").isObject() ? tree.path("error") : tree;
        List<Level> levels = new ArrayList<>();
        Optional<Place> place = Optional.empty();
        Optional<String> correlationId = Optional.empty();
        @Nullable JsonNode node = error;
        for (int i = 0; i < MOST_LEVELS && node != null && node.isObject(); i++) {
            level(node).ifPresent(levels::add);
            Optional<Place> here = place(node);
            place = here.isPresent() ? here : place;
            JsonNode present = node;
            correlationId = correlationId
                    .or(() -> Wire.text(present, "correlationId"))
                    .or(() -> Wire.text(present.path("@context"), "activityId"));
            node = inner(node);
        }
        return levels.isEmpty() ? Optional.empty() : Optional.of(new ServiceError(levels, place, correlationId));
    }

    private static @Nullable JsonNode inner(JsonNode node) {
        return Stream.of("innererror", "innerError", "details", "OneApiErrors", "error")
                .map(node::path)
                .map(inner -> inner.isArray() ? inner.path(0) : inner)
                .filter(JsonNode::isObject)
                .findFirst()
                .orElse(null);
    }

    private static Optional<Level> level(JsonNode node) {
        String code = first(node, "@errorCode", "code");
        String message = first(node, "@errorMessage", "@message", "message");
        return code.isEmpty() && message.isEmpty() ? Optional.empty() : Optional.of(new Level(code, message));
    }

    private static String first(JsonNode node, String... fields) {
        return Stream.of(fields)
                .flatMap(field -> Wire.text(node, field).stream())
                .findFirst()
                .orElse("");
    }

    private static Optional<Place> place(JsonNode node) {
        String line = first(node, "line", "@line");
        String position = first(node, "pos", "@pos");
        if (line.matches("\\d{1,6}") && position.matches("\\d{1,6}")) {
            String token = first(node, "token", "@token");
            return Optional.of(new Place(
                    Integer.parseInt(line),
                    Integer.parseInt(position),
                    token.isEmpty() ? Optional.empty() : Optional.of(token)));
        }
        Matcher matcher = PLACE.matcher(first(node, "@message", "message"));
        return matcher.find()
                ? Optional.of(new Place(
                        Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)), Optional.empty()))
                : Optional.empty();
    }

    /** The innermost level. */
    Level deepest() {
        return levels.getLast();
    }

    /** Whether some level has a code that begins so. */
    boolean has(String code) {
        return levels.stream().anyMatch(level -> level.code().startsWith(code));
    }

    /** Whether some level says this. */
    boolean says(String text) {
        return levels.stream().anyMatch(level -> level.message().contains(text));
    }

    /** All levels in one line, what repeats itself left out. */
    String text() {
        List<String> texts = levels.stream().map(Level::text).distinct().toList();
        return texts.stream()
                .filter(text -> texts.stream().noneMatch(other -> !other.equals(text) && other.contains(text)))
                .collect(Collectors.joining("; "));
    }
}
