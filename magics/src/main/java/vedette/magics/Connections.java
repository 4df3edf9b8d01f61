package vedette.magics;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import tech.tablesaw.api.BooleanColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import vedette.kql.Spelling;

/** The connections of a kernel, and which of them is the current one. Safe for any thread. */
final class Connections implements AutoCloseable {

    /** The name of the connection that needs no set-up. */
    static final String LOCAL = "local";

    private final List<Opened> opened = new ArrayList<>();
    private final Set<String> used = new HashSet<>();
    private String current = LOCAL;

    /** A connection, which is closed with this registry; a former one of its name is closed. */
    void add(Opened connection) {
        Optional<Opened> former;
        synchronized (this) {
            former = opened.stream()
                    .filter(one -> one.name().equalsIgnoreCase(connection.name()))
                    .findFirst();
            former.ifPresent(opened::remove);
            opened.add(connection);
        }
        former.filter(one -> !one.connection().equals(connection.connection()))
                .ifPresent(one -> one.connection().close());
    }

    /** The connection that a cell means by a name. */
    synchronized Optional<Opened> find(String name) {
        return opened.stream().filter(one -> one.isCalled(name)).reduce((earlier, later) -> later);
    }

    /** The connection of a name, which is opened where there is none yet. */
    Opened get(String name, Supplier<Opened> otherwise) {
        Optional<Opened> known = find(name);
        if (known.isPresent()) {
            return known.get();
        }
        Opened fresh = otherwise.get();
        add(fresh);
        return fresh;
    }

    synchronized String current() {
        return current;
    }

    synchronized void use(String name) {
        current = name;
        used.add(name);
    }

    /** Whether no cell has made it the current connection yet. */
    synchronized boolean isUnused(String name) {
        return !name.equals(LOCAL) && !used.contains(name);
    }

    /** Ends a connection; the local one becomes the current one where that was. */
    boolean close(String name) {
        Optional<Opened> found;
        synchronized (this) {
            found = find(name).filter(one -> !one.name().equals(LOCAL));
            found.ifPresent(opened::remove);
            found.ifPresent(one -> used.remove(one.name()));
            if (found.filter(one -> one.name().equals(current)).isPresent()) {
                current = LOCAL;
            }
        }
        found.ifPresent(one -> one.connection().close());
        return found.isPresent();
    }

    synchronized List<Opened> all() {
        return List.copyOf(opened);
    }

    synchronized List<String> names() {
        List<String> names = new ArrayList<>(opened.stream().map(Opened::name).toList());
        if (!names.contains(LOCAL)) {
            names.addFirst(LOCAL);
        }
        return names;
    }

    /** A word on what an unknown name was meant to be. */
    String advice(String written) {
        String near = Spelling.didYouMean(written, names());
        return near.isEmpty() ? "%kql --conn lists the connections" : near;
    }

    /** All connections as a table, without secrets. */
    Table table() {
        StringColumn names = StringColumn.create("connection");
        BooleanColumn currents = BooleanColumn.create("current");
        StringColumn aliases = StringColumn.create("alias");
        StringColumn tenants = StringColumn.create("tenant");
        StringColumn credentials = StringColumn.create("credential");
        StringColumn ends = StringColumn.create("signed in until");
        StringColumn descriptions = StringColumn.create("leads to");
        String now = current();
        for (Opened one : all()) {
            names.append(one.name());
            currents.append(one.name().equals(now));
            aliases.append(one.alias().orElse(""));
            tenants.append(one.account().tenant());
            credentials.append(one.account().credential());
            // A token that does not say when it ends ends at the end of time.
            ends.append(one.account()
                    .expires()
                    .filter(Instant.MAX::isAfter)
                    .map(end -> end.truncatedTo(ChronoUnit.SECONDS).toString())
                    .orElse(""));
            descriptions.append(one.connection().description());
        }
        return Table.create("connections", names, currents, aliases, tenants, credentials, ends, descriptions);
    }

    @Override
    public void close() {
        all().forEach(one -> one.connection().close());
    }
}
