package vedette.magics;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import vedette.kql.recording.Recording;

/** The commands that record answers and replay them. */
final class Recordings {

    private Recordings() {}

    /** The folder of a recording's name, below the folder of all recordings. */
    static Path folder(KqlSession session, String name) {
        boolean isName = !name.isBlank()
                && !name.startsWith(".")
                && name.chars()
                        .allMatch(c -> Character.isLetterOrDigit(c) || c == '-' || c == '_' || c == '.' || c == ' ');
        if (!isName) {
            throw KqlFailure.of("'" + name + "' is no name of a recording; use letters, digits, - and _");
        }
        return root(session).resolve(name);
    }

    private static Path root(KqlSession session) {
        return Path.of(session.defaults().text("cache_folder_name").orElse("vedette-cache"));
    }

    static void write(KqlSession session, String name) {
        session.recordings().write(name, folder(session, name));
    }

    static void read(KqlSession session, String name) {
        Path folder = folder(session, name);
        if (!Files.isDirectory(folder)) {
            throw KqlFailure.of("there is no recording " + name + "; there are " + names(session));
        }
        session.recordings().read(name, folder);
    }

    static Optional<Object> record(CommandCall call) {
        String name = call.needed("NAME").value();
        write(call.session(), name);
        return call.print("recording answers into " + folder(call.session(), name));
    }

    /** A recording anew: answers of the same name go first. */
    static Optional<Object> create(CommandCall call) {
        String name = call.needed("NAME").value();
        new Recording(folder(call.session(), name)).clear();
        return record(call);
    }

    static Optional<Object> append(CommandCall call) {
        String name = call.needed("NAME").value();
        if (!Files.isDirectory(folder(call.session(), name))) {
            throw call.failure(
                    call.order().nameSpan(),
                    "there is no recording " + name,
                    "--cache_create makes one; there are " + names(call.session()));
        }
        return record(call);
    }

    static Optional<Object> remove(CommandCall call) {
        String name = call.needed("NAME").value();
        if (call.session().recordings().recording().filter(name::equals).isPresent()) {
            call.session().recordings().stopWriting();
        }
        if (call.session().recordings().replaying().filter(name::equals).isPresent()) {
            call.session().recordings().stopReading();
        }
        new Recording(folder(call.session(), name)).clear();
        return call.print("removed " + name);
    }

    static Optional<Object> list(CommandCall call) {
        StringColumn names = StringColumn.create("recording");
        LongColumn sizes = LongColumn.create("answers");
        StringColumn states = StringColumn.create("state");
        for (String name : all(call.session())) {
            names.append(name);
            sizes.append(new Recording(root(call.session()).resolve(name)).size());
            boolean isWritten =
                    call.session().recordings().recording().filter(name::equals).isPresent();
            boolean isRead =
                    call.session().recordings().replaying().filter(name::equals).isPresent();
            states.append(isRead ? "replaying" : isWritten ? "recording" : "");
        }
        return CommandCall.listed(Table.create("recordings", names, sizes, states));
    }

    static Optional<Object> stop(CommandCall call) {
        call.session().recordings().stopWriting();
        return call.print("no longer recording");
    }

    static Optional<Object> use(CommandCall call) {
        String name = call.needed("NAME").value();
        read(call.session(), name);
        return call.print("answers come from " + folder(call.session(), name) + "; nothing is asked meanwhile");
    }

    static Optional<Object> stopUse(CommandCall call) {
        call.session().recordings().stopReading();
        return call.print("answers come from the connections again");
    }

    private static String names(KqlSession session) {
        List<String> names = all(session);
        return names.isEmpty() ? "none" : String.join(", ", names);
    }

    /** The names of the recordings beside the notebook. */
    static List<String> all(KqlSession session) {
        Path root = root(session);
        if (!Files.isDirectory(root)) {
            return List.of();
        }
        try (Stream<Path> folders = Files.list(root)) {
            return folders.filter(Files::isDirectory)
                    .map(folder -> folder.getFileName().toString())
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
    }
}
