package vedette.kql.query;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What the {@code render} operator at a query's end asks for. It changes nothing of the rows.
 *
 * @param visualization the kind in lower case, for example {@code timechart}
 * @param properties what stands in {@code with (...)}: name in lower case to value as written, columns comma-separated
 */
public record RenderInstruction(String visualization, Map<String, String> properties) {

    public RenderInstruction {
        properties = Collections.unmodifiableMap(new LinkedHashMap<>(properties));
    }
}
