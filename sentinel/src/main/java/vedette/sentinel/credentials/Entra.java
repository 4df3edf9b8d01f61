package vedette.sentinel.credentials;

import java.net.URI;
import java.util.Arrays;
import java.util.Optional;
import vedette.sentinel.Cloud;

/**
 * At whom to sign in, and as which application.
 *
 * @param authority Entra's address, without a tenant
 * @param tenant the directory, by ID or domain
 * @param clientId the application; where there is none, a person uses Microsoft's own
 */
record Entra(URI authority, Optional<String> tenant, Optional<String> clientId) {

    /** Whether this is Microsoft's own; of another the libraries must not ask Microsoft. */
    boolean isKnown() {
        return Arrays.stream(Cloud.values())
                .anyMatch(cloud -> cloud.authority().getHost().equals(authority.getHost()));
    }
}
