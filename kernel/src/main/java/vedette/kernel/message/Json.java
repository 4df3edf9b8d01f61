package vedette.kernel.message;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import java.io.IOException;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalAmount;
import java.util.Map;

/** Contents to and from JSON. Safe for any thread. */
public final class Json {

    /** Cells and outputs may be long; the default of 20 million characters refuses what notebooks hold. */
    private static final int MAX_STRING_CHARACTERS = 1 << 29;

    private static final JsonMapper MAPPER = mapper();

    private Json() {}

    /**
     * Writes a content.
     *
     * @throws IllegalArgumentException when it holds what JSON cannot say, such as a ring
     */
    public static byte[] write(Object content) {
        try {
            return MAPPER.writeValueAsBytes(content);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("no JSON for this value: " + e.getOriginalMessage(), e);
        }
    }

    /**
     * Reads a content.
     *
     * @throws MalformedMessageException when it is no JSON, lacks a field or has one of the wrong type
     */
    public static <T> T read(byte[] json, Class<T> type) throws MalformedMessageException {
        try {
            return MAPPER.readValue(json, type);
        } catch (JsonProcessingException e) {
            throw new MalformedMessageException(reason(e), e);
        } catch (IOException e) {
            throw new MalformedMessageException("no valid text: " + e.getMessage(), e);
        }
    }

    /**
     * Reads an object as a map of plain values; {@code null} is an empty one.
     *
     * @throws MalformedMessageException when it is no JSON object
     */
    public static Map<String, Object> object(byte[] json) throws MalformedMessageException {
        try {
            return Contents.ordered(MAPPER.readValue(json, new TypeReference<Map<String, Object>>() {}));
        } catch (JsonProcessingException e) {
            throw new MalformedMessageException(reason(e), e);
        } catch (IOException e) {
            throw new MalformedMessageException("no valid text: " + e.getMessage(), e);
        }
    }

    /**
     * Reads a tree.
     *
     * @throws MalformedMessageException when it is no JSON
     */
    public static JsonNode tree(byte[] json) throws MalformedMessageException {
        return read(json, JsonNode.class);
    }

    private static String reason(JsonProcessingException e) {
        // Of a record that refused a field, what it said; of the field itself, its name.
        String root = e.getCause() == null ? null : e.getCause().getMessage();
        return root == null ? e.getOriginalMessage() : root;
    }

    private static JsonMapper mapper() {
        JsonFactory factory = JsonFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxStringLength(MAX_STRING_CHARACTERS)
                        .build())
                .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                .addDecorator((ignored, generator) -> new WellFormedGenerator(generator))
                .build();
        // Trees of bundles may hold what users put there; times have one text that all clients read.
        SimpleModule times = new SimpleModule("times")
                .addSerializer(TemporalAccessor.class, ToStringSerializer.instance)
                .addSerializer(TemporalAmount.class, ToStringSerializer.instance);
        return JsonMapper.builder(factory)
                .addModule(times)
                .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
                .build();
    }
}
