package vedette.sentinel.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tech.tablesaw.api.Table;
import vedette.engine.LocalEngine;
import vedette.kql.query.QueryContext;
import vedette.kql.query.QueryRequest;
import vedette.kql.query.TimeRange;

/** Rules and hunting queries run as they are written. */
class SentinelRuleTest {

    private static final Instant NOW = Instant.parse("2026-11-05T12:00:00Z");
    private static final String RULE = """
            id: 00000000-aaaa-bbbb-cccc-000000000001
            name: Too many of them
            description: |
              'Counts accounts. '
            severity: Medium
            status: Available
            requiredDataConnectors:
              - connectorId: SecurityEvents
                dataTypes: [SecurityEvent]
            queryFrequency: 1h
            queryPeriod: 1d
            triggerOperator: gt
            triggerThreshold: 1
            tactics: [CredentialAccess]
            relevantTechniques: [T1110]
            query: |
              let threshold = 2;
              datatable(Account: string, Host: string, Address: string)
                ["a", "h1", "10.0.0.1", "b", "h1", "", "a", "h2", "10.0.0.1"]
            entityMappings:
              - entityType: Account
                fieldMappings:
                  - identifier: FullName
                    columnName: Account
              - entityType: Host
                fieldMappings:
                  - identifier: HostName
                    columnName: Host
                  - identifier: DnsDomain
                    columnName: Domain
              - entityType: IP
                fieldMappings:
                  - identifier: Address
                    columnName: Address
            version: 1.0.2
            kind: Scheduled
            """;

    @TempDir
    Path folder;

    private SentinelRule rule(String yaml) throws IOException {
        Path file = Files.writeString(folder.resolve("TooMany.yaml"), yaml);
        return (SentinelRule) QueryLibrary.load(file).only().orElseThrow();
    }

    @Test
    void isReadWhole() throws IOException {
        SentinelRule rule = rule(RULE);

        assertThat(rule.description()).isEqualTo("Counts accounts.");
        assertThat(rule.severity()).contains("Medium");
        assertThat(rule.techniques()).containsExactly("T1110", "CredentialAccess");
        assertThat(rule.connectors()).containsExactly("SecurityEvents (SecurityEvent)");
        assertThat(rule.schedule()).isEqualTo("every 01:00:00, over the last 1.00:00:00, alert at more than 1 row");
        assertThat(rule.version()).isEqualTo("1.0.2");
        assertThat(rule.help()).contains("runs: every 01:00:00");
    }

    @Test
    void asksOverItsPeriod() throws IOException {
        QueryRequest request = rule(RULE).request(Map.of(), NOW);

        assertThat(request.timeRange()).contains(TimeRange.before(NOW, Duration.ofDays(1)));
        assertThat(request.text()).startsWith("let threshold = 2;");
        assertThatThrownBy(() -> rule(RULE).request(Map.of("x", 1), NOW)).hasMessageContaining("takes no parameters");
    }

    @Test
    void judgesRowsAndNamesEntities() throws IOException {
        SentinelRule rule = rule(RULE);
        try (LocalEngine engine = LocalEngine.builder().build()) {
            Table rows = engine.execute(QueryContext.NONE, new QueryRequest(rule.text()))
                    .table();

            RuleOutcome outcome = rule.judge(rows);

            assertThat(outcome.alerts()).isTrue();
            assertThat(outcome.verdict()).isEqualTo("raises an alert: 3 rows, and the rule alerts at more than 1 row");
            assertThat(outcome.missingColumns()).containsExactly("Domain");
            assertThat(outcome.entities().stringColumn("EntityType").asList())
                    .containsExactly("Account", "Account", "Host", "Host", "IP");
            assertThat(outcome.entities().column("Identifiers").asStringColumn().asList())
                    .containsExactly(
                            "{\"FullName\":\"a\"}",
                            "{\"FullName\":\"b\"}",
                            "{\"HostName\":\"h1\"}",
                            "{\"HostName\":\"h2\"}",
                            "{\"Address\":\"10.0.0.1\"}");
            assertThat(rule.judge(rows.first(1)).alerts()).isFalse();
        }
    }

