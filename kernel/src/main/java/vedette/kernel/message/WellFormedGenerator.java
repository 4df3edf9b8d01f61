package vedette.kernel.message;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.JsonGeneratorDelegate;
import java.io.IOException;

/**
 * Writes only what every client can read and save. A surrogate without its other half, which Java strings may hold, has
 * no UTF-8: a notebook that holds one cannot be saved. NaN and the infinities have no JSON.
 */
final class WellFormedGenerator extends JsonGeneratorDelegate {

    WellFormedGenerator(JsonGenerator generator) {
        super(generator, false);
    }

    @Override
    public void writeString(String text) throws IOException {
        delegate.writeString(wellFormed(text));
    }

    @Override
    public void writeString(char[] text, int offset, int length) throws IOException {
        delegate.writeString(wellFormed(new String(text, offset, length)));
    }

    @Override
    public void writeFieldName(String name) throws IOException {
        delegate.writeFieldName(wellFormed(name));
    }

    @Override
    public void writeNumber(double number) throws IOException {
        if (Double.isFinite(number)) {
            delegate.writeNumber(number);
        } else {
            delegate.writeNull();
        }
    }

    @Override
    public void writeNumber(float number) throws IOException {
        if (Float.isFinite(number)) {
            delegate.writeNumber(number);
        } else {
            delegate.writeNull();
        }
    }

    /** The text with each lone surrogate replaced by U+FFFD; the same object where there is none. */
    static String wellFormed(String text) {
        int lone = nextLone(text, 0);
        if (lone < 0) {
            return text;
        }
        StringBuilder repaired = new StringBuilder(text);
        for (; lone >= 0; lone = nextLone(text, lone + 1)) {
            repaired.setCharAt(lone, '\uFFFD');
        }
        return repaired.toString();
    }

    private static int nextLone(String text, int from) {
        for (int i = from; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                boolean pair = i + 1 < text.length() && Character.isSurrogatePair(text.charAt(i), text.charAt(i + 1));
                if (!pair) {
                    return i;
                }
                i++;
            }
        }
        return -1;
    }
}
