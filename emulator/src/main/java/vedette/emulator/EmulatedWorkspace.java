package vedette.emulator;

import static java.util.Objects.requireNonNull;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import vedette.engine.LocalEngine;

/**
 * A workspace, which Data Explorer's APIs show as a database of its name.
 *
 * @param id a GUID
 * @param name as the portal shows it
 * @param engine answers its queries; whoever built it closes it. Empty for an engine of the emulator's own
 * @param folders whose files are its tables, where there is no engine
 * @param basicTables tables of the plans Basic and Auxiliary, which only {@code /search} reads
 */
public record EmulatedWorkspace(
        String id, String name, Optional<LocalEngine> engine, List<Path> folders, Set<String> basicTables) {

    public EmulatedWorkspace {
        requireNonNull(engine, "engine is null");
        requireNonNull(name, "name is null");
        id = UUID.fromString(id).toString();
        folders = List.copyOf(folders);
        basicTables = Set.copyOf(basicTables);
    }

    /** A workspace whose tables are the files of folders; its id follows from its name. */
    public static EmulatedWorkspace ofFolders(String name, Path... folders) {
        return new EmulatedWorkspace(idOf(name), name, Optional.empty(), List.of(folders), Set.of());
    }

    /** A workspace over an engine, which its builder closes after the emulator; its id follows from its name. */
    public static EmulatedWorkspace of(String name, LocalEngine engine) {
        return new EmulatedWorkspace(idOf(name), name, Optional.of(engine), List.of(), Set.of());
    }

    /** The same under another id, a GUID. */
    public EmulatedWorkspace withId(String otherId) {
        return new EmulatedWorkspace(otherId, name, engine, folders, basicTables);
    }

    /** The same with some tables of the Basic plan. */
    public EmulatedWorkspace withBasicTables(String... tables) {
        return new EmulatedWorkspace(id, name, engine, folders, Set.of(tables));
    }

    /** Its id among Azure's resources, without a leading slash. */
    public String resourceId() {
        return "subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/vedette/providers/"
                + "Microsoft.OperationalInsights/workspaces/" + name;
    }

    private static String idOf(String name) {
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString();
    }
}
