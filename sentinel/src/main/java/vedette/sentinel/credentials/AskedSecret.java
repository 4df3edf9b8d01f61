package vedette.sentinel.credentials;

import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vedette.kql.query.QueryContext;

/** A secret that is at hand, or for which a person is asked once. */
final class AskedSecret {

    private final Optional<String> given;
    private final String question;
    private final SecretPrompt prompt;
    private final Set<String> known;
    private @Nullable String typed;

    /**
     * A secret.
     *
     * @param known takes what is typed, so that it is never shown
     */
    AskedSecret(Optional<String> given, String question, SecretPrompt prompt, Set<String> known) {
        this.given = given;
        this.question = question;
        this.prompt = prompt;
        this.known = known;
        given.ifPresent(known::add);
    }

    synchronized boolean isAtHand() {
        return given.isPresent() || typed != null;
    }

    synchronized String get(QueryContext context) {
        if (given.isPresent()) {
            return given.get();
        }
        String answer = typed;
        if (answer == null) {
            answer = prompt.ask(context, question)
                    .filter(text -> !text.isEmpty())
                    .orElseThrow(() -> new Refusal("no answer to '" + question
                            + "'; where nobody can be asked, name an environment variable by $NAME"));
            known.add(answer);
            typed = answer;
        }
        return answer;
    }

    /** It did not work: what was typed may have been mistyped. */
    synchronized void forget() {
        typed = null;
    }

    @Override
    public String toString() {
        return "AskedSecret[" + question + "]";
    }
}
