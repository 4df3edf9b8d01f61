package vedette.magics;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Optional;
import vedette.kql.query.Connection;

/**
 * A connection under the name that cells call it by.
 *
 * @param name for example {@code soc@loganalytics}
 * @param alias the short name, without what it is connected to, where it has one
 * @param connection what answers
 * @param account what is known of signing in
 * @param portal the address up to a query at which a browser opens it, where there is one
 */
record Opened(String name, Optional<String> alias, Connection connection, Account account, Optional<String> portal) {

    Opened {
        requireNonNull(name, "name is null");
        requireNonNull(alias, "alias is null");
        requireNonNull(connection, "connection is null");
        requireNonNull(account, "account is null");
    }

    /** Who is signed in at what, without secrets. */
    interface Account {

        /** No signing in. */
        Account NONE = new Account() {
            @Override
            public String tenant() {
                return "";
            }

            @Override
            public String credential() {
                return "none needed";
            }
        };

        /** The tenant; empty where it is not known. */
        String tenant();

        /** When the sign-in that is kept ends, where one is kept. */
        default Optional<Instant> expires() {
            return Optional.empty();
        }

        /** Who signed in by what, or what will be tried. */
        String credential();
    }

    /** Something that asks this connection in another way, under a name that says so; it has no page of its own. */
    Opened over(String otherName, Connection other) {
        return new Opened(otherName, Optional.empty(), other, account, Optional.empty());
    }

    /** Whether a cell means this connection by a name. */
    boolean isCalled(String written) {
        return written.equalsIgnoreCase(name)
                || alias.filter(written::equalsIgnoreCase).isPresent();
    }
}
