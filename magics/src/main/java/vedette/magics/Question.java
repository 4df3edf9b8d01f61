package vedette.magics;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import vedette.kernel.CellContext;
import vedette.kernel.magic.Variables;

/**
 * A query as its user wrote it, and all that it is to be asked with.
 *
 * @param text the query, parameters in braces
 * @param place where it stands, for carets
 * @param connection what answers
 * @param settings the values of all options: the query's own over the notebook's, but for the time
 * @param usualTime the notebook's stretch of time, for queries that say nothing of time by themselves
 * @param properties request properties
 * @param given values of parameters that go before the variables of Java
 * @param cell where what comes of it is shown
 * @param variables the variables of Java
 */
record Question(
        String text,
        KqlQuery.Place place,
        Opened connection,
        Settings settings,
        Optional<Object> usualTime,
        Map<String, String> properties,
        Map<String, Object> given,
        CellContext cell,
        Variables variables) {

    Question {
        properties = Map.copyOf(properties);
        given = new HashMap<>(given);
    }

    /** The same question with other values of some parameters. */
    Question with(Map<String, ?> parameters) {
        Map<String, Object> more = new HashMap<>(given);
        more.putAll(parameters);
        return new Question(text, place, connection, settings, usualTime, properties, more, cell, variables);
    }

    Parameters parameters() {
        Map<Object, Object> first = new HashMap<>();
        settings.map("params_dict").ifPresent(first::putAll);
        first.putAll(given);
        return new Parameters(first, variables);
    }
}
