package vedette.sentinel.credentials;

import java.util.Optional;
import vedette.kql.query.QueryContext;

/** Asks a person for a secret, without echo. */
public interface SecretPrompt {

    /** Nobody is there to answer. */
    SecretPrompt NOBODY = (context, question) -> Optional.empty();

    /**
     * What was typed; empty when nobody can be asked or nothing was typed.
     *
     * @param question a line to show
     */
    Optional<String> ask(QueryContext context, String question);
}
