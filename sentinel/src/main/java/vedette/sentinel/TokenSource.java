package vedette.sentinel;

import java.time.Instant;
import java.util.Optional;
import vedette.kql.query.QueryContext;

/** Where tokens come from. Safe for any thread; asks a person at most once, however many threads wait. */
public interface TokenSource {

    /**
     * A token that is valid for some minutes yet, from memory where there is one.
     *
     * @param context shows where to sign in, and stops waiting for it
     * @param scope what the token is for, for example {@code https://api.loganalytics.io/.default}
     * @throws SignInException when no way led to one
     */
    BearerToken token(QueryContext context, String scope);

    /** Forgets a token that a service refused, so that the next one is new. */
    void refused(BearerToken token);

    /** When the sign-in that is kept ends, where there is one; it is renewed before. */
    default Optional<Instant> expires() {
        return Optional.empty();
    }

    /** Who signed in by what, for a person to recognise, without secrets; what will be tried, before that. */
    String description();
}
