package vedette.hunting.process;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tech.tablesaw.api.Table;

/**
 * Which columns of a process log say what; a column that a shape does not have is an empty name.
 *
 * @param name what the shape is called
 * @param time when the process started
 * @param host on which machine
 * @param pid the process's id, decimal or hexadecimal
 * @param image the program's path or file name
 * @param parentPid the id of who started it
 * @param parentImage the program of who started it
 * @param commandLine how it was started
 * @param account as whom it runs
 * @param parentTime when who started it had started
 * @param grandparentPid the id of who started that
 * @param grandparentImage the program of who started that
 * @param grandparentTime when that had started
 */
public record ProcessSchema(
        String name,
        String time,
        String host,
        String pid,
        String image,
        String parentPid,
        String parentImage,
        String commandLine,
        String account,
        String parentTime,
        String grandparentPid,
        String grandparentImage,
        String grandparentTime) {

    /** The shapes that are recognised. */
    private static final List<ProcessSchema> KNOWN = List.of(
            shape(
                    "Windows 4688",
                    "TimeGenerated",
                    "Computer",
                    "NewProcessId",
                    "NewProcessName",
                    "ProcessId",
                    "ParentProcessName",
                    "CommandLine",
                    "SubjectUserName"),
            shape(
                    "Sysmon",
                    "UtcTime",
                    "Computer",
                    "ProcessId",
                    "Image",
                    "ParentProcessId",
                    "ParentImage",
                    "CommandLine",
                    "User"),
            shape(
                    "Sysmon",
                    "TimeGenerated",
                    "Computer",
                    "ProcessId",
                    "Image",
                    "ParentProcessId",
                    "ParentImage",
                    "CommandLine",
                    "User"),
            shape(
                    "Sysmon by GUID",
                    "TimeGenerated",
                    "Computer",
                    "ProcessGuid",
                    "Image",
                    "ParentProcessGuid",
                    "ParentImage",
                    "CommandLine",
                    "User"),
            shape(
                    "Sysmon by GUID",
                    "UtcTime",
                    "Computer",
                    "ProcessGuid",
                    "Image",
                    "ParentProcessGuid",
                    "ParentImage",
                    "CommandLine",
                    "User"),
            defender("ProcessCreationTime"),
            shape("Linux auditd", "TimeGenerated", "Computer", "pid", "exe", "ppid", "", "cmdline", "acct"));

    private static final int FEWEST_COLUMNS = 4;

    private static ProcessSchema shape(
            String name,
            String time,
            String host,
            String pid,
            String image,
            String parentPid,
            String parentImage,
            String commandLine,
            String account) {
        return new ProcessSchema(
                name, time, host, pid, image, parentPid, parentImage, commandLine, account, "", "", "", "");
    }

    private static ProcessSchema defender(String time) {
        return new ProcessSchema(
                "Defender for Endpoint",
                time,
                "DeviceName",
                "ProcessId",
                "FileName",
                "InitiatingProcessId",
                "InitiatingProcessFileName",
                "ProcessCommandLine",
                "AccountName",
                "InitiatingProcessCreationTime",
                "InitiatingProcessParentId",
                "InitiatingProcessParentFileName",
                "InitiatingProcessParentCreationTime");
    }

    /**
     * The shape whose columns a frame has.
     *
     * @throws IllegalArgumentException when none fits; the message says what columns are needed
     */
    public static ProcessSchema of(Table table) {
        return KNOWN.stream()
                .filter(schema -> schema.required().allMatch(table.columnNames()::contains))
                .max(Comparator.comparingLong(schema -> schema.present(table)))
                .filter(schema -> schema.present(table) >= FEWEST_COLUMNS)
                .orElseThrow(
                        () -> new IllegalArgumentException("table must have the columns of a process log, for example"
                                + " TimeGenerated, Computer, NewProcessId, NewProcessName, ProcessId, ParentProcessName,"
                                + " CommandLine; it has "
                                + table.columnNames()));
    }

    private Stream<String> required() {
        return Stream.of(time, pid, image, parentPid);
    }

    private long present(Table table) {
        return Stream.of(time, host, pid, image, parentPid, parentImage, commandLine, account, parentTime)
                .filter(column -> !column.isEmpty() && table.columnNames().contains(column))
                .count();
    }

    /** A column's name where the frame has it. */
    static Optional<String> in(Table table, String column) {
        return Optional.of(column)
                .filter(name -> !name.isEmpty() && table.columnNames().contains(name));
    }
}
