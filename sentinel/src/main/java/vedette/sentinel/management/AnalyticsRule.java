package vedette.sentinel.management;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import tech.tablesaw.api.Table;
import vedette.kql.query.QueryRequest;
import vedette.kql.query.TimeRange;

/**
 * An analytics rule.
 *
 * @param id the name by which Azure knows it, mostly a GUID
 * @param kind for example {@code Scheduled} or {@code NRT}
 * @param severity of the incidents that it makes; empty where it has none of its own
 * @param query empty where rules of its kind have none
 * @param period how far back it looks; empty where rules of its kind have none
 */
public record AnalyticsRule(
        String id,
        String kind,
        String name,
        String description,
        boolean isEnabled,
        String severity,
        Optional<String> query,
        Optional<Duration> period,
        List<String> tactics,
        List<String> techniques) {

    public AnalyticsRule {
        tactics = List.copyOf(tactics);
        techniques = List.copyOf(techniques);
    }

    static AnalyticsRule of(JsonNode resource) {
        JsonNode properties = resource.path("properties");
        return new AnalyticsRule(
                Fields.text(resource, "name"),
                Fields.text(resource, "kind"),
                Fields.text(properties, "displayName"),
                Fields.text(properties, "description"),
                properties.path("enabled").asBoolean(),
                Fields.text(properties, "severity"),
                Optional.of(Fields.text(properties, "query")).filter(query -> !query.isBlank()),
                duration(Fields.text(properties, "queryPeriod")),
                Fields.texts(properties, "tactics"),
                Fields.texts(properties, "techniques"));
    }

    private static Optional<Duration> duration(String text) {
        try {
            return text.matches("P\\d+W")
                    ? Optional.of(Duration.ofDays(Period.parse(text).getDays()))
                    : Optional.of(Duration.parse(text));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    /**
     * The rule's query over its own period, as the rule would run at an instant.
     *
     * @throws ManagementException where it has no query, or no period
     */
    public QueryRequest request(Instant now) {
        return request(TimeRange.before(
                now,
                period.orElseThrow(() -> new ManagementException(
                        "rule '" + name + "' (" + kind + ") has no period of its own; give a time range"))));
    }

    /**
     * The rule's query over a stretch of time.
     *
     * @throws ManagementException where it has no query
     */
    public QueryRequest request(TimeRange range) {
        String text = query.orElseThrow(() -> new ManagementException(
                "rule '" + name + "' has no query: rules of the kind " + kind + " are not written in KQL"));
        return new QueryRequest(text).withTimeRange(range);
    }

    /** Rules as a frame. */
    public static Table frame(List<AnalyticsRule> rules) {
        return new Columns<AnalyticsRule>()
                .string("Name", AnalyticsRule::name)
                .string("Kind", AnalyticsRule::kind)
                .bool("Enabled", AnalyticsRule::isEnabled)
                .string("Severity", AnalyticsRule::severity)
                .timespan("QueryPeriod", AnalyticsRule::period)
                .strings("Tactics", AnalyticsRule::tactics)
                .strings("Techniques", AnalyticsRule::techniques)
                .string("Query", rule -> rule.query().orElse(""))
                .string("Description", AnalyticsRule::description)
                .string("RuleId", AnalyticsRule::id)
                .table("rules", rules);
    }
}
