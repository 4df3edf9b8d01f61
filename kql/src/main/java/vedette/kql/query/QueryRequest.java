package vedette.kql.query;

import static java.util.Objects.requireNonNull;

/**
 * What to ask.
 *
 * @param text one query, parameters already written in as literals
 */
public record QueryRequest(String text) {

    public QueryRequest {
        requireNonNull(text, "text is null");
    }
}
