package vedette.emulator.query;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import tech.tablesaw.api.Table;
import vedette.emulator.EmulatedWorkspace;
import vedette.engine.LocalEngine;
import vedette.kql.query.Connection;

/** The workspaces of an emulator with the engines that answer for them. Closing it closes those that it made. */
public final class Workspaces implements AutoCloseable {

    private final Map<EmulatedWorkspace, LocalEngine> engines = new LinkedHashMap<>();
    private final Map<EmulatedWorkspace, LocalEngine> lenders = new LinkedHashMap<>();
    private final Map<EmulatedWorkspace, KeptTables> kept = new ConcurrentHashMap<>();
    private final List<LocalEngine> own = new ArrayList<>();

    /** Makes engines for workspaces that are folders. */
    public Workspaces(List<EmulatedWorkspace> workspaces, InstantSource clock) {
        for (EmulatedWorkspace workspace : workspaces) {
            engines.put(workspace, workspace.engine().orElseGet(() -> create(workspace, clock)));
            LocalEngine lender =
                    LocalEngine.builder().frames(name -> lent(workspace, name)).build();
            lenders.put(workspace, lender);
            own.add(lender);
        }
    }

    private Optional<Table> lent(EmulatedWorkspace workspace, String name) {
        KeptTables tables = kept(workspace);
        return WatchlistCalls.alias(name)
                .map(tables::watchlist)
                .orElseGet(() -> tables.table(name)
                        .filter(ignored -> !tableNames(workspace).contains(name)));
    }

    /** Tells where a workspace's tables that are not in its data come from. */
    public void keep(EmulatedWorkspace workspace, KeptTables tables) {
        kept.put(workspace, tables);
    }

    private KeptTables kept(EmulatedWorkspace workspace) {
        return kept.getOrDefault(workspace, KeptTables.NONE);
    }

    private LocalEngine create(EmulatedWorkspace workspace, InstantSource clock) {
        LocalEngine.Builder builder = LocalEngine.builder().clock(clock);
        for (Path folder : workspace.folders()) {
            builder.folder(folder);
        }
        LocalEngine engine = builder.build();
        own.add(engine);
        return engine;
    }

    /** All of them, in their order. */
    public Set<EmulatedWorkspace> all() {
        return engines.keySet();
    }

    /** The workspace of an id, a name or a resource id, in any case; for the lake also {@code name-id}. */
    Optional<EmulatedWorkspace> find(String name) {
        String wanted = name.toLowerCase(Locale.ROOT);
        return engines.keySet().stream()
                .filter(workspace -> Set.of(
                                workspace.id(),
                                workspace.name().toLowerCase(Locale.ROOT),
                                workspace.name().toLowerCase(Locale.ROOT) + "-" + workspace.id(),
                                workspace.resourceId().toLowerCase(Locale.ROOT))
                        .contains(wanted.startsWith("/") ? wanted.substring(1) : wanted))
                .findFirst();
    }

    /** The names of the tables of a workspace's data. */
    public Set<String> tableNames(EmulatedWorkspace workspace) {
        return Set.copyOf(engine(workspace).tableNames());
    }

    private LocalEngine engine(EmulatedWorkspace workspace) {
        LocalEngine engine = engines.get(workspace);
        if (engine == null) {
            throw new IllegalArgumentException("no workspace of this emulator: " + workspace.name());
        }
        return engine;
    }

    /** What answers for a workspace. */
    public Connection connection(EmulatedWorkspace workspace) {
        return together(List.of(workspace));
    }

    /** What answers for several workspaces together, the first one first. */
    Connection together(List<EmulatedWorkspace> workspaces) {
        List<EmulatedWorkspace> asked = workspaces.stream().distinct().toList();
        return new AskedWorkspaces(
                Stream.concat(asked.stream().map(this::engine), asked.stream().map(lenders::get))
                        .toList(),
                asked.stream().map(this::kept).toList());
    }

    @Override
    public void close() {
        own.forEach(LocalEngine::close);
    }
}
