package vedette.sentinel.credentials;

import java.util.Optional;
import vedette.kql.query.QueryContext;
import vedette.sentinel.BearerToken;

/** One way to a token. Its calls come one at a time, on a thread that is interrupted when nobody waits any more. */
interface SignInMethod {

    /** What a person calls it, for example {@code az CLI}. */
    String name();

    /** Why it cannot lead to a token here, found without trying; empty where it is worth a try. */
    Optional<String> obstacle();

    /** Whether a person has to do something, however long that takes. */
    default boolean needsAPerson() {
        return false;
    }

    /**
     * A token, from the method's own memory where it is still good.
     *
     * @param renew the last one was refused, so that memory does not count
     */
    BearerToken fetch(QueryContext context, String scope, boolean renew) throws Exception;

    /** Who is signed in, once that is known and worth saying. */
    default Optional<String> account() {
        return Optional.empty();
    }
}