    @Test
    void triggersCompareEitherWay() throws IOException {
        assertThat(rule(RULE.replace("gt", "lt")).trigger().orElseThrow().firesFor(0))
                .isTrue();
        assertThat(rule(RULE.replace("gt", "eq")).trigger().orElseThrow().firesFor(2))
                .isFalse();
        assertThat(rule(RULE.replace("gt", "NotEqual")).trigger().orElseThrow().firesFor(2))
                .isTrue();
        assertThatThrownBy(() -> rule(RULE.replace("gt", "about"))).hasMessageContaining("none of gt, lt, eq, ne");
        assertThatThrownBy(() -> rule(RULE.replace("1d", "soon"))).hasMessageContaining("is no duration");
        assertThatThrownBy(() -> rule(RULE.replace("1d", "0h"))).hasMessageContaining("no time that passes");
        assertThat(rule(RULE.replace("1d", "1h10m")).period()).contains(Duration.ofMinutes(70));
        assertThat(rule(RULE.replace("1d", "P14D")).period()).contains(Duration.ofDays(14));
        assertThat(rule(RULE.replace("1d", "2w")).period()).contains(Duration.ofDays(14));
    }

    @Test
    void huntingQueriesRaiseNoAlerts() throws IOException {
        SentinelRule hunt = rule("""
                id: 00000000-aaaa-bbbb-cccc-000000000002
                name: Look around
                description: Looks.
                tactics: [Discovery]
                relevantTechniques: [T1087]
                query: SecurityEvent | union (SigninLogs | take 1)
                """);

        assertThat(hunt.kind()).isEqualTo("Hunting");
        assertThat(hunt.tables()).containsExactly("SecurityEvent", "SigninLogs");
        assertThat(hunt.request(Map.of(), NOW).timeRange()).isEmpty();
        assertThat(hunt.judge(Table.create("rows")).verdict()).isEqualTo("0 rows; a hunting query raises no alerts");
    }

    @Test
    void exportsAndListsAreReadToo() throws IOException {
        Files.writeString(folder.resolve("export.json"), """
                {"$schema": "x", "resources": [
                  {"kind": "Scheduled", "name": "[concat(parameters('workspace'),'/x')]", "type": "x/alertRules",
                   "properties": {"displayName": "Exported rule", "severity": "High", "query": "[[1]] | T",
                     "queryFrequency": "PT5H", "queryPeriod": "P1D", "triggerOperator": "GreaterThan", "triggerThreshold": 0,
                     "tactics": ["Execution"], "techniques": ["T1059"]}},
                  {"type": "x/savedSearches", "name": "guid",
                   "properties": {"category": "Hunting Queries", "displayName": "Exported hunt", "query": "T | take 1",
                     "tags": [{"name": "description", "value": "A, b"}, {"name": "tactics", "value": "Impact, Discovery"}]}},
                  {"type": "x/playbooks", "properties": {}},
                  {"kind": "Scheduled", "properties": {"displayName": "Broken", "query": "T", "severity": "Low", "queryPeriod": "?"}}
                ]}
                """);

        QueryLibrary library = QueryLibrary.load(folder);

        SentinelRule rule = (SentinelRule) library.find("exported_rule");
        assertThat(rule.text()).isEqualTo("[1]] | T");
        assertThat(rule.frequency()).contains(Duration.ofHours(5));
        assertThat(rule.techniques()).containsExactly("T1059", "Execution");
        SentinelRule hunt = (SentinelRule) library.find("guid");
        assertThat(hunt.name()).isEqualTo("Exported hunt");
        assertThat(hunt.kind()).isEqualTo("Hunting");
        assertThat(hunt.description()).isEqualTo("A, b");
        assertThat(hunt.tactics()).containsExactly("Impact", "Discovery");
        assertThat(library.skipped())
                .singleElement()
                .satisfies(skipped -> assertThat(skipped.place()).endsWith("export.json: Broken"));
    }
}
