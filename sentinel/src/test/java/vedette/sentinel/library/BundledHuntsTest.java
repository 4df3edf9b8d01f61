package vedette.sentinel.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tech.tablesaw.api.Table;
import vedette.engine.LocalEngine;
import vedette.examples.SampleData;
import vedette.frame.ColumnSchema;
import vedette.frame.KqlType;
import vedette.kql.Bound;
import vedette.kql.Excerpt;
import vedette.kql.Kql;
import vedette.kql.catalogue.Catalogue;
import vedette.kql.query.QueryContext;

/** The hunts that come with Vedette are right by the tables' schemas, and find what the sample logs hide. */
class BundledHuntsTest {

    private static final QueryLibrary LIBRARY = QueryLibrary.bundled();
    private static final Instant NOW = Instant.parse("2026-11-07T00:00:00Z");
    private static final Map<String, Object> VALUES = Map.of(
            "account", "signe.lund@hafnia-freight.example",
            "host", "FIN-07",
            "text", "o'reilly \"quoted\" \\",
            "destinations", List.of("198.51.100.23", "cdn-sync.example"),
            "address", "203.0.113.77",
            "entity", "FIN-07");

    @TempDir
    static Path folder;

    private static LocalEngine engine;
    private static Optional<Catalogue> schemas;

    @BeforeAll
    static void openSamples() throws IOException, SQLException {
        SampleData.write(folder, SampleData.SEED);
        engine = LocalEngine.builder().folder(folder).build();
        schemas = schemas();
    }

    @AfterAll
    static void close() {
        engine.close();
    }

    static Stream<LibraryQuery> hunts() {
        return LIBRARY.queries().stream();
    }

    private static String rendered(LibraryQuery hunt) {
        Map<String, Object> values = new HashMap<>();
        hunt.parameters().stream()
                .filter(QueryParameter::isRequired)
                .forEach(parameter -> values.put(parameter.name(), VALUES.get(parameter.name())));
        return hunt.request(values, NOW).text();
    }

    @Test
    void thereAreManyAndNoneIsSkipped() {
        assertThat(LIBRARY.queries()).hasSizeGreaterThanOrEqualTo(25);
        assertThat(LIBRARY.skipped()).isEmpty();
        assertThat(LIBRARY.queries()).extracting(LibraryQuery::name).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource("hunts")
    void saysWhatItFindsAndTakes(LibraryQuery hunt) {
        assertThat(hunt.description()).endsWith(".");
        assertThat(hunt.techniques()).isNotEmpty();
        assertThat(hunt.tables()).isNotEmpty();
        assertThat(hunt.parameters())
                .allSatisfy(parameter ->
                        assertThat(parameter.description()).as(parameter.name()).isNotEmpty());
        assertThat(hunt.parameters()).extracting(QueryParameter::name).contains("start", "end", "add_query_items");
        assertThat(Kql.parse(rendered(hunt)).problems()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("hunts")
    void isRightByTheSchemasOfItsTables(LibraryQuery hunt) {
        assumeTrue(schemas.isPresent(), "no shared/data/kql/table-schemas.tsv beside the checkout");
        Catalogue catalogue = schemas.get();
        assertThat(catalogue.tableNames()).containsAll(hunt.tables());

        String text = rendered(hunt);
        Bound bound = Kql.bind(Kql.parse(text), catalogue, NOW);

        assertThat(bound.problems()).as(Excerpt.of(text, bound.problems())).isEmpty();
    }

    private static Optional<Catalogue> schemas() throws IOException {
        Path here = Path.of("").toAbsolutePath();
        while (here != null && !Files.exists(here.resolve("shared/data/kql/table-schemas.tsv"))) {
            here = here.getParent();
        }
        if (here == null) {
            return Optional.empty();
        }
        Map<String, List<ColumnSchema>> tables = new HashMap<>();
        for (String line : Files.readAllLines(here.resolve("shared/data/kql/table-schemas.tsv"))) {
            String[] cells = line.split("\t");
            KqlType.named(cells[2])
                    .ifPresent(type -> tables.computeIfAbsent(cells[0], name -> new ArrayList<>())
                            .add(new ColumnSchema(cells[1], type)));
        }
        // The list was drawn from documentation, whose page of this table has lost the column that all queries use.
        tables.get("DnsEvents").add(new ColumnSchema("Name", KqlType.STRING));
        return Optional.of(new Catalogue(tables));
    }

    /** The place in the story of the samples, by a text that must be among the rows. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            password_spray              |                     | 203.0.113.77
            spray_then_success          |                     | signe.lund@
            odd_user_agents             |                     | python-requests/2.32
            two_countries_at_once       | within=12h          | signe.lund@
            new_country                 | start=2026-11-03    | signe.lund@
            sign_ins_of_account         | upn=signe.lund@hafnia-freight.example | 203.0.113.77
            failed_windows_logons       |                     |
            first_logon_to_computer     | start=2026-11-05    | svc-backup
            inbox_rules                 |                     | invoice;payment;bank
            many_files_downloaded       |                     | 203.0.113.77
            mailbox_read_from_elsewhere |                     | 203.0.113.77
            activity_from               | address=203.0.113.77 | New-InboxRule
            alerts_about                | host_name=FIN-07    | Suspicious PowerShell command line
            encoded_powershell          | devices=1           | DownloadString('https://cdn-sync.example/u')
            office_starts_shell         |                     | EXCEL.EXE
            discovery_burst             |                     | whoami /all
            lsass_dump                  |                     | comsvcs.dll
            started_by_wmi              |                     | upd.exe
            remote_execution_tools      |                     | /node:FS-01
            system_name_in_wrong_folder |                     | C:\\Users\\Public\\svchost.exe
            programs_from_writable_folders |                  | C:\\Windows\\Temp\\upd.exe
            archives_with_password      |                     | rar.exe
            rare_parent_and_child       |                     | comsvcs.dll
            traces_removed              |                     | del /q
            processes_with_text         | text=transfers 4    | svchost.exe
            processes_of_host           | computer=FIN-07     | cmdkey
            beacons                     |                     | cdn-sync.example
            rare_destinations           |                     | cdn-sync.example
            shell_connects_out          |                     | cdn-sync.example
            connections_to              | destinations=198.51.100.23 | cdn-sync.example
            address_seen                | ip=203.0.113.77     | New-InboxRule
            ssh_guessing                |                     |
            ssh_logons                  |                     | svc-backup
            sudo_commands               |                     |
            """)
    void findsWhatTheSampleLogsHide(String name, String given, String expected) {
        Map<String, Object> values = new HashMap<>(Map.of("start", "2026-11-02", "end", "2026-11-07"));
        if (given != null) {
            values.put(given.split("=", 2)[0], given.split("=", 2)[1]);
        }

        Table found = engine.execute(QueryContext.NONE, LIBRARY.find(name).request(values, NOW))
                .table();

        assertThat(found.rowCount()).isPositive();
        assertThat(found.printAll()).contains(expected == null ? "" : expected.replace("\\\\", "\\"));
    }
}
