package vedette.examples;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.UUID;
import vedette.examples.Company.Host;
import vedette.examples.Company.Person;

/** Records each process start twice, as Windows does (SecurityEvent 4688) and as Defender does (DeviceProcessEvents). */
final class ProcessLog {

    private static final int FIRST_PID = 2400;
    private static final int LAST_PID = 24_000;

    private final LogTables tables;
    private final Map<String, Integer> lastPid = new HashMap<>();

    ProcessLog(LogTables tables) {
        this.tables = tables;
    }

    /** Who a process runs as. */
    record Account(String domain, String name, String sid, String logonId) {
        static final Account SYSTEM = new Account("NT AUTHORITY", "SYSTEM", "S-1-5-18", "0x3e7");

        static Account of(Person person, int session) {
            return new Account(
                    Company.DOMAIN, person.account(), person.sid(), "0x%x".formatted(0x40000 + session * 0x1d3));
        }

        static Account service(String name) {
            return new Account(
                    Company.DOMAIN,
                    name,
                    Company.sid(name),
                    "0x%x".formatted(0x90000 + Math.floorMod(name.hashCode(), 0xffff)));
        }
    }

    /** A running process, to be the parent of others. */
    record Started(Host host, long pid, String path, String commandLine, Instant time, Account account) {
        String fileName() {
            return path.substring(path.lastIndexOf('\\') + 1);
        }
    }

    /** A process that ran before the logs begin, such as {@code services.exe}; it leaves no row. */
    Started alreadyRunning(Host host, String path, long pid, Instant since, Account account) {
        return new Started(host, pid, path, path, since, account);
    }

    /** A process starts; process ids are multiples of four and come round again after some thousands. */
    Started start(Instant time, Started parent, Account account, String path, String commandLine) {
        Host host = parent.host();
        int pid = lastPid.merge(host.name(), FIRST_PID, (last, first) -> last + 4 > LAST_PID ? first : last + 4);
        Started started = new Started(host, pid, path, commandLine, time, account);
        recordWindows(started, parent);
        recordDefender(started, parent);
        return started;
    }

    private void recordWindows(Started started, Started parent) {
        Account account = started.account();
        tables.row("SecurityEvent", started.time())
                .set("Computer", started.host().name())
                .set("EventID", 4688)
                .set("Activity", "4688 - A new process has been created.")
                .set("Channel", "Security")
                .set("EventSourceName", "Microsoft-Windows-Security-Auditing")
                .set("SourceComputerId", computerId(started.host()))
                .set("Account", account.domain() + "\\" + account.name())
                .set("AccountType", account.equals(Account.SYSTEM) ? "Machine" : "User")
                .set("SubjectUserName", account.name())
                .set("SubjectDomainName", account.domain())
                .set("SubjectUserSid", account.sid())
                .set("SubjectLogonId", account.logonId())
                .set("NewProcessId", "0x%x".formatted(started.pid()))
                .set("NewProcessName", started.path())
                .set("Process", started.fileName())
                .set("CommandLine", started.commandLine())
                .set("ProcessId", "0x%x".formatted(parent.pid()))
                .set("ParentProcessName", parent.path())
                .set("TokenElevationType", account.equals(Account.SYSTEM) ? "%%1936" : "%%1938");
    }

    private void recordDefender(Started started, Started parent) {
        tables.row("DeviceProcessEvents", started.time())
                .set("DeviceId", deviceId(started.host()))
                .set("DeviceName", started.host().dnsName())
                .set("ActionType", "ProcessCreated")
                .set("AccountDomain", started.account().domain())
                .set("AccountName", started.account().name())
                .set("FileName", started.fileName())
                .set("FolderPath", started.path())
                .set("SHA256", sha256(started.path()))
                .set("ProcessId", started.pid())
                .set("ProcessCommandLine", started.commandLine())
                .set("ProcessCreationTime", started.time())
                .set("ProcessIntegrityLevel", started.account().equals(Account.SYSTEM) ? "System" : "Medium")
                .set("InitiatingProcessId", parent.pid())
                .set("InitiatingProcessFileName", parent.fileName())
                .set("InitiatingProcessFolderPath", parent.path())
                .set("InitiatingProcessCommandLine", parent.commandLine())
                .set("InitiatingProcessCreationTime", parent.time())
                .set("InitiatingProcessAccountName", parent.account().name());
    }

    static String computerId(Host host) {
        return id("computer " + host.name());
    }

    static String deviceId(Host host) {
        return sha256(host.name()).substring(0, 40);
    }

    /** The hash of the text, which stands for a file that does not exist. */
    static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    static String id(String text) {
        return UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8)).toString();
    }
}
