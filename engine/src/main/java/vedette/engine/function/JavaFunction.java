package vedette.engine.function;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A function of KQL in Java. Its signature is a letter for each parameter and, behind a colon, one for the result:
 * {@code s} string (String, never null), {@code l} long, {@code t} ticks of a datetime or timespan (Long), {@code d} real
 * (Double), {@code b} bool (Boolean), {@code j} dynamic (as {@link vedette.frame.Json} has them), {@code g} text that
 * may be null. A parameter with
 * {@code ?} may be left out and is null then; one with {@code *}, the last, takes any number of values.
 *
 * @param name its KQL name
 * @param signature types of parameters and result, for example {@code sl?:s}
 * @param body computes a result; null is KQL's null, and the empty string where the result is one
 */
public record JavaFunction(String name, String signature, Body body) {

    /** From the values of one row to a result; must not keep anything between calls. */
    @FunctionalInterface
    public interface Body {

        /** The result for the arguments, which stand as the signature says. */
        @Nullable
        Object apply(@Nullable Object[] arguments);
    }

    /** One parameter. */
    public record Parameter(char type, boolean optional, boolean repeated) {}

    /** Its parameters in order. */
    public List<Parameter> parameters() {
        List<Parameter> parameters = new ArrayList<>();
        int colon = signature.indexOf(':');
        for (int i = 0; i < colon; i++) {
            char mark = i + 1 < colon ? signature.charAt(i + 1) : ' ';
            parameters.add(new Parameter(signature.charAt(i), mark == '?', mark == '*'));
            if (mark == '?' || mark == '*') {
                i++;
            }
        }
        return parameters;
    }

    /** The letter of its result's type. */
    public char result() {
        return signature.charAt(signature.length() - 1);
    }
}
