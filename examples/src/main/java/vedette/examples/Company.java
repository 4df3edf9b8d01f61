package vedette.examples;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.random.RandomGenerator;

/**
 * Hafnia Freight, an invented forwarding company: who works there and on which machines, and which days the logs cover.
 * Addresses come from the ranges reserved for documentation.
 */
record Company(List<Person> people, List<Host> servers, List<LocalDate> days) {

    static final String DOMAIN = "HAFNIA";
    static final String DNS = "hafnia-freight.example";
    /** The id of the workspace that has its logs: what an emulator makes of its workspace's usual name. */
    static final UUID WORKSPACE = UUID.nameUUIDFromBytes("vedette".getBytes(StandardCharsets.UTF_8));
    /** Where the office reaches the internet from. */
    static final String OFFICE_IP = "192.0.2.17";

    private static final LocalDate MONDAY = LocalDate.of(2026, 11, 2);
    private static final int DAYS = 5;
    private static final int STAFF = 58;

    private static final String[] FIRST = {
        "Mette",
        "Jonas",
        "Freja",
        "Emil",
        "Ida",
        "Oskar",
        "Signe",
        "Malthe",
        "Clara",
        "Noah",
        "Laura",
        "Viktor",
        "Sofie",
        "Anton",
        "Maja",
        "Elias",
        "Alma",
        "Rasmus",
        "Nanna",
        "Tobias",
        "Katrine",
        "Henrik",
        "Birgit",
        "Yusuf",
        "Amina",
        "Piotr",
        "Agnieszka",
        "Li",
        "Ravi"
    };
    private static final String[] LAST = {
        "Holm",
        "Bruun",
        "Krogh",
        "Dahl",
        "Lund",
        "Skov",
        "Friis",
        "Bech",
        "Juul",
        "Storm",
        "Winther",
        "Nygaard",
        "Toft",
        "Vestergaard",
        "Brandt",
        "Kjeldsen",
        "Munk",
        "Hald",
        "Riis"
    };
    private static final Department[] DEPARTMENTS = Department.values();

    /** A department: the prefix of its machines and how many of the staff it has. */
    enum Department {
        FIN(9),
        OPS(22),
        SALES(14),
        HR(4),
        IT(5),
        MGMT(4);

        private final int size;

        Department(int size) {
            this.size = size;
        }
    }

    /** A machine: its name as logs print it, its address, and whether it runs Windows. */
    record Host(String name, String ip, boolean windows) {
        String dnsName() {
            return name.toLowerCase(Locale.ROOT) + "." + DNS;
        }
    }

    /** Somebody with a mailbox and a workstation. */
    record Person(String displayName, String account, Department department, Host workstation, UUID id, String homeIp) {
        String upn() {
            return account + "@" + DNS;
        }

        String sid() {
            return Company.sid(account);
        }
    }

    /** The security identifier of somebody's account, or of a service's. */
    static String sid(String account) {
        String domain = "S-1-5-21-1004336348-1177238915-682003330-";
        return account.startsWith("svc-")
                ? domain + "9" + Math.floorMod(account.hashCode(), 900)
                : domain + (1100 + Math.floorMod(account.hashCode(), 7000));
    }

    static Company create(RandomGenerator random) {
        List<Person> people = new ArrayList<>();
        for (Department department : DEPARTMENTS) {
            for (int number = 1; number <= department.size; number++) {
                people.add(person(people.size(), department, number, random));
            }
        }
        if (people.size() != STAFF) {
            throw new IllegalStateException("departments must add up to the staff: " + people.size());
        }
        List<LocalDate> days = MONDAY.datesUntil(MONDAY.plusDays(DAYS)).toList();
        return new Company(List.copyOf(people), allServers(), days);
    }

    private static Person person(int index, Department department, int number, RandomGenerator random) {
        String first = FIRST[index % FIRST.length];
        String last = LAST[index * 7 % LAST.length];
        String account = (first + "." + last).toLowerCase(Locale.ROOT) + (index >= FIRST.length * 2 ? "2" : "");
        Host workstation = new Host(
                "%s-%02d".formatted(department, number),
                "10.20.%d.%d".formatted(department.ordinal() + 1, 20 + number),
                true);
        String homeIp = "198.51.100." + (100 + index);
        return new Person(first + " " + last, account, department, workstation, uuid(random), homeIp);
    }

    private static List<Host> allServers() {
        return List.of(
                new Host("DC-01", "10.20.0.10", true),
                new Host("FS-01", "10.20.0.11", true),
                new Host("SQL-01", "10.20.0.12", true),
                new Host("WSUS-01", "10.20.0.13", true),
                new Host("lnx-web-01", "10.20.0.21", false),
                new Host("lnx-web-02", "10.20.0.22", false),
                new Host("lnx-edi-01", "10.20.0.23", false),
                new Host("lnx-proxy-01", "10.20.0.24", false));
    }

    static UUID uuid(RandomGenerator random) {
        return new UUID((random.nextLong() & ~0xf000L) | 0x4000L, (random.nextLong() >>> 2) | Long.MIN_VALUE);
    }

    Host server(String name) {
        return servers.stream()
                .filter(host -> host.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    Person owner(String workstation) {
        return people.stream()
                .filter(person -> person.workstation().name().equals(workstation))
                .findFirst()
                .orElseThrow();
    }

    /** Midnight at the start of a day of the logs, counted from 0. */
    Instant midnight(int day) {
        return days.get(day).atStartOfDay(ZoneOffset.UTC).toInstant();
    }
}
