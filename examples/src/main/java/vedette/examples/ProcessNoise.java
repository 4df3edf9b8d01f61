package vedette.examples;

import static vedette.examples.Workday.about;
import static vedette.examples.Workday.pick;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Locale;
import java.util.random.RandomGenerator.SplittableGenerator;
import vedette.examples.Company.Department;
import vedette.examples.Company.Host;
import vedette.examples.Company.Person;
import vedette.examples.ProcessLog.Account;
import vedette.examples.ProcessLog.Started;

/** What an ordinary day starts: office programs, services, updates, and administrators' scripts that look like attacks. */
final class ProcessNoise implements Runnable {

    private static final String SYSTEM32 = "C:\\Windows\\System32\\";
    private static final String OFFICE = "C:\\Program Files\\Microsoft Office\\root\\Office16\\";
    private static final String CHROME = "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe";
    private static final String POWERSHELL = SYSTEM32 + "WindowsPowerShell\\v1.0\\powershell.exe";

    private static final String[] DOCUMENTS = {
        "Rates 2026.xlsx",
        "Bill of lading.docx",
        "Customs list.xlsx",
        "Offer.docx",
        "Minutes.docx",
        "Budget Q4.xlsx",
        "Roster week 45.xlsx",
        "Invoice run.xlsx"
    };
    private static final String[] SERVICES = {
        "-k netsvcs -p -s Schedule", "-k netsvcs -p -s wuauserv", "-k LocalService -p -s W32Time",
        "-k NetworkService -p -s Dnscache", "-k netsvcs -p -s BITS", "-k UnistackSvcGroup"
    };

    private final Company company;
    private final ProcessLog log;
    private final SplittableGenerator random;

    ProcessNoise(Company company, ProcessLog log, SplittableGenerator random) {
        this.company = company;
        this.log = log;
        this.random = random;
    }

    @Override
    public void run() {
        for (int day = 0; day < company.days().size(); day++) {
            Instant midnight = company.midnight(day);
            for (Person person : company.people()) {
                services(person.workstation(), midnight, 14);
                if (random.nextInt(20) > 0) {
                    session(person, day, Workday.of(midnight, random));
                }
            }
            company.servers().stream().filter(Host::windows).forEach(server -> {
                services(server, midnight, 60);
                maintenance(server, midnight);
            });
        }
    }

    private void session(Person person, int day, Workday workday) {
        Account account =
                Account.of(person, day * 100 + person.workstation().name().hashCode() % 50);
        Started logon = log.alreadyRunning(
                person.workstation(), SYSTEM32 + "userinit.exe", 1180, workday.start(), Account.SYSTEM);
        Started explorer = log.start(
                workday.start().plusSeconds(4),
                logon,
                account,
                "C:\\Windows\\explorer.exe",
                "C:\\Windows\\Explorer.EXE");
        Instant soon = workday.start().plusSeconds(20);
        Started outlook = log.start(soon, explorer, account, OFFICE + "OUTLOOK.EXE", quoted(OFFICE + "OUTLOOK.EXE"));
        Started chrome = log.start(soon.plusSeconds(9), explorer, account, CHROME, quoted(CHROME));
        for (int i = about(78, random); i > 0; i--) {
            work(workday.moment(), person, account, new Desk(explorer, outlook, chrome));
        }
        if (person.department() == Department.IT) {
            administration(person, workday, explorer, account);
        }
    }

    /** The programs of a session that start others. */
    private record Desk(Started explorer, Started outlook, Started chrome) {}

    private void work(Instant time, Person person, Account account, Desk desk) {
        switch (random.nextInt(10)) {
            case 0, 1, 2, 3 ->
                log.start(
                        time,
                        desk.chrome(),
                        account,
                        CHROME,
                        quoted(CHROME) + " --type=renderer --lang=da --num-raster-threads=4 --renderer-client-id="
                                + random.nextInt(5, 900));
            case 4, 5 -> document(time, random.nextBoolean() ? desk.outlook() : desk.explorer(), account);
            case 6 ->
                open(
                        time,
                        desk,
                        account,
                        SYSTEM32 + "notepad.exe",
                        " C:\\Users\\" + account.name() + "\\Desktop\\notes.txt");
            case 7 ->
                open(
                        time,
                        desk,
                        account,
                        "C:\\Program Files\\Hafnia\\Waybill\\waybill.exe",
                        " --profile " + person.department().name().toLowerCase(Locale.ROOT));
            case 8 ->
                open(
                        time,
                        desk,
                        account,
                        SYSTEM32 + "SearchProtocolHost.exe",
                        " Global\\UsGthrFltPipeMssGthrPipe_S-1-5-21_" + random.nextInt(9));
            default ->
                open(
                        time,
                        desk,
                        account,
                        SYSTEM32 + "backgroundTaskHost.exe",
                        " -ServerName:App.AppXtk181tbxbce2qsex02s8tw7hfxa9xb3t.mca");
        }
    }

