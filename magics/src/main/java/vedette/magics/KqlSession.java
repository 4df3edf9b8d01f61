package vedette.magics;

import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import vedette.display.Renderers;
import vedette.kernel.CellContext;
import vedette.kernel.CellContext.StreamName;
import vedette.kernel.java.RunningCell;
import vedette.kernel.magic.MagicCall;
import vedette.kernel.magic.Variables;
import vedette.kql.Span;
import vedette.magics.Head.Property;
import vedette.magics.Head.Setting;
import vedette.magics.OptionSpec.State;

/**
 * What the cells of one kernel share: connections, the notebook's own values of options, recordings, and the last result.
 * Safe for any thread.
 */
final class KqlSession implements AutoCloseable {

    private static final List<String> TIMES = List.of("time", "from", "to");

    private final LocalData data = new LocalData();
    private final Connections connections = new Connections();
    private final ConnectionDesk desk = new ConnectionDesk(connections);
    private final RecordingDesk recordings = new RecordingDesk();
    private final WrittenQueries queries = new WrittenQueries();
    private final TableMemory tables = new TableMemory();
    private final QueryRunner runner = new QueryRunner(InstantSource.system(), recordings, queries, tables);
    private final AtomicReference<Settings> defaults = new AtomicReference<>(Settings.NONE);
    private final AtomicBoolean started = new AtomicBoolean();
    private final Set<String> explained = ConcurrentHashMap.newKeySet();
    private final AtomicReference<Optional<KqlResult>> last = new AtomicReference<>(Optional.empty());

    private final Environment.Lookup environment;

    /** A session that begins as an environment says. */
    KqlSession(Environment.Lookup environment) {
        this.environment = environment;
    }

    Connections connections() {
        return connections;
    }

    ConnectionDesk desk() {
        return desk;
    }

    RecordingDesk recordings() {
        return recordings;
    }

    WrittenQueries queries() {
        return queries;
    }

    TableMemory tables() {
        return tables;
    }

    QueryRunner runner() {
        return runner;
    }

    /** Reads what the environment says, before the first cell. */
    void start(MagicCall call) {
        if (started.compareAndSet(false, true)) {
            new Environment(this, environment).apply(call);
        }
    }

    /** The notebook's own values of options. */
    Settings defaults() {
        return defaults.get();
    }

    /** From here on an option has this value where a query says no other. */
    void setDefault(OptionSpec option, Optional<Object> value) {
        defaults.updateAndGet(now -> now.with(option, value));
    }

    Optional<KqlResult> last() {
        return last.get();
    }

    void keep(KqlResult result) {
        last.set(Optional.of(result));
    }

    /** The local connection, which looks frames up among these variables. */
    Opened local(Variables variables) {
        return connections.get(
                Connections.LOCAL,
                () -> new Opened(
                        Connections.LOCAL,
                        Optional.empty(),
                        data.engine(variables),
                        Opened.Account.NONE,
                        Optional.empty()));
    }

    /** The connection of cells that name none. */
    Opened current(Variables variables) {
        Opened local = local(variables);
        return connections.find(connections.current()).orElse(local);
    }

    /** The connection that Java means by a name or connection string; the current one where it means none. */
    Opened connectionOf(Optional<String> name, RunningCell cell, Settings settings) {
        String text = name.orElse("");
        MagicCall call = new MagicCall(
                cell.context(),
                cell.variables(),
                new Renderers(List.of()),
                cell.workplace(),
                text,
                "",
                0,
                text.length());
        start(call);
        Opened current = current(cell.variables());
        if (name.isEmpty()) {
            return current;
        }
        Word word = new Word(name.get(), new Span(0, name.get().length()));
        return desk.resolve(word, call, settings);
    }

    /** What a head's options come to over the notebook's; what has no effect is explained once. */
    Settings settings(Head head, Variables variables, String cellText) {
        return usual().plus(OptionValue.of(head.options(), variables, cellText));
    }

    /** The notebook's own values, without the stretch of time, which is no more than a proposal. */
    Settings usual() {
        return defaults.get().without(TIMES);
    }

    /** The notebook's stretch of time, for queries that say nothing of time. */
    Optional<Object> usualTime() {
        return defaults.get().value("time");
    }

    /** Tells the user, once, why an option that pasted cells have does nothing here. */
    void explain(List<Setting> options, CellContext cell) {
        for (Setting setting : options) {
            OptionSpec option = setting.option();
            if (option.state() == State.IGNORED && explained.add(option.name())) {
                cell.print(StreamName.STDOUT, "-" + option.name() + " has no effect: " + option.text() + "\n");
            }
        }
    }

    /** Request properties as text; {@code timespan} and {@code workspaces} are options here. */
    static Map<String, String> properties(List<Property> written) {
        Map<String, String> properties = new HashMap<>();
        written.stream()
                .filter(property -> !isOption(property))
                .forEach(property -> properties.put(
                        property.name(), property.value().map(Word::value).orElse("true")));
        return properties;
    }

    /** The options that some request properties stand for. */
    static List<Setting> options(List<Property> written) {
        return written.stream()
                .filter(KqlSession::isOption)
                .map(property -> new Setting(
                        OptionTable.get(property.name().equalsIgnoreCase("timespan") ? "time" : "workspaces"),
                        property.value(),
                        false,
                        property.span()))
                .toList();
    }

    private static boolean isOption(Property property) {
        return property.name().equalsIgnoreCase("timespan") || property.name().equalsIgnoreCase("workspaces");
    }

    @Override
    public void close() {
        connections.close();
        data.close();
    }
}
