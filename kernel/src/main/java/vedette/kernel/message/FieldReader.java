package vedette.kernel.message;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The fields of an object that came. What is missing or of the wrong type is named in the exception. */
public final class FieldReader {

    private final Map<String, Object> values;

    /** The fields of a parsed object. */
    FieldReader(Map<String, Object> values) {
        this.values = values;
    }

    /** A text, also where a number or a boolean came; null where nothing did. */
    @Nullable
    String text(String name) throws MalformedMessageException {
        Object value = values.get(name);
        if (value instanceof Map || value instanceof List) {
            throw wrong(name, "a text");
        }
        return value == null ? null : value.toString();
    }

    /** The same where there must be one. */
    String requiredText(String name) throws MalformedMessageException {
        String text = text(name);
        if (text == null) {
            throw new MalformedMessageException(name + (values.containsKey(name) ? " is null" : " is missing"), null);
        }
        return text;
    }

    /** Null where nothing came. */
    @Nullable
    Boolean flag(String name) throws MalformedMessageException {
        Object value = values.get(name);
        if (value != null && !(value instanceof Boolean)) {
            throw wrong(name, "true or false");
        }
        return (Boolean) value;
    }

    /** False where nothing came. */
    boolean isSet(String name) throws MalformedMessageException {
        return Boolean.TRUE.equals(flag(name));
    }

    /** A whole number; null where nothing came. */
    @Nullable
    Integer number(String name) throws MalformedMessageException {
        Object value = values.get(name);
        if (value == null) {
            return null;
        }
        try {
            return value instanceof BigDecimal fraction
                    ? fraction.intValueExact()
                    : Math.toIntExact(((Number) value).longValue());
        } catch (ArithmeticException | ClassCastException e) {
            throw wrong(name, "a whole number");
        }
    }

    int number(String name, int fallback) throws MalformedMessageException {
        Integer number = number(name);
        return number == null ? fallback : number;
    }

    /** An object's fields; none where nothing came. */
    @SuppressWarnings("unchecked")
    Map<String, Object> object(String name) throws MalformedMessageException {
        Object value = values.get(name);
        if (value == null) {
            return Map.of();
        }
        if (!(value instanceof Map)) {
            throw wrong(name, "an object");
        }
        return (Map<String, Object>) value;
    }

    /** An object whose fields are texts. */
    Map<String, String> texts(String name) throws MalformedMessageException {
        FieldReader inner = new FieldReader(object(name));
        Map<String, String> texts = new LinkedHashMap<>();
        for (String field : inner.values.keySet()) {
            texts.put(field, inner.requiredText(field));
        }
        return texts;
    }

    private static MalformedMessageException wrong(String name, String expected) {
        return new MalformedMessageException(name + " must be " + expected, null);
    }
}
