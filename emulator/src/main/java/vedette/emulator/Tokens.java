package vedette.emulator;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The bearer tokens that an emulator accepts. Safe for any thread. */
public final class Tokens {

    private final InstantSource clock;
    private final Map<String, Instant> accepted = new ConcurrentHashMap<>();

    Tokens(InstantSource clock) {
        this.clock = clock;
    }

    /** Accepts a token from now on, without an end. */
    public void accept(String token) {
        accept(token, Instant.MAX);
    }

    /** Accepts a token until a moment; afterwards it is an expired one. */
    public void accept(String token, Instant until) {
        accepted.put(token, until);
    }

    /** Makes an accepted token an expired one, now. */
    public void expire(String token) {
        accepted.replace(token, Instant.MIN);
    }

    /**
     * What is wrong with the token that a request carries, as a bearer token or, as Log Analytics takes it of clients
     * that hold no more than a key, in the header {@code x-api-key}; empty where it is accepted.
     */
    public Optional<Refusal> check(SeenRequest request) {
        Optional<String> token = request.header("Authorization")
                .map(header -> header.regionMatches(true, 0, "Bearer ", 0, 7)
                        ? header.substring(7).strip()
                        : "")
                .or(() -> request.header("x-api-key"));
        if (token.isEmpty()) {
            return Optional.of(Refusal.MISSING);
        }
        Instant until = accepted.get(token.get());
        if (until == null) {
            return Optional.of(Refusal.UNKNOWN);
        }
        return until.isAfter(clock.instant()) ? Optional.empty() : Optional.of(Refusal.EXPIRED);
    }

    /** Why a request is not let in. */
    public enum Refusal {
        MISSING,
        UNKNOWN,
        EXPIRED
    }

    /** Tokens never reach output. */
    @Override
    public String toString() {
        return accepted.size() + " tokens";
    }
}
