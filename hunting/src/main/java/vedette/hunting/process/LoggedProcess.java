package vedette.hunting.process;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;
import vedette.frame.Frames;
import vedette.frame.Ticks;

/** What one row of a process log says, ids in a form that can be compared. */
record LoggedProcess(
        OptionalInt row,
        String host,
        String pid,
        String image,
        String commandLine,
        String account,
        Optional<Instant> start,
        String parentPid,
        Optional<String> parentImage,
        Optional<Instant> parentStart,
        String grandparentPid,
        String grandparentImage,
        Optional<Instant> grandparentStart) {

    static List<LoggedProcess> read(Table table, ProcessSchema schema) {
        Reader reader = new Reader(table, schema);
        List<LoggedProcess> processes = new ArrayList<>(table.rowCount());
        Set<Identity> seen = new HashSet<>();
        for (int row = 0; row < table.rowCount(); row++) {
            LoggedProcess process = reader.row(row);
            if (seen.add(process.identity())) {
                processes.add(process);
            }
        }
        return processes;
    }

    /** What makes two rows the same process, logged twice. */
    private record Identity(
            String host, String pid, String image, Optional<Instant> start, String parentPid, String commandLine) {}

    private Identity identity() {
        return new Identity(host, pid, imageKey(), start, parentPid, commandLine);
    }

    private record Reader(Table table, ProcessSchema schema) {

        LoggedProcess row(int row) {
            return new LoggedProcess(
                    OptionalInt.of(row),
                    text(schema.host(), row),
                    id(text(schema.pid(), row)),
                    text(schema.image(), row),
                    text(schema.commandLine(), row),
                    text(schema.account(), row),
                    time(schema.time(), row),
                    id(text(schema.parentPid(), row)),
                    ProcessSchema.in(table, schema.parentImage()).map(column -> text(column, row)),
                    time(schema.parentTime(), row),
                    id(text(schema.grandparentPid(), row)),
                    text(schema.grandparentImage(), row),
                    time(schema.grandparentTime(), row));
        }

        private String text(String column, int row) {
            return ProcessSchema.in(table, column)
                    .map(name -> Frames.text(table.column(name), row))
                    .orElse("");
        }

        private Optional<Instant> time(String column, int row) {
            return ProcessSchema.in(table, column).flatMap(name -> instant(table.column(name), row));
        }
    }

    private static Optional<Instant> instant(Column<?> column, int row) {
        return Frames.value(column, row).flatMap(value -> switch (value) {
            case Instant instant -> Optional.of(instant);
            case String text -> {
                var ticks = Ticks.parseDatetime(text);
                yield ticks.isPresent() ? Optional.of(Ticks.toInstant(ticks.getAsLong())) : Optional.empty();
            }
            default -> Optional.empty();
        });
    }

    /** Ids come as 0x1A, 0x1a and 26, and as reals; all of them are the same process. */
    static String id(String logged) {
        String text = logged.strip().toLowerCase(Locale.ROOT);
        try {
            if (text.startsWith("0x")) {
                return String.valueOf(Long.parseLong(text.substring(2), 16));
            }
            return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
        } catch (NumberFormatException e) {
            return text;
        }
    }

    String imageKey() {
        return image.toLowerCase(Locale.ROOT);
    }
}
