package vedette.sentinel.library;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import vedette.kql.query.QueryRequest;

/** A query that somebody wrote down for others: of a query pack, or a rule or hunting query of Sentinel. Immutable. */
public sealed interface LibraryQuery permits PackQuery, SentinelRule {

    /** What it is called, in its own file. */
    String name();

    /** The groups that it belongs to: a pack's data families, the kind of a rule. */
    List<String> families();

    /** What it finds, in its author's words; empty where they are missing. */
    String description();

    /** What it takes, in the order of the file. */
    List<QueryParameter> parameters();

    /** The query as it is written down, parameters in braces. */
    String text();

    /** The tables that it reads, as far as its text shows. */
    List<String> tables();

    /** Techniques and tactics of MITRE ATT&CK, as written down. */
    List<String> techniques();

    /** The file that it comes from. */
    String source();

    /**
     * What to ask, with values for its parameters.
     *
     * @param values by parameter name or alias
     * @param now what offsets such as {@code -7} count from
     * @throws QueryLibraryException where a value is missing, unknown or does not fit
     */
    QueryRequest request(Map<String, ?> values, Instant now);

    /**
     * Its text with values for its parameters, offsets counting from this moment.
     *
     * @throws QueryLibraryException where a value is missing, unknown or does not fit
     */
    default String render(Map<String, ?> values) {
        return request(values, Instant.now()).text();
    }

    /** What it is, what it takes and how it reads, as lines of text. */
    default String help() {
        return QueryHelp.of(this);
    }
}
