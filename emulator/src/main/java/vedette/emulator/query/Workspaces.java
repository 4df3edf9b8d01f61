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
import vedette.emulator.EmulatedWorkspace;
import vedette.engine.LocalEngine;
import vedette.kql.query.Connection;

/** The workspaces of an emulator with the engines that answer for them. Closing it closes those that it made. */
public final class Workspaces implements AutoCloseable {

    private final Map<EmulatedWorkspace, LocalEngine> engines = new LinkedHashMap<>();
    private final List<LocalEngine> own = new ArrayList<>();

    /** Makes engines for workspaces that are folders. */
    public Workspaces(List<EmulatedWorkspace> workspaces, InstantSource clock) {
        for (EmulatedWorkspace workspace : workspaces) {
            engines.put(workspace, workspace.engine().orElseGet(() -> create(workspace, clock)));
        }
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

    /** The names of a workspace's tables. */
    public Set<String> tableNames(EmulatedWorkspace workspace) {
        return Set.copyOf(engine(workspace).tableNames());
    }

    /** What answers for a workspace. */
    LocalEngine engine(EmulatedWorkspace workspace) {
        LocalEngine engine = engines.get(workspace);
        if (engine == null) {
            throw new IllegalArgumentException("no workspace of this emulator: " + workspace.name());
        }
        return engine;
    }

    /** What answers for several workspaces together, the first one first. */
    Connection together(List<EmulatedWorkspace> workspaces) {
        List<LocalEngine> asked =
                workspaces.stream().distinct().map(this::engine).toList();
        return asked.size() == 1 ? asked.getFirst() : asked.getFirst().together(asked.subList(1, asked.size()));
    }

    @Override
    public void close() {
        own.forEach(LocalEngine::close);
    }
}
