package vedette.kernel.message;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Map;

/** Messages to and from JSON. Safe for any thread. */
public final class Json {

    private Json() {}

    /**
     * Writes an object, as every client can read and save it: a surrogate without its other half, which Java strings may
     * hold, has no UTF-8 and becomes U+FFFD; NaN and the infinities have no JSON and become null.
     *
     * @throws IllegalArgumentException when it holds what JSON cannot say, such as a ring
     */
    public static byte[] write(Content content) {
        return JsonOutput.write(content);
    }

    /** Writes an object in the same way. */
    public static byte[] write(Map<String, ?> object) {
        return JsonOutput.write(object);
    }

    /**
     * Reads an object for its fields.
     *
     * @throws MalformedMessageException when it is no JSON object
     */
    public static FieldReader fields(byte[] json) throws MalformedMessageException {
        return new FieldReader(object(json));
    }

    /**
     * Reads an object as a map of plain values; {@code null} is an empty one. Whole numbers are {@code Integer},
     * {@code Long} or {@code BigInteger}, others {@code BigDecimal}.
     *
     * @throws MalformedMessageException when it is no JSON object
     */
    public static Map<String, Object> object(byte[] json) throws MalformedMessageException {
        try {
            return JsonInput.object(UTF_8.newDecoder().decode(ByteBuffer.wrap(json)));
        } catch (CharacterCodingException e) {
            throw new MalformedMessageException("no valid text: " + e.getMessage(), e);
        }
    }
}
