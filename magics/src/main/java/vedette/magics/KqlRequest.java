package vedette.magics;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import vedette.kernel.java.RunningCell;

/** A connection, options and parameters with which queries are asked; see {@link Kql}. Immutable. */
public final class KqlRequest {

    private final Optional<String> connection;
    private final Map<String, Object> options;
    private final Map<String, Object> parameters;

    KqlRequest(Optional<String> connection, Map<String, Object> options, Map<String, Object> parameters) {
        this.connection = connection;
        this.options = Map.copyOf(options);
        this.parameters = new HashMap<>(parameters);
    }

    /** The same for a stretch of time: {@code 24h}, {@code 2026-01-01..2026-01-02}. */
    public KqlRequest time(String range) {
        return option("time", range);
    }

    /** The same with the value of an option of {@code %kql}, by its name without the hyphen. */
    public KqlRequest option(String name, Object value) {
        Map<String, Object> more = new LinkedHashMap<>(options);
        more.put(OptionTable.get(name).name(), value);
        return new KqlRequest(connection, more, parameters);
    }

    /** The same with a value for {@code {name}}, which goes before a variable of that name. */
    public KqlRequest param(String name, Object value) {
        Map<String, Object> more = new HashMap<>(parameters);
        more.put(name, value);
        return new KqlRequest(connection, options, more);
    }

    /**
     * Asks, and waits for the answer.
     *
     * @throws vedette.kernel.CellFailure where the query is wrong, fails or is interrupted
     */
    public KqlResult query(String query) {
        RunningCell cell = RunningCell.current().orElseThrow(() -> new IllegalStateException("no cell runs"));
        KqlSession session = cell.library(KqlLibrary.class)
                .map(KqlLibrary::session)
                .orElseThrow(() -> new IllegalStateException("this kernel has no %kql"));
        Settings settings = session.usual().plus(settings());
        Opened asked = session.desk().spread(session.connectionOf(connection, cell, settings), settings);
        return session.runner()
                .run(new Question(
                        query,
                        new KqlQuery.Place(query, 0),
                        asked,
                        settings,
                        session.usualTime(),
                        Map.of(),
                        parameters,
                        cell.context(),
                        cell.variables()));
    }

    private Settings settings() {
        Settings settings = Settings.NONE;
        for (Map.Entry<String, Object> entry : options.entrySet()) {
            OptionSpec option = OptionTable.get(entry.getKey());
            Object value = entry.getValue();
            settings = settings.with(
                    option,
                    value instanceof String text
                            ? OptionValue.ofText(option, text)
                            : Optional.of(OptionValue.ofVariable(option, value)
                                    .orElseThrow(() -> new IllegalArgumentException("value must be " + option.type()
                                            + " for the option " + option.name() + ": " + value))));
        }
        return settings;
    }
}
