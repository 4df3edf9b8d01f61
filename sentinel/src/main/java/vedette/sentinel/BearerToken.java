package vedette.sentinel;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * What a service asks for. Never prints itself.
 *
 * @param value the secret
 * @param expires from when on services refuse it
 */
public record BearerToken(String value, Instant expires) {

    public BearerToken {
        requireNonNull(value, "value is null");
        requireNonNull(expires, "expires is null");
    }

    @Override
    public String toString() {
        return "BearerToken[expires=" + expires + "]";
    }
}
