package vedette.examples;

import static vedette.examples.Workday.about;
import static vedette.examples.Workday.pick;

import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator.SplittableGenerator;
import vedette.examples.Company.Host;

/** What Linux servers write, and the alerts that somebody closes each day without reading. */
final class ServerNoise implements Runnable {

    private static final String[] STRANGERS = {
        "203.0.113.140", "203.0.113.141", "203.0.113.152", "198.51.100.201", "198.51.100.214"
    };
    private static final String[] GUESSES = {"root", "admin", "test", "oracle", "ubuntu", "postgres", "git", "ftp"};
    private static final String[][] ALERTS = {
        {"Unusual volume of file deletion", "Low", "Impact", "T1485"},
        {"Sign-in from an infrequent country", "Low", "InitialAccess", "T1078"},
        {"Unwanted software blocked", "Informational", "Execution", "T1204"},
        {"Port scan from an internal host", "Medium", "Discovery", "T1046"},
        {"Password change by an administrator", "Informational", "Persistence", "T1098"}
    };

    private final Company company;
    private final LogTables tables;
    private final SplittableGenerator random;

    ServerNoise(Company company, LogTables tables, SplittableGenerator random) {
        this.company = company;
        this.tables = tables;
        this.random = random;
    }

    @Override
    public void run() {
        for (int day = 0; day < company.days().size(); day++) {
            Instant midnight = company.midnight(day);
            company.servers().stream().filter(host -> !host.windows()).forEach(host -> server(host, midnight));
            for (int i = about(6, random); i > 0; i--) {
                alert(anyTime(midnight));
            }
        }
    }

    private Instant anyTime(Instant midnight) {
        return midnight.plusMillis(random.nextLong(Duration.ofDays(1).toMillis()));
    }

    private void server(Host host, Instant midnight) {
        for (int i = about(900, random); i > 0; i--) {
            Instant time = anyTime(midnight);
            int port = random.nextInt(20_000, 60_000);
            switch (random.nextInt(10)) {
                case 0, 1, 2 ->
                    write(
                            time,
                            host,
                            "auth",
                            "info",
                            "sshd",
                            "Failed password for invalid user %s from %s port %d ssh2"
                                    .formatted(pick(GUESSES, random), pick(STRANGERS, random), port));
                case 3 ->
                    write(
                            time,
                            host,
                            "authpriv",
                            "info",
                            "sshd",
                            "Accepted publickey for deploy from 10.20.5.21 port %d ssh2: ED25519 SHA256:kq3"
                                    .formatted(port));
                case 4, 5 -> write(time, host, "cron", "info", "CRON", "(root) CMD (/usr/lib/sysstat/debian-sa1 1 1)");
                case 6 ->
                    write(
                            time,
                            host,
                            "authpriv",
                            "notice",
                            "sudo",
                            "  deploy : TTY=pts/0 ; PWD=/srv ; USER=root ; COMMAND=/usr/bin/systemctl reload nginx");
                case 7 ->
                    write(
                            time,
                            host,
                            "daemon",
                            "warning",
                            "nginx",
                            "upstream timed out (110: Connection timed out) while reading response header");
                default -> write(time, host, "daemon", "info", "systemd", "Started Daily apt download activities.");
            }
        }
    }

    private void write(Instant time, Host host, String facility, String severity, String process, String message) {
        syslog(tables, time, host, facility, severity, process, message);
    }

    static void syslog(
            LogTables tables,
            Instant time,
            Host host,
            String facility,
            String severity,
            String process,
            String message) {
        tables.row("Syslog", time)
                .set("EventTime", time)
                .set("Computer", host.name())
                .set("HostName", host.name())
                .set("HostIP", host.ip())
                .set("Facility", facility)
                .set("SeverityLevel", severity)
                .set("ProcessName", process)
                .set("ProcessID", (int) (600 + Math.floorMod(time.toEpochMilli(), 30_000L)))
                .set("SyslogMessage", message)
                .set("CollectorHostName", "lnx-edi-01");
    }

    private void alert(Instant time) {
        String[] kind = pick(ALERTS, random);
        Host host =
                company.people().get(random.nextInt(company.people().size())).workstation();
        alert(
                tables,
                time,
                kind,
                host.name(),
                "[{\"$id\":\"1\",\"HostName\":\"" + host.name() + "\",\"Type\":\"host\"}]");
    }

    /** Raises an alert: {@code kind} is name, severity, tactic and technique. */
    static void alert(LogTables tables, Instant time, String[] kind, String entity, String entities) {
        tables.row("SecurityAlert", time.plusSeconds(140))
                .set("DisplayName", kind[0])
                .set("AlertName", kind[0])
                .set("AlertSeverity", kind[1])
                .set("Description", kind[0] + " on " + entity + ".")
                .set("ProviderName", "MDATP")
                .set("VendorName", "Microsoft")
                .set("ProductName", "Microsoft Defender for Endpoint")
                .set("Status", "New")
                .set("CompromisedEntity", entity)
                .set("StartTime", time)
                .set("EndTime", time.plusSeconds(60))
                .set("Tactics", kind[2])
                .set("Techniques", "[\"" + kind[3] + "\"]")
                .set("SystemAlertId", ProcessLog.id(time + kind[0] + entity))
                .set("Entities", entities);
    }
}
