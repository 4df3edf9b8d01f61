package vedette.sentinel.query;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.Optional;

/** JSON as services send it. */
final class Wire {

    private static final int LONGEST_STRING = 200_000_000;

    static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(LONGEST_STRING)
                    .build())
            .build();

    static final ObjectMapper TREES = JsonMapper.builder(JSON).build();

    private Wire() {}

    /** The value that a parser stands at, as a tree. */
    static JsonNode tree(JsonParser parser) throws IOException {
        return TREES.readTree(parser);
    }

    /** A text as a tree; empty where it is no JSON object. */
    static Optional<JsonNode> object(String text) {
        try {
            JsonNode tree = TREES.readTree(text);
            return tree == null || !tree.isObject() ? Optional.empty() : Optional.of(tree);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** The text of a field; empty where there is none, or it is blank. */
    static Optional<String> text(JsonNode node, String field) {
        JsonNode value = node.path(field);
        return value.isValueNode() && !value.isNull() && !value.asText().isBlank()
                ? Optional.of(value.asText())
                : Optional.empty();
    }
}