    private void open(Instant time, Desk desk, Account account, String program, String arguments) {
        log.start(time, desk.explorer(), account, program, quoted(program) + arguments);
    }

    private void document(Instant time, Started parent, Account account) {
        String document = pick(DOCUMENTS, random);
        String program = OFFICE + (document.endsWith("xlsx") ? "EXCEL.EXE" : "WINWORD.EXE");
        log.start(
                time,
                parent,
                account,
                program,
                quoted(program) + " \"C:\\Users\\" + account.name() + "\\Documents\\" + document + "\"");
    }

    /** Administrators run the same tools as intruders do, but from other parents and on other machines. */
    private void administration(Person person, Workday workday, Started explorer, Account account) {
        Started shell = log.start(workday.moment(), explorer, account, POWERSHELL, quoted(POWERSHELL));
        String[] commands = {
            "whoami",
            "ipconfig /all",
            "net user " + person.account() + " /domain",
            "nltest /dclist:" + Company.DOMAIN,
            "ping FS-01",
            "systeminfo",
            "net group \"Domain Admins\" /domain",
            "gpupdate /force",
            "quser /server:FS-01"
        };
        for (int i = about(7, random); i > 0; i--) {
            String command = pick(commands, random);
            String program = SYSTEM32 + command.split(" ", 2)[0] + ".exe";
            log.start(
                    workday.moment(),
                    shell,
                    account,
                    program,
                    quoted(program) + command.substring(command.split(" ", 2)[0].length()));
        }
    }

    private void services(Host host, Instant midnight, int mean) {
        Started services =
                log.alreadyRunning(host, SYSTEM32 + "services.exe", 780, company.midnight(0), Account.SYSTEM);
        for (int i = about(mean, random); i > 0; i--) {
            Instant time =
                    midnight.plusMillis(random.nextLong(Duration.ofDays(1).toMillis()));
            Started service = log.start(
                    time,
                    services,
                    Account.SYSTEM,
                    SYSTEM32 + "svchost.exe",
                    SYSTEM32 + "svchost.exe " + pick(SERVICES, random));
            if (random.nextInt(4) == 0) {
                log.start(
                        time.plusMillis(400),
                        service,
                        Account.SYSTEM,
                        SYSTEM32 + "taskhostw.exe",
                        "taskhostw.exe Install $(Arg0)");
            }
        }
        inventory(midnight, services);
    }

    /** The inventory agent runs encoded PowerShell each night on every machine: encoded alone is no finding. */
    private void inventory(Instant midnight, Started services) {
        Instant time = midnight.plus(Duration.ofMinutes(190)).plusSeconds(random.nextInt(2400));
        Started agent = log.start(
                time,
                services,
                Account.SYSTEM,
                "C:\\Program Files\\Hafnia\\Inventory\\agent.exe",
                quoted("C:\\Program Files\\Hafnia\\Inventory\\agent.exe") + " --run nightly");
        log.start(
                time.plusSeconds(2),
                agent,
                Account.SYSTEM,
                POWERSHELL,
                "powershell.exe -NoProfile -NonInteractive -EncodedCommand "
                        + encoded("Get-CimInstance Win32_Product | Select-Object Name, Version | ConvertTo-Json"));
    }

    private void maintenance(Host server, Instant midnight) {
        Account backup = Account.service("svc-backup");
        Started services =
                log.alreadyRunning(server, SYSTEM32 + "services.exe", 780, company.midnight(0), Account.SYSTEM);
        Instant time = midnight.plus(Duration.ofMinutes(75)).plusSeconds(random.nextInt(600));
        Started job = log.start(
                time,
                services,
                backup,
                "C:\\Program Files\\Backup\\bkjob.exe",
                quoted("C:\\Program Files\\Backup\\bkjob.exe") + " /job:nightly /target:\\\\NAS-01\\backup\\"
                        + server.name());
        for (int i = about(12, random); i > 0; i--) {
            log.start(
                    time.plusSeconds(random.nextInt(3, 3600)),
                    job,
                    backup,
                    SYSTEM32 + "vssadmin.exe",
                    "vssadmin.exe list shadows /for=C:");
        }
    }

    static String quoted(String path) {
        return "\"" + path + "\"";
    }

    /** How PowerShell takes a command on its command line: Base64 of UTF-16. */
    static String encoded(String script) {
        return Base64.getEncoder().encodeToString(script.getBytes(StandardCharsets.UTF_16LE));
    }
}
