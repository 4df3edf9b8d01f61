package vedette.examples;

import static vedette.examples.Workday.about;

import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator.SplittableGenerator;
import vedette.examples.Company.Host;
import vedette.examples.Company.Person;

/** Windows logons: people at their desks and on the file server, services, and the failures of every day. */
final class LogonNoise implements Runnable {

    private static final int INTERACTIVE = 2;
    private static final int NETWORK = 3;
    private static final int SERVICE = 5;
    private static final int UNLOCK = 7;

    private final Company company;
    private final LogTables tables;
    private final SplittableGenerator random;

    LogonNoise(Company company, LogTables tables, SplittableGenerator random) {
        this.company = company;
        this.tables = tables;
        this.random = random;
    }

    /** One attempt to log on. */
    record Attempt(Instant time, Host target, String account, int type, String ip, boolean success) {}

    @Override
    public void run() {
        for (int day = 0; day < company.days().size(); day++) {
            Instant midnight = company.midnight(day);
            for (Person person : company.people()) {
                desk(person, Workday.of(midnight, random));
            }
            forgottenPassword(midnight);
            services(midnight);
        }
    }

    private void desk(Person person, Workday workday) {
        Host desk = person.workstation();
        logon(new Attempt(workday.start(), desk, person.account(), INTERACTIVE, "127.0.0.1", true));
        for (int i = about(5, random); i > 0; i--) {
            Instant time = workday.moment();
            if (random.nextInt(9) == 0) {
                logon(new Attempt(time.minusSeconds(5), desk, person.account(), UNLOCK, "127.0.0.1", false));
            }
            logon(new Attempt(time, desk, person.account(), UNLOCK, "127.0.0.1", true));
        }
        for (int i = about(64, random); i > 0; i--) {
            Host server = company.server(random.nextInt(3) == 0 ? "DC-01" : "FS-01");
            logon(new Attempt(workday.moment(), server, person.account(), NETWORK, desk.ip(), true));
        }
    }

    /** A job still runs with a password that was changed: a failure each ten minutes, around the clock. */
    private void forgottenPassword(Instant midnight) {
        for (int minute = 0; minute < 24 * 60; minute += 10) {
            Instant time = midnight.plus(Duration.ofMinutes(minute)).plusMillis(random.nextInt(4000));
            logon(new Attempt(time, company.server("SQL-01"), "svc-report", NETWORK, "10.20.0.23", false));
        }
    }

    private void services(Instant midnight) {
        for (Host server : company.servers()) {
            if (!server.windows()) {
                continue;
            }
            for (int i = about(110, random); i > 0; i--) {
                Instant time =
                        midnight.plusMillis(random.nextLong(Duration.ofDays(1).toMillis()));
                logon(new Attempt(time, server, "SYSTEM", SERVICE, "-", true));
            }
        }
    }

    private void logon(Attempt attempt) {
        logon(tables, attempt);
    }

    /** Records an attempt as event 4624 or 4625. */
    static void logon(LogTables tables, Attempt attempt) {
        LogTable.Row row = tables.row("SecurityEvent", attempt.time())
                .set("Computer", attempt.target().name())
                .set("EventID", attempt.success() ? 4624 : 4625)
                .set(
                        "Activity",
                        attempt.success()
                                ? "4624 - An account was successfully logged on."
                                : "4625 - An account failed to log on.")
                .set("Channel", "Security")
                .set("EventSourceName", "Microsoft-Windows-Security-Auditing")
                .set("SourceComputerId", ProcessLog.computerId(attempt.target()))
                .set("Account", domain(attempt.account()) + "\\" + attempt.account())
                .set("AccountType", attempt.type() == SERVICE ? "Machine" : "User")
                .set("TargetUserName", attempt.account())
                .set("TargetDomainName", domain(attempt.account()))
                .set("TargetUserSid", sid(attempt))
                .set("TargetLogonId", "0x%x".formatted(attempt.time().toEpochMilli() & 0xffffff))
                .set("LogonType", attempt.type())
                .set("LogonTypeName", logonTypeName(attempt.type()))
                .set("IpAddress", attempt.ip())
                .set("LogonProcessName", logonProcess(attempt.type()))
                .set("AuthenticationPackageName", attempt.type() == NETWORK ? "Kerberos" : "Negotiate");
        if (!attempt.success()) {
            row.set("Status", "0xc000006d").set("SubStatus", "0xc000006a");
        }
    }

    /** Windows names nobody where a logon fails. */
    private static String sid(Attempt attempt) {
        return !attempt.success()
                ? "S-1-0-0"
                : attempt.account().equals("SYSTEM") ? "S-1-5-18" : Company.sid(attempt.account());
    }

    private static String logonProcess(int type) {
        return switch (type) {
            case NETWORK -> "Kerberos";
            case SERVICE -> "Advapi";
            default -> "User32";
        };
    }

    private static String domain(String account) {
        return account.equals("SYSTEM") ? "NT AUTHORITY" : Company.DOMAIN;
    }

    private static String logonTypeName(int type) {
        return switch (type) {
            case INTERACTIVE -> "2 - Interactive";
            case NETWORK -> "3 - Network";
            case SERVICE -> "5 - Service";
            case UNLOCK -> "7 - Unlock";
            default -> type + " - Other";
        };
    }
}
