package vedette.engine.function;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** All functions in Java, by name. */
public final class JavaFunctions {

    private static final Map<String, JavaFunction> BY_NAME = byName();

    private JavaFunctions() {}

    /** Every function; the order has no meaning. */
    public static Map<String, JavaFunction> all() {
        return BY_NAME;
    }

    private static Map<String, JavaFunction> byName() {
        Map<String, JavaFunction> functions = new LinkedHashMap<>();
        Stream.of(
                        Terms.all(),
                        ConversionFunctions.all(),
                        DecimalFunctions.all(),
                        StringFunctions.all(),
                        Bytes.all(),
                        TimeFunctions.all(),
                        DynamicFunctions.all(),
                        AddressFunctions.all(),
                        ParseFunctions.all(),
                        SeriesFunctions.all())
                .flatMap(List::stream)
                .forEach(function -> functions.put(function.name(), function));
        return Collections.unmodifiableMap(functions);
    }
}
