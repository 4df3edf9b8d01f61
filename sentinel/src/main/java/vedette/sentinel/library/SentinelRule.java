package vedette.sentinel.library;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tech.tablesaw.api.Table;
import vedette.kql.query.QueryRequest;
import vedette.kql.query.TimeRange;

/**
 * An analytics rule or a hunting query of Sentinel.
 *
 * @param id the guid that it is known by; may be empty
 * @param name its title
 * @param description what it finds
 * @param kind {@code Scheduled}, {@code NRT}, {@code Hunting} for a hunting query, or what its file says
 * @param severity of its alerts; empty for hunting queries
 * @param frequency how often it runs
 * @param period how far back it looks at each run
 * @param trigger when its rows raise an alert; empty for hunting queries
 * @param tactics of MITRE ATT&CK
 * @param techniques of MITRE ATT&CK, with the tactics behind them
 * @param tables the tables that its query reads
 * @param connectors what must be connected, each with its data types: {@code SecurityEvents (SecurityEvent)}
 * @param entities which columns of its rows name whom
 * @param text the query
 * @param version as its file says
 * @param source the file
 */
public record SentinelRule(
        String id,
        String name,
        String description,
        String kind,
        Optional<String> severity,
        Optional<Duration> frequency,
        Optional<Duration> period,
        Optional<Trigger> trigger,
        List<String> tactics,
        List<String> techniques,
        List<String> tables,
        List<String> connectors,
        List<EntityMapping> entities,
        String text,
        String version,
        String source)
        implements LibraryQuery {

    public SentinelRule {
        requireNonNull(name, "name is null");
        requireNonNull(text, "text is null");
        tactics = List.copyOf(tactics);
        techniques = List.copyOf(techniques);
        tables = List.copyOf(tables);
        connectors = List.copyOf(connectors);
        entities = List.copyOf(entities);
    }

    /** When a number of rows raises an alert, for example more than 0. */
    public record Trigger(Comparison comparison, long threshold) {

        /** Whether this many rows raise an alert. */
        public boolean firesFor(long rows) {
            return switch (comparison) {
                case MORE_THAN -> rows > threshold;
                case LESS_THAN -> rows < threshold;
                case EQUAL_TO -> rows == threshold;
                case NOT_EQUAL_TO -> rows != threshold;
            };
        }

        @Override
        public String toString() {
            return comparison.words + " " + threshold + (threshold == 1 ? " row" : " rows");
        }
    }

    /** How a number of rows is compared with a threshold. */
    public enum Comparison {
        MORE_THAN("more than"),
        LESS_THAN("fewer than"),
        EQUAL_TO("exactly"),
        NOT_EQUAL_TO("not exactly");

        private final String words;

        Comparison(String words) {
            this.words = words;
        }
    }

    /**
     * Which columns name an entity.
     *
     * @param type for example {@code Account}, {@code Host}, {@code IP}
     * @param columns column name by identifier, for example {@code FullName} to {@code AccountCustomEntity}
     */
    public record EntityMapping(String type, Map<String, String> columns) {}

    /** The kind, by which rules are told from hunting queries. */
    @Override
    public List<String> families() {
        return List.of(kind);
    }

    /** None: rules run as they are. */
    @Override
    public List<QueryParameter> parameters() {
        return List.of();
    }

    /** When it runs and what raises an alert, in one line; empty for what runs only when asked. */
    public String schedule() {
        StringBuilder schedule = new StringBuilder();
        frequency.ifPresent(every -> schedule.append("every ").append(shown(every)));
        period.ifPresent(back -> schedule.append(schedule.isEmpty() ? "" : ", ")
                .append("over the last ")
                .append(shown(back)));
        trigger.ifPresent(when -> schedule.append(schedule.isEmpty() ? "" : ", ")
                .append("alert at ")
                .append(when));
        return schedule.toString();
    }

    private static String shown(Duration duration) {
        return vedette.frame.Ticks.formatTimespan(vedette.frame.Frames.ticks(duration));
    }

    /** Its query, over its period up to a moment where it has one. */
    @Override
    public QueryRequest request(Map<String, ?> values, Instant now) {
        if (!values.isEmpty()) {
            throw new QueryLibraryException(name + ": a rule takes no parameters, but values are given for "
                    + String.join(", ", values.keySet()));
        }
        QueryRequest request = new QueryRequest(text);
        return period.map(back -> request.withTimeRange(TimeRange.before(now, back)))
                .orElse(request);
    }

    /** What the rule says to the rows that its query found. */
    public RuleOutcome judge(Table rows) {
        return RuleOutcome.of(this, rows);
    }
}
