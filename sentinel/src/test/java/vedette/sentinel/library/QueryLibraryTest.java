package vedette.sentinel.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Packs as people keep them: several files, defaults that are overridden, aliases, macros, and things that are none. */
class QueryLibraryTest {

    private static final String LOGONS = """
            metadata:
              version: 1
              description: Logons
              data_environments: [DataEnvironment.MSSentinel]
              data_families: [WindowsSecurity]
              tags: [windows]
            defaults:
              metadata: {data_source: security_event}
              parameters:
                table: {description: Table name, type: str, default: SecurityEvent}
                query_project:
                  description: Columns
                  type: str
                  default: &columns ' | project TimeGenerated, Computer'
                start: {description: From, type: datetime}
                end: {description: To, type: datetime, default: 0}
                add_query_items: {description: More, type: str, default: ''}
            sources:
              list_logons:
                description: Logons on a host
                metadata: {techniques: [T1078]}
                args:
                  query: '
                    {table}
                    {query_project}
                    | where Computer {host_op} "{host_name}"
                    | where TimeGenerated between (datetime({start}) .. datetime({end}))
                    $<only>$
                    {add_query_items}'
                parameters:
                  host_name: {description: Name of host, type: str, aliases: [hostname, computer]}
                  host_op: {description: Operator, type: str, default: has}
                query_macros:
                  only: {value: '| where EventID == {event_id}'}
              list_all:
                description: All events
                args: {query: '{table} {query_project} | where TimeGenerated > datetime({start}) {add_query_items}'}
                parameters:
                  query_project: {default: *columns}
              undeclared:
                description: Uses what it does not declare
                args: {query: '{table} | where A == {nothing}'}
              braces:
                args: {query: 'T | where x matches regex "a{2}"'}
            """;

    @TempDir
    Path folder;

    private QueryLibrary load() throws IOException {
        Files.writeString(folder.resolve("logons.yaml"), LOGONS.replace("{event_id}", "4624"));
        Path below = Files.createDirectories(folder.resolve("more/deep"));
        Files.writeString(below.resolve("device.yml"), """
                metadata: {version: 1, data_environments: [MDE, M365D], data_families: MDE}
                sources:
                  list_logons: {description: Other logons, args: {query: DeviceLogonEvents | take 10}}
                """);
        Files.writeString(below.resolve("splunk.yaml"), """
                metadata: {version: 1, data_environments: [Splunk], data_families: [Alerts]}
                sources: {x: {args: {query: 'search *'}}}
                """);
        Files.writeString(below.resolve("notes.yaml"), "a: 1\n");
        Files.writeString(below.resolve("twice.yaml"), "metadata: {}\nmetadata: {}\n");
        Files.writeString(below.resolve("code.yaml"), "!!java.net.URL ['http://127.0.0.1/']\n");
        Files.writeString(below.resolve("readme.txt"), "no query");
        return QueryLibrary.load(folder);
    }

    @Test
    void foldersAreReadWithAllBelowAndWhatIsNoQueryIsTold() throws IOException {
        QueryLibrary library = load();

        assertThat(library.queries())
                .extracting(LibraryQuery::name)
                .containsExactly("list_logons", "list_all", "list_logons");
        assertThat(library.skipped())
                .extracting(QueryLibrary.Skipped::reason)
                .anySatisfy(reason -> assertThat(reason).contains("does not declare: nothing"))
                .anySatisfy(reason -> assertThat(reason).contains("a brace that means itself is written twice"))
                .anySatisfy(reason -> assertThat(reason).contains("is for Splunk"))
                .anySatisfy(reason -> assertThat(reason).contains("neither a query pack"))
                .anySatisfy(reason -> assertThat(reason).contains("twice.yaml:2:1: is no YAML"))
                .anySatisfy(reason -> assertThat(reason).contains("code.yaml").contains("is no YAML"))
                .hasSize(6);
        assertThatThrownBy(() -> QueryLibrary.load(folder.resolve("more/deep/notes.yaml")))
                .hasMessageContaining("neither a query pack");
        assertThatThrownBy(() -> QueryLibrary.load(folder.resolve("nowhere")))
                .hasMessageContaining("there is no such file or folder");
    }

    @Test
    void namesAreFoundByThemselvesOrWithTheirFamilyEnvironmentOrFile() throws IOException {
        QueryLibrary library = load();

        assertThat(library.find("LIST-ALL").description()).isEqualTo("All events");
        for (String name :
                new String[] {"WindowsSecurity.list_logons", "MSSentinel.list_logons", "logons.list_logons"}) {
            assertThat(library.find(name).description()).isEqualTo("Logons on a host");
        }
        assertThat(library.find("m365d.list_logons").description()).isEqualTo("Other logons");
        assertThatThrownBy(() -> library.find("list_logons"))
                .hasMessage("2 queries are named 'list_logons'; write logons.list_logons or device.list_logons");
        assertThatThrownBy(() -> library.find("list_alll"))
                .hasMessage("there is no query 'list_alll'; did you mean 'list_all'?");
    }

    @Test
    void searchTakesWordsAndPlaces() throws IOException {
        QueryLibrary library = load();

        assertThat(library.search("events ALL")).extracting(LibraryQuery::name).containsExactly("list_all");
        assertThat(library.search("table:DeviceLogonEvents")).hasSize(1);
        assertThat(library.search("parameter:computer logons")).hasSize(1);
        assertThat(library.search("family:windows")).hasSize(2);
        assertThat(library.search("technique:t1078")).hasSize(1);
        assertThat(library.search("nothing like it")).isEmpty();
        assertThat(library.search("")).hasSize(3);
        assertThat(library.table().columnNames())
                .containsExactly("Name", "Family", "Description", "Parameters", "Tables", "Techniques", "Source");
    }

    @Test
    void queriesAreFilledWithDefaultsOverriddenByTheirOwn() throws IOException {
        LibraryQuery query = load().find("logons.list_logons");

        String text = query.request(
                        Map.of(
                                "computer", "FIN-07",
                                "start", "2026-11-02",
                                "end", "2026-11-03",
                                "add_query_items", "| take 5"),
                        Instant.EPOCH)
                .text();

        assertThat(text.strip().replaceAll("\\s+", " "))
                .isEqualTo("SecurityEvent | project TimeGenerated, Computer | where Computer has \"FIN-07\""
                        + " | where TimeGenerated between (datetime(2026-11-02T00:00:00.0000000Z) .."
                        + " datetime(2026-11-03T00:00:00.0000000Z)) | where EventID == 4624 | take 5");
    }

    @Test
    void helpNamesParametersTypesAndDefaults() throws IOException {
        assertThat(load().find("logons.list_logons").help())
                .contains("Logons on a host", "tables: SecurityEvent", "techniques: T1078")
                .contains("host_name: str, must be given, also hostname, computer\n      Name of host")
                .contains("host_op: str, default has")
                .contains("end: datetime, default 0")
                .contains("add_query_items: str, default empty")
                .contains("| where EventID == 4624");
    }
}
