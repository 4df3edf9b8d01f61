package vedette.examples;

import static vedette.examples.Workday.about;

import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator.SplittableGenerator;
import vedette.examples.Company.Host;
import vedette.examples.Company.Person;

/** Connections that machines open: browsing, mail, the file server, and agents that call home as regularly as malware. */
final class NetworkNoise implements Runnable {

    private static final Duration AGENT_PERIOD = Duration.ofMinutes(15);

    private static final String[] SITES = {
        "outlook.cloud.example",
        "teams.cloud.example",
        "news.example",
        "portal.customs.example",
        "search.example",
        "maps.example",
        "rates.carrier.example",
        "ports.example",
        "weather.example",
        "cdn.video.example",
        "bank.example",
        "sharepoint.cloud.example",
        "login.cloud.example",
        "ads.tracker.example",
        "fonts.cdn.example"
    };

    private final Company company;
    private final LogTables tables;
    private final SplittableGenerator random;

    NetworkNoise(Company company, LogTables tables, SplittableGenerator random) {
        this.company = company;
        this.tables = tables;
        this.random = random;
    }

    /** One connection that a process opened. */
    record Opened(
            Instant time,
            Host from,
            String account,
            String program,
            String commandLine,
            String remoteIp,
            int port,
            String url,
            long bytesSent) {}

    @Override
    public void run() {
        for (int day = 0; day < company.days().size(); day++) {
            Instant midnight = company.midnight(day);
            for (Person person : company.people()) {
                browse(person, Workday.of(midnight, random));
                agent(person.workstation(), midnight);
            }
        }
    }

    private void browse(Person person, Workday workday) {
        Host host = person.workstation();
        for (int i = about(95, random); i > 0; i--) {
            Instant time = workday.moment();
            int site = random.nextInt(SITES.length);
            switch (random.nextInt(8)) {
                case 0 ->
                    open(new Opened(
                            time,
                            host,
                            person.account(),
                            "OUTLOOK.EXE",
                            "\"OUTLOOK.EXE\"",
                            "203.0.113.10",
                            443,
                            SITES[0],
                            sent(40_000)));
                case 1 ->
                    open(new Opened(
                            time,
                            host,
                            "SYSTEM",
                            "System",
                            "",
                            company.server("FS-01").ip(),
                            445,
                            "",
                            sent(200_000)));
                case 2 ->
                    open(new Opened(
                            time,
                            host,
                            "SYSTEM",
                            "svchost.exe",
                            "svchost.exe -k NetworkService -p -s Dnscache",
                            company.server("DC-01").ip(),
                            53,
                            "",
                            sent(80)));
                default ->
                    open(new Opened(
                            time,
                            host,
                            person.account(),
                            "chrome.exe",
                            "\"chrome.exe\" --type=utility",
                            "203.0.113." + (20 + site),
                            443,
                            SITES[site],
                            sent(9_000)));
            }
        }
    }

    /** The monitoring agent reports each quarter of an hour, day and night. */
    private void agent(Host host, Instant midnight) {
        long periods = Duration.ofDays(1).dividedBy(AGENT_PERIOD);
        long offset = Math.floorMod(host.name().hashCode(), AGENT_PERIOD.toMillis());
        for (int i = 0; i < periods; i++) {
            Instant time = midnight.plusMillis(offset)
                    .plus(AGENT_PERIOD.multipliedBy(i))
                    .plusMillis(random.nextInt(900));
            open(new Opened(
                    time,
                    host,
                    "SYSTEM",
                    "monagent.exe",
                    "\"C:\\Program Files\\Hafnia\\Monitor\\monagent.exe\"",
                    company.server("lnx-edi-01").ip(),
                    8443,
                    "",
                    sent(1_500)));
        }
    }

    private long sent(int mean) {
        return Math.max(60, (long) (mean * Math.exp(random.nextGaussian() * 0.9)));
    }

    private void open(Opened opened) {
        open(tables, opened);
    }

    static void open(LogTables tables, Opened opened) {
        long seed = opened.time().toEpochMilli();
        tables.row("DeviceNetworkEvents", opened.time())
                .set("DeviceId", ProcessLog.deviceId(opened.from()))
                .set("DeviceName", opened.from().dnsName())
                .set("ActionType", "ConnectionSuccess")
                .set("RemoteIP", opened.remoteIp())
                .set("RemotePort", opened.port())
                .set("RemoteUrl", opened.url())
                .set("LocalIP", opened.from().ip())
                .set("LocalPort", 49_152 + Math.floorMod(seed * 31, 16_000))
                .set("Protocol", opened.port() == 53 ? "Udp" : "Tcp")
                .set(
                        "InitiatingProcessId",
                        2400 + Math.floorMod((long) opened.program().hashCode(), 5000L) * 4)
                .set("InitiatingProcessFileName", opened.program())
                .set("InitiatingProcessCommandLine", opened.commandLine())
                .set("InitiatingProcessAccountName", opened.account())
                .set("AdditionalFields", "{\"BytesSent\":" + opened.bytesSent() + "}");
    }
}
